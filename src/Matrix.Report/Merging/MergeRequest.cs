namespace Matrix.Report.Merging;

/// <param name="Directories">Results directories, or folders that hold such.</param>
/// <param name="Out">Where a directory for each platform goes.</param>
internal sealed record MergeRequest(IReadOnlyList<string> Directories, string Out, bool WithLogs);
