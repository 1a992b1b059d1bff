using Matrix.Report.Formatting;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages;

internal static class NoticeBuilder
{
    private const int MostNames = 10;
    private const int MostLines = 20;

    public static IReadOnlyList<Notice> Of(ReportFacts facts) =>
    [
        .. Notices(
            (true, "Some runs are weaker than they could be", Weaknesses(facts.Sweep)),
            (false, "This sweep is not complete", Unfinished(facts.Sweep)),
            (false, "Some of the history could not be read", facts.UnreadableHistory)),
    ];

    private static IEnumerable<Notice> Notices(params (bool Urgent, string Title, IEnumerable<string> Lines)[] notices) =>
        from notice in notices
        let lines = notice.Lines.ToList()
        where lines.Count > 0
        select new Notice(notice.Urgent, notice.Title, lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), $"and {lines.Count - MostLines + 1:#,0} more"]);

    // What several shards say alike is said once.
    private static IEnumerable<string> Weaknesses(Sweep sweep) =>
        sweep.Runs
            .SelectMany(run => Weaknesses(run).Select(line => (run.Platform, Line: line)))
            .Distinct()
            .GroupBy(pair => pair.Line, pair => Platforms.Words(pair.Platform))
            .Select(group => sweep.Platforms.Count == 1 ? group.Key : $"{string.Join(", ", group)}: {group.Key}");

    private static IEnumerable<string> Weaknesses(SweptRun run)
    {
        foreach (var warning in run.Manifest.Warnings)
            yield return warning;

        if (!run.IsNoise && run.Candidate.Name != BackendName.Cranelift)
            yield return $"This sweep compares {run.Candidate.Title} ({Settings(run.Candidate)}) with {run.Manifest.Baseline.Title}: that is what these pages mean where they say Cranelift.";

        if (run.Candidate.Probe is { BackendLoads: false })
            yield return "The probe crate was not compiled by Cranelift: nothing that this run says is about Cranelift.";
    }

    private static string Settings(BackendRecord backend) => string.Join(' ',
        [$"codegen-backend {backend.CodegenBackend}", .. backend.Library is { } library ? [library] : Array.Empty<string>(), .. backend.Rustflags, .. backend.Config, .. backend.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);

    private static IEnumerable<string> Unfinished(Sweep sweep) =>
    [
        .. sweep.Gaps.Unreadable.Select(why => $"Left out: {why}"),
        .. sweep.Gaps.Shards.Select(shard => $"{shard}."),
        .. sweep.Runs.SelectMany(run => Unfinished(run).Select(line => $"{Name(run)} {line}")),
        .. sweep.Gaps.WithoutVerdict.Select(gap => $"{Words.Count(gap.Crates.Count, "crate")} without a verdict on {Platforms.Words(gap.Platform)}: {Words.First(gap.Crates, MostNames)}."),
    ];

    private static IEnumerable<string> Unfinished(SweptRun run)
    {
        if (run.Manifest.End is null)
            yield return "has no end: it was killed, or is still running.";

        if (run.Candidate.Probe is null)
            yield return "has no answer of the probe crate: nothing proves that its toolchain has both backends.";

        if (run.Results.CutOffLines > 0)
            yield return $"ended in the middle of a line in {Words.Count(run.Results.CutOffLines, "file")}; that line is left out.";
    }

    private static string Name(SweptRun run) =>
        $"The run on {Platforms.Words(run.Platform)}{(run.Manifest.Settings.Shard is { } shard ? $", shard {shard}," : "")}";
}

/// <summary>What a reader has to know before believing a number.</summary>
/// <param name="Urgent">It weakens every number on the page.</param>
internal sealed record Notice(bool Urgent, string Title, IReadOnlyList<string> Lines);
