namespace Matrix.Report.Diff;

/// <summary>A comparison in finished words.</summary>
internal sealed record DiffPage
{
    /// <summary>Lines of a kind, unless all are asked for.</summary>
    public const int UsualLines = 50;

    public required string Conclusion { get; init; }

    public required bool HasRegressions { get; init; }

    public required IReadOnlyList<DiffInputRow> Sides { get; init; }

    /// <summary>What takes from the worth of the comparison.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    public required IReadOnlyList<ReadinessRow> Readiness { get; init; }

    public required IReadOnlyList<CircumstanceRow> Circumstances { get; init; }

    /// <summary>That the counts are of.</summary>
    public required IReadOnlyList<string> Platforms { get; init; }

    public required IReadOnlyList<CountRow> Counts { get; init; }

    public required CauseTable Causes { get; init; }

    /// <summary>None empty.</summary>
    public required IReadOnlyList<DifferenceTable> Tables { get; init; }

    /// <summary>How many lines of a table are shown at most.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>There was more to show than fits.</summary>
    public bool IsCutToFit { get; init; }

    public DiffPage Cut(int most) => this with
    {
        Most = most,
        Causes = Causes.Cut(most),
        Tables = [.. Tables.Select(table => table.Cut(most))],
    };
}

/// <param name="Label"><c>OLD</c> or <c>NEW</c>.</param>
/// <param name="Source">As it was asked for.</param>
internal sealed record DiffInputRow(string Label, string Start, string Platforms, string Crates, string Source);

/// <param name="InBoth">How many crates both sides judge.</param>
internal sealed record ReadinessRow(string Platform, string Before, string Now, string InBoth, string BothBefore, string BothNow);

internal sealed record CircumstanceRow(string What, string Where, string Before, string Now);

/// <param name="Crates">On any platform.</param>
/// <param name="OnPlatforms">In the order of the page's; none where there is one.</param>
internal sealed record CountRow(string Kind, string Crates, IReadOnlyList<string> OnPlatforms);

/// <param name="More">Rows that were left out.</param>
internal sealed record CauseTable(IReadOnlyList<CauseRow> Rows, int More)
{
    public CauseTable Cut(int most) => new([.. Rows.Take(most)], More + Math.Max(0, Rows.Count - most));
}

/// <param name="Change"><c>new</c>, <c>gone</c>, <c>grown</c> or <c>shrunk</c>.</param>
internal sealed record CauseRow(string Change, string Label, string Before, string Now);

/// <param name="Title">With the number of its crates.</param>
/// <param name="More">Rows that were left out.</param>
internal sealed record DifferenceTable(string Title, bool IsRegression, IReadOnlyList<DifferenceRow> Rows, int More)
{
    public DifferenceTable Cut(int most) => this with { Rows = [.. Rows.Take(most)], More = More + Math.Max(0, Rows.Count - most) };
}

internal sealed record DifferenceRow(string Crate, string Where, string Verdicts, string What);
