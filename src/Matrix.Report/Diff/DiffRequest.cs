namespace Matrix.Report.Diff;

/// <param name="Old">A results directory, a folder that holds several of one sweep, or a history file.</param>
/// <param name="New">As above.</param>
/// <param name="Markdown">A file, or <c>-</c> for standard output, which then gets nothing else; null for none.</param>
/// <param name="All">Every line, not only the first ones of a kind.</param>
internal sealed record DiffRequest(string Old, string New, string? Markdown, bool All);
