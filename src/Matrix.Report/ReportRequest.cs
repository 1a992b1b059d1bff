namespace Matrix.Report;

/// <param name="Results">A results directory.</param>
/// <param name="Site">Where the pages go.</param>
internal sealed record ReportRequest(string Results, string Site);
