using Matrix.Report.Logs;

namespace Matrix.Report.Model;

/// <summary>A report as its templates need it: finished words, numbers, links and order.</summary>
internal sealed record ReportModel
{
    public required string Title { get; init; }

    public required Headline Headline { get; init; }

    public required IReadOnlyList<Notice> Notices { get; init; }

    public required IReadOnlyList<VerdictCount> Verdicts { get; init; }

    public required IReadOnlyList<ClassCount> Classes { get; init; }

    public required IReadOnlyList<MedianRow> Medians { get; init; }

    public required IReadOnlyList<FactGroup> Facts { get; init; }

    /// <summary>What needs a look comes first.</summary>
    public required IReadOnlyList<CrateRow> Crates { get; init; }

    public required IReadOnlyList<DependencyRow> Dependencies { get; init; }

    public required IReadOnlyList<LedgerRow> Ledger { get; init; }

    /// <summary>The logs that the report links to.</summary>
    public required IReadOnlyList<LogRequest> Logs { get; init; }

    public required string Generator { get; init; }
}

/// <param name="Works">Crates that work with Cranelift, or null where nothing can be said of any crate.</param>
/// <param name="Sentence">What follows the number.</param>
/// <param name="Unsaid">Of how many crates nothing can be said, and why; empty where something can be said of all.</param>
internal sealed record Headline(string? Works, string Sentence, string Unsaid);

/// <param name="Urgent">It weakens every number on the page.</param>
internal sealed record Notice(bool Urgent, string Title, IReadOnlyList<string> Lines);

/// <param name="Link">To the first crate with the verdict; null where there is none.</param>
internal sealed record VerdictCount(VerdictBadge Badge, int Crates, string? Link, string Meaning);

/// <param name="Link">To the first crate with the class.</param>
/// <param name="Tests">How many tests fail for it, in words; empty where builds fail.</param>
internal sealed record ClassCount(string Name, int Crates, string Link, string Tests, IReadOnlyList<CrateLink> Examples, int MoreCrates);

/// <param name="Link">Null for a crate without a verdict.</param>
internal sealed record CrateLink(string Name, string? Link);

/// <param name="What">What is compared.</param>
/// <param name="Crates">How many crates the median is of.</param>
internal sealed record MedianRow(string What, string Median, string Range, int Crates);

internal sealed record FactGroup(string Title, IReadOnlyList<Fact> Facts);

internal sealed record Fact(string Name, string Value);

/// <param name="Why">Class and subclass.</param>
/// <param name="Crates">That fail because of it.</param>
internal sealed record DependencyRow(string Package, string Why, IReadOnlyList<CrateLink> Crates);

/// <param name="Warned">In how many crates the compiler warned of it.</param>
/// <param name="Unlocks">How many tests would go on if it were supported.</param>
internal sealed record LedgerRow(
    string Intrinsic, string Package, string Target, int Warned, int Linked, int Hit, int Unlocks, IReadOnlyList<CrateLink> Crates);
