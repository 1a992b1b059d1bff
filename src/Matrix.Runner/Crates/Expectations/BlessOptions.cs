namespace Matrix.Runner.Crates.Expectations;

/// <summary>What blessings may do.</summary>
/// <param name="ForeseeAll">Regressions that no entry foresaw get one.</param>
/// <param name="Until">How long what is confirmed or new shall hold.</param>
internal sealed record BlessOptions(bool ForeseeAll, DateOnly Until);
