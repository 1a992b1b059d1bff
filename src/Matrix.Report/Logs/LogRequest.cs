namespace Matrix.Report.Logs;

/// <summary>A log that a crate's page links to.</summary>
/// <param name="Log">Relative to the results directory.</param>
/// <param name="Page">Relative to the site.</param>
/// <param name="Lines">What is linked to: each of them has an anchor on the page, whatever the log holds.</param>
internal sealed record LogRequest(string Log, string Page, IReadOnlySet<int> Lines);
