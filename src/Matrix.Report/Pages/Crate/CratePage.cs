using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.Rendering;

namespace Matrix.Report.Pages.Crate;

/// <summary>A crate's page as its template needs it.</summary>
/// <param name="Answer">Whether its users can switch, in a sentence.</param>
internal sealed record CratePage(PageFrame Frame, string Name, string Answer, string Day)
{
    public required CargoSnippet Snippet { get; init; }

    public required StripPicture History { get; init; }

    public required IReadOnlyList<PlatformRow> Platforms { get; init; }

    public required IReadOnlyList<PlatformSection> Sections { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }
}

/// <param name="Lead">What the snippet does, and what is not known of it.</param>
internal sealed record CargoSnippet(string Lead, string Text);

/// <summary>A line of the table of platforms.</summary>
internal sealed record PlatformRow
{
    public required string Name { get; init; }

    /// <summary>Id of the section with the details.</summary>
    public required string Anchor { get; init; }

    public required VerdictBadge Badge { get; init; }

    public required string Reason { get; init; }

    /// <summary>Since when it fails; empty where it does not.</summary>
    public required string Since { get; init; }

    public required SideCell Llvm { get; init; }

    public required SideCell Cranelift { get; init; }

    public required RatioCell Build { get; init; }

    public required RatioCell Test { get; init; }

    public required RatioCell Size { get; init; }
}

/// <param name="State">What became of the leg.</param>
/// <param name="Tests">How many tests passed, failed, ….</param>
internal sealed record SideCell(string State, string Tests);

/// <param name="Ratio">Cranelift's part in LLVM's; a dash where the two cannot be compared.</param>
/// <param name="Llvm">Empty where neither side has a value.</param>
internal sealed record RatioCell(string Ratio, string Llvm, string Cranelift);

/// <summary>All that a platform's results say of the crate.</summary>
internal sealed record PlatformSection
{
    public required string Name { get; init; }

    public required string Anchor { get; init; }

    /// <summary>It is open when the page is opened.</summary>
    public required bool NeedsALook { get; init; }

    public required VerdictBadge Badge { get; init; }

    public required string Reason { get; init; }

    public required ExpectationMark? Expectation { get; init; }

    /// <summary>Which settings of the crate's own both sides ran without, in a sentence; empty for none.</summary>
    public required string LeftOut { get; init; }

    public required IReadOnlyList<CauseSection> Causes { get; init; }

    public required IReadOnlyList<TrapRow> Traps { get; init; }

    public required IReadOnlyList<TestRow> Tests { get; init; }

    /// <summary>How many differing tests are not shown, in words; empty for none.</summary>
    public required string TestsLeftOut { get; init; }

    /// <summary>Shell commands; null where there is nothing to reproduce.</summary>
    public required Reproduction? Reproduction { get; init; }

    public required IReadOnlyList<LegRow> Legs { get; init; }

    /// <summary>Link to the log of checkout and lock file, for a crate that did not get any further.</summary>
    public required string? PrepareLog { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }
}

/// <param name="Label">Class and subclass.</param>
/// <param name="Link">To the cause among all; null where it is not Cranelift's.</param>
/// <param name="Count">How many tests fail for it, in words; empty where a build does.</param>
/// <param name="Also">Of how many other crates it is the cause, in words.</param>
internal sealed record CauseSection(string Label, string? Link, string Count, string Detail, string Also, string Signature, IReadOnlyList<EvidenceBlock> Evidence);

/// <summary>An unsupported intrinsic that no test ran into.</summary>
/// <param name="Packages">That were compiled with it.</param>
/// <param name="Linked">Whether it is in a test executable.</param>
/// <param name="Needs">What a processor must be able to do to get there.</param>
internal sealed record TrapRow(string Intrinsic, string Packages, string Linked, string Needs);

/// <param name="Place">Log and line number.</param>
/// <param name="Link">To the line's page; null where there is none.</param>
/// <param name="Lines">The line with those around it.</param>
internal sealed record EvidenceBlock(string Place, string? Link, IReadOnlyList<EvidenceLine> Lines);

/// <param name="IsEvidence">It is the line itself, not one around it.</param>
internal sealed record EvidenceLine(string Text, bool IsEvidence);

/// <param name="Target">With the package before it, where that is another than the crate.</param>
/// <param name="Control">What became of it with <c>panic=abort</c>, LLVM's first; empty where it was not controlled.</param>
/// <param name="Seconds">LLVM's, then Cranelift's; empty where the harness gives none.</param>
internal sealed record TestRow(string Target, string Name, string Llvm, string Cranelift, string Control, string Seconds, string? Link);

/// <param name="Lead">What the commands do, and with which lock file.</param>
internal sealed record Reproduction(string Lead, string Commands);
