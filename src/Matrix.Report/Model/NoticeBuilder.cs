using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>What a reader has to know before believing a number.</summary>
internal static class NoticeBuilder
{
    private const int MostNames = 10;

    public static IEnumerable<Notice> Build(RunRecords run)
    {
        string[] warnings = [.. run.Manifest.Warnings, .. ProbeWarnings(run.Manifest.Probe)];
        if (warnings.Length > 0)
            yield return new Notice(true, "This run is weaker than it could be", warnings);

        string[] unfinished = [.. Unfinished(run)];
        if (unfinished.Length > 0)
            yield return new Notice(false, "This run is not complete", unfinished);
    }

    private static IEnumerable<string> ProbeWarnings(ProbeRecord? probe)
    {
        if (probe is { BackendLoads: false })
            yield return "The probe crate was not compiled by Cranelift: nothing below says anything about it.";
    }

    private static IEnumerable<string> Unfinished(RunRecords run)
    {
        if (run.Manifest.End is null)
            yield return "It has no end: it was killed, or is still running.";

        if (run.Manifest.Probe is null)
            yield return "The probe crate has not run: nothing proves that the toolchain has both backends.";

        if (run.WithoutVerdict.Count > 0)
            yield return $"{Words.Count(run.WithoutVerdict.Count, "crate")} of {run.Manifest.List.Crates.Count:#,0} without a verdict: {Words.First(run.WithoutVerdict, MostNames)}.";

        if (run.CutOffLines > 0)
            yield return $"{Words.Count(run.CutOffLines, "file")} ended in the middle of a line; that line is left out.";
    }
}
