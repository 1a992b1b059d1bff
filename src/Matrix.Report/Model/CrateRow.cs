namespace Matrix.Report.Model;

/// <summary>A crate in the table, with what opens below it.</summary>
internal sealed record CrateRow
{
    public required string Name { get; init; }

    /// <summary>Id of the row on the page.</summary>
    public required string Anchor { get; init; }

    /// <summary>Ids of what begins with this row: the first crate of a verdict, of a class.</summary>
    public IReadOnlyList<string> Begins { get; init; } = [];

    public required VerdictBadge Badge { get; init; }

    public required ExpectationMark? Expectation { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<CauseRow> Causes { get; init; }

    /// <summary>Names of the classes, each once, with spaces between.</summary>
    public required string Classes { get; init; }

    public required SideCell Llvm { get; init; }

    public required SideCell Cranelift { get; init; }

    public required DifferenceCell Difference { get; init; }

    public required RatioCell Build { get; init; }

    public required RatioCell Test { get; init; }

    public required RatioCell Size { get; init; }

    public required IReadOnlyList<TestRow> Tests { get; init; }

    public required string TestsLeftOut { get; init; }

    public required IReadOnlyList<LegRow> Legs { get; init; }

    /// <summary>Link to the log of checkout and lock file, for a crate that did not get any further.</summary>
    public required string? PrepareLog { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public string Link => "#" + Anchor;
}

/// <param name="Name">As in the results: <c>partly-broken</c>.</param>
internal sealed record VerdictBadge(string Name, string Symbol);

/// <param name="Word">Came as the list says, or not.</param>
/// <param name="IssueLink">Null where the issue is not one of GitHub's.</param>
internal sealed record ExpectationMark(string Word, string Detail, string? Issue, string? IssueLink);

/// <param name="Label">Class and subclass.</param>
/// <param name="Count">How many tests fail for it, in words; empty where a build does.</param>
internal sealed record CauseRow(string Class, string Label, string Count, string Detail, string Signature, IReadOnlyList<EvidenceRow> Evidence);

/// <param name="Place">Log and line number.</param>
/// <param name="Link">To the line's page; null where there is none.</param>
internal sealed record EvidenceRow(string Text, string Place, string? Link);

/// <param name="State">What became of the leg.</param>
/// <param name="Tests">How many tests passed, failed, ….</param>
internal sealed record SideCell(string State, string Tests);

/// <param name="First">The first names.</param>
internal sealed record DifferenceCell(int Count, string Words, string First);

/// <param name="Ratio">Cranelift's part in LLVM's; a dash where the two cannot be compared.</param>
/// <param name="Both">LLVM's value, then Cranelift's; empty where neither has one.</param>
/// <param name="Value">To sort by.</param>
internal sealed record RatioCell(string Ratio, IReadOnlyList<string> Both, double? Value);

/// <param name="Control">What became of it with <c>panic=abort</c>, LLVM's first; empty where it was not controlled.</param>
internal sealed record TestRow(string Target, string Name, string Llvm, string Cranelift, string Control, string? Link);

internal sealed record LegRow(string Name, string Outcome, string Tests, string Units, IReadOnlyList<PhaseItem> Phases, IReadOnlyList<string> Notes);

/// <param name="Link">To the log's page; null where the phase passed.</param>
internal sealed record PhaseItem(string Text, string? Link);
