namespace Matrix.Runner.Crates.Expectations;

/// <summary>What corrections may do.</summary>
/// <param name="ForeseeAll">Regressions that no entry foresaw get one.</param>
/// <param name="Until">How long what is confirmed or new shall hold.</param>
internal sealed record Wishes(bool ForeseeAll, DateOnly Until);
