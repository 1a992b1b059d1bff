using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

/// <summary>The first page as its template needs it.</summary>
internal sealed record ReadinessPage(PageFrame Frame, string Title, string Day)
{
    public required Headline Headline { get; init; }

    public required IReadOnlyList<Notice> Notices { get; init; }

    public required IReadOnlyList<PlatformReadiness> Platforms { get; init; }

    public required GoalGrid Goals { get; init; }

    public required IReadOnlyList<OnlyHere> OnlyHere { get; init; }

    /// <summary>Null without an earlier sweep.</summary>
    public required SinceLast? SinceLast { get; init; }

    /// <summary>Null without an earlier sweep.</summary>
    public required LinePicture? Trend { get; init; }

    public bool HasPast => Trend is not null;

    /// <summary>The first few.</summary>
    public required IReadOnlyList<FixRow> Fixes { get; init; }

    /// <summary>Fixes that are not among these, in words; empty for none.</summary>
    public required string MoreFixes { get; init; }

    public required IReadOnlyList<VerdictRow> Verdicts { get; init; }
}

/// <param name="Works">Crates that work with Cranelift, of those that can be judged; null where nothing can be said of any.</param>
/// <param name="Sentence">What follows the number.</param>
/// <param name="Weighted">The same, each crate by its downloads; empty where the list knows none.</param>
/// <param name="Unsaid">Of how many crates nothing can be said, and why; empty where something can be said of all.</param>
/// <param name="InPart">Of how many crates a part was left out that fails with LLVM too; empty for none.</param>
/// <param name="InReach">How many work although unsupported intrinsics are in reach that no test ran into; empty for none.</param>
internal sealed record Headline(string? Works, string Sentence, string Weighted, string Unsaid, string UnsaidShare, string InPart, string InReach, IReadOnlyList<BarSegment> Bar);

/// <param name="Name">Of a standing, <c>works</c>; or <c>missing</c>.</param>
/// <param name="Class">Of the style sheet.</param>
/// <param name="X">From 0 to 1000, as the width.</param>
internal sealed record BarSegment(string Name, string Class, string Words, int Crates, string Share, string Link, double X, double Width);

/// <param name="Swept">False: nothing is known of it.</param>
/// <param name="Share">Works of judged, in words.</param>
internal sealed record PlatformReadiness(
    string Name, string Key, bool Swept, int Works, string WorksLink, int Fails, string FailsLink, int Unsaid, string UnsaidLink, string Share, string Weighted, string Toolchain);

/// <param name="Platforms">The columns.</param>
internal sealed record GoalGrid(IReadOnlyList<string> Platforms, IReadOnlyList<GoalRow> Rows);

/// <param name="Key">Name in files.</param>
/// <param name="Anywhere">Crates that it stops on any platform.</param>
internal sealed record GoalRow(string Goal, string Key, string Meaning, int Anywhere, string Link, IReadOnlyList<GoalCell> Cells);

/// <param name="Platform">Name in files.</param>
/// <param name="Swept">False: the platform has no run, and the rest is empty.</param>
/// <param name="Share">Of the crates that are judged there.</param>
/// <param name="Since">Since when it has stopped crates without a break; empty where it stops none, or there is no earlier sweep.</param>
/// <param name="Trend">Null without an earlier sweep.</param>
internal sealed record GoalCell(string Platform, bool Swept, int Crates, string Link, string Share, string Since, SparklinePicture? Trend);

/// <summary>What is otherwise on one platform than on all others where the same crates are judged.</summary>
internal sealed record OnlyHere(string Platform, IReadOnlyList<CrateLink> Fails, int MoreFails, IReadOnlyList<CrateLink> Works, int MoreWorks);

/// <param name="Link">Null for a crate without a page.</param>
internal sealed record CrateLink(string Name, string? Link);

internal sealed record SinceLast(string Day, int Broke, int Fixed, int NewAndFails, int NewAndWorks);

/// <param name="Cells">One a platform, in the order of the readiness table.</param>
internal sealed record VerdictRow(VerdictBadge Badge, string Meaning, IReadOnlyList<CountCell> Cells);

/// <param name="Fact">What is counted: <c>verdict.flaky.linux-x86_64</c>.</param>
/// <param name="Link">To what was counted; null where that is nothing.</param>
internal sealed record CountCell(string Fact, int Number, string? Link)
{
    public static CountCell Of(VerdictKind kind, string platform, Sweep sweep)
    {
        var number = sweep.Crates.Count(crate => crate.On(platform)?.Verdict.Kind == kind);
        return new CountCell($"verdict.{WireName.Of(kind)}.{platform}", number, number > 0 ? CratesLink.Of(kind, platform) : null);
    }
}
