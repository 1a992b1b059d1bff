using Matrix.Report.Charts;
using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>How it has gone since the first sweep that is known.</summary>
internal sealed record TrendPage(PageFrame Frame, string Title, string Day, bool HasPast)
{
    public required LinePicture Readiness { get; init; }

    public required LinePicture Goals { get; init; }

    /// <summary>One for each platform of which more than one was ever swept.</summary>
    public required IReadOnlyList<LinePicture> GoalsOfPlatforms { get; init; }

    public required IReadOnlyList<ChangeGroup> Changes { get; init; }

    public required IReadOnlyList<FailingRow> Failing { get; init; }

    public required string FailingLeftOut { get; init; }

    public required IReadOnlyList<CauseSpan> Gone { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<SweepRow> Sweeps { get; init; }
}

/// <param name="Key">Id of the section.</param>
internal sealed record ChangeGroup(string Title, string Key, int Count, IReadOnlyList<ChangeRow> Rows, string LeftOut);

/// <param name="Before">The day on which it was last judged; empty for never.</param>
internal sealed record ChangeRow(CrateLink Crate, string Platform, string Before, string Why);

/// <param name="Since">The first day of the streak.</param>
/// <param name="Sweeps">How many sweeps it is long.</param>
internal sealed record FailingRow(CrateLink Crate, string Platform, string Since, int Sweeps, string Why);

/// <summary>A cause that was there and is no more.</summary>
internal sealed record CauseSpan(string Label, string First, string Last, int Most);

/// <param name="Key">When it began, as its file is named: no other sweep has the same.</param>
/// <param name="File">The history file that the numbers were counted from; null for none.</param>
/// <param name="Backends">That changed with it, in words.</param>
internal sealed record SweepRow(string Day, string Key, string? File, string Toolchains, string Backends, int Judged, int Works, string Share, string Weighted, int Unsaid, IReadOnlyList<string> Platforms);
