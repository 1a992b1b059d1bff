using Matrix.Report.Pages;

namespace Matrix.Report;

/// <param name="Logs">How many logs have a page.</param>
/// <param name="Remembered">The history file that was written; null for none.</param>
internal sealed record WrittenReport(ReadinessPage Readiness, ReportFacts Facts, string Site, int Logs, string? Remembered);
