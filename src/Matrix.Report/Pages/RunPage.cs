using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>What ran, and whether it can be trusted.</summary>
internal sealed record RunPage(PageFrame Frame, string Title, string Day)
{
    public required IReadOnlyList<Notice> Notices { get; init; }

    public required IReadOnlyList<RunRow> Runs { get; init; }

    public required IReadOnlyList<CoverageRow> Coverage { get; init; }

    public required IReadOnlyList<NoiseRow> Noise { get; init; }

    /// <summary>What A/A sweeps found, and platforms that none was run on.</summary>
    public required IReadOnlyList<AaRow> AaNoise { get; init; }

    public required IReadOnlyList<CostTable> Costs { get; init; }

    public required IReadOnlyList<SlowRow> Slowest { get; init; }

    public required IReadOnlyList<SkippedRow> Skipped { get; init; }

    public required string SkippedLeftOut { get; init; }

    public required IReadOnlyList<FactGroup> Facts { get; init; }
}

internal sealed record RunRow(string Platform, string Shard, string Started, string Took, string Toolchain, string Backend, string List, int Selected, int Judged, string Isolation);

/// <param name="Key">Of the platform, its name in files.</param>
/// <param name="Selected">Crates that a run on the platform was to sweep.</param>
internal sealed record CoverageRow(string Platform, string Key, int Selected, int WithVerdict, string WithVerdictLink, int Judged, string JudgedShare, int WithoutVerdict);

/// <param name="Link">To the crates whose legs were counted.</param>
internal sealed record NoiseRow(string Platform, string Key, string Link, CountCell Flaky, CountCell Inconclusive, CountCell Invalid, int Repeats, int Controls, int Workarounds, string RepeatShare);

/// <param name="Key">Of the platform and the day.</param>
/// <param name="Day">Empty: not measured, and none of the rest is known.</param>
/// <param name="Names">Of the accused, with their verdicts.</param>
internal sealed record AaRow(string Platform, string Key, string Day, int Crates, int Accused, string Names, int Flaky, int Inconclusive);

internal sealed record CostTable(string Platform, string Total, IReadOnlyList<CostRow> Rows);

internal sealed record CostRow(string Phase, string Llvm, string Cranelift, string Ratio, string More, string LlvmMemory, string CraneliftMemory, string Largest);

internal sealed record SlowRow(CrateLink Crate, string Platform, string Seconds, string Share);

internal sealed record SkippedRow(CrateLink Crate, string Platform, string Why);

internal sealed record FactGroup(string Title, IReadOnlyList<Fact> Facts);
