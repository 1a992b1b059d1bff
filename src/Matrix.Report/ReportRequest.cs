namespace Matrix.Report;

/// <param name="Results">Results directories, or folders that hold such: those of one sweep.</param>
/// <param name="History">Folder of earlier sweeps; null for none.</param>
/// <param name="Remember">Add this sweep to the history.</param>
/// <param name="Site">Where the pages go.</param>
internal sealed record ReportRequest(IReadOnlyList<string> Results, string? History, bool Remember, string Site);
