using System.Text;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Terminal;

namespace Matrix.Report.Exports;

/// <summary>The report in Markdown, small enough for the summary of a GitHub Actions step.</summary>
internal sealed record SummaryFile
{
    /// <summary>GitHub refuses a step's summary that is larger than 1 MiB.</summary>
    public const int MostBytes = 1024 * 1024 - 4096;

    private const int MostFixes = 15;
    private const int MostCrates = 200;
    private const int MostIntrinsics = 15;

    public SummaryFile(PageModels pages, ReportFacts facts)
    {
        Report = pages.Readiness;
        var crates = facts.Sweep.Crates.SelectMany(crate => crate.Results).Where(IsShown).OrderBy(result => VerdictWords.Rank(result.Verdict.Kind)).ToList();
        Fixes = [.. pages.Fixes.Fixes.Take(MostFixes)];
        MoreFixes = Math.Max(0, pages.Fixes.Fixes.Count - MostFixes);
        Crates = [.. crates.Take(MostCrates).Select(result => SummaryRow.Of(result, facts.Sweep.Platforms.Count > 1))];
        MoreCrates = Math.Max(0, crates.Count - MostCrates);
        Dependencies = [.. pages.Fixes.Dependencies.Take(MostFixes)];
        Ledger = [.. pages.Fixes.Ledger.Take(MostIntrinsics)];
        MoreIntrinsics = Math.Max(0, facts.Ledger.Count - MostIntrinsics);
        Noise = NoiseWords.Sentence(facts.Sweep.Noise);
        Runs = [.. facts.Sweep.Runs.Select(run => new SummaryRun(Platforms.Words(run.Platform), run.Manifest.Settings.Shard ?? "whole", run.Manifest.Toolchain.Rustc, run.Manifest.List.Name))];
    }

    public ReadinessPage Report { get; }

    public IReadOnlyList<FixRow> Fixes { get; }

    public int MoreFixes { get; }

    public IReadOnlyList<SummaryRow> Crates { get; }

    public int MoreCrates { get; }

    public IReadOnlyList<DependencyRow> Dependencies { get; }

    public IReadOnlyList<IntrinsicRow> Ledger { get; }

    public int MoreIntrinsics { get; }

    /// <summary>What A/A sweeps found.</summary>
    public string Noise { get; }

    public IReadOnlyList<SummaryRun> Runs { get; }

    public void Write(Templates templates, TextWriter output) => output.Write(Fit(templates.Text("summary.md", this)));

    private static bool IsShown(PlatformResult result) => result.Verdict.Kind != Results.VerdictKind.Compatible || result.Verdict.Expectation is not null;

    private static string Fit(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
            return text;

        // No character of UTF-16 has more than three bytes.
        var end = text.LastIndexOf('\n', MostBytes / 3);
        return $"{text[..(end + 1)]}\nThe rest is left out, for GitHub shows no more than 1 MiB; the site has all of it.\n";
    }
}

internal sealed record SummaryRun(string Platform, string Shard, string Toolchain, string List);

/// <summary>A crate in the summary, with texts cut to what a table can hold.</summary>
internal sealed record SummaryRow(string Name, string Platform, VerdictBadge Badge, string Expectation, string Why, string Reason, string Differs)
{
    private const int LongestName = 80;
    private const int LongestText = 300;
    private const int Names = 3;

    public static SummaryRow Of(PlatformResult result, bool several)
    {
        var verdict = result.Verdict;
        return new SummaryRow(
            CutText.WithEllipsis(verdict.Crate, LongestName),
            several ? Platforms.Words(result.Platform) : "",
            verdict.Kind.Badge(),
            verdict.Expectation is { } expectation ? ExpectationWords.Mark(expectation).Word : "",
            CutText.WithEllipsis(string.Join("; ", verdict.Causes.Select(Cause)), LongestText),
            CutText.WithEllipsis(verdict.Reason, LongestText),
            verdict.Tests.Count == 0 ? Words.Dash : CutText.WithEllipsis($"{Words.Count(verdict.Tests.Count, "test")}: {Words.First([.. verdict.Tests.Select(NameOf)], Names)}", LongestText));
    }

    // In a table short names do, as long as they tell the tests apart.
    private static string NameOf(Results.TestDifference test) => test.Package is null ? test.Name : test.Id.ToString();

    private static string Cause(Results.Cause cause)
    {
        var label = CauseKey.LabelOf(cause.Class, cause.Subclass);
        return cause.Tests.Count == 0 ? label : $"{label} ({Words.Count(cause.Tests.Count, "test")})";
    }
}
