namespace Matrix.Report;

/// <param name="Results">Results directories of one sweep, or folders that hold such.</param>
/// <param name="History">Folder of earlier sweeps; null: none are known.</param>
/// <param name="Repository"><c>owner/name</c>; null: the first that matrix.yaml names.</param>
/// <param name="Apply">Write; else only say what would be written.</param>
/// <param name="Drafts">Folder for reports to the backend's own repository; null: none are made.</param>
internal sealed record IssuesRequest(IReadOnlyList<string> Results, string? History, string? Repository, bool Apply, string? Drafts);
