using Matrix.Report.Charts;
using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>What Cranelift buys.</summary>
internal sealed record SpeedPage(PageFrame Frame, string Title, string Day)
{
    /// <summary>Measured alone; none where no sweep measured.</summary>
    public required IReadOnlyList<MeasuredSpeed> Measured { get; init; }

    /// <summary>Of crates that could not be measured, and why.</summary>
    public required IReadOnlyList<UnmeasuredRow> Unmeasured { get; init; }

    /// <summary>From the sweep itself, where crates ran beside each other.</summary>
    public required IReadOnlyList<MedianRow> Medians { get; init; }
}

/// <param name="Anchor">Id of the section.</param>
/// <param name="Busy">What else the machine did meanwhile; empty where it was idle, or nobody knows.</param>
/// <param name="Plots">Clean builds, then rebuilds.</param>
internal sealed record MeasuredSpeed(string Platform, string Anchor, string Busy, IReadOnlyList<MedianRow> Medians, IReadOnlyList<DotPicture> Plots, IReadOnlyList<SpeedRow> Crates);

/// <param name="What">What is compared.</param>
/// <param name="Middle">Half of the crates lie in it.</param>
/// <param name="Crates">How many crates the median is of.</param>
internal sealed record MedianRow(string What, string Platform, string Median, string Middle, string Range, int Crates, string Link);

internal sealed record SpeedRow(CrateLink Crate, SpeedCell Clean, SpeedCell Rebuild, int Rounds);

/// <param name="Spread">From the least to the most of the rounds.</param>
/// <param name="Value">To sort by.</param>
internal sealed record SpeedCell(string Ratio, string Spread, string Llvm, string Cranelift, string Value);

internal sealed record UnmeasuredRow(CrateLink Crate, string Platform, string Why);
