using Matrix.Report.Pages;
using Matrix.Report.Pages.Readiness;

namespace Matrix.Report;

/// <param name="Logs">How many logs have a page.</param>
/// <param name="Remembered">The history file that was written; null for none.</param>
internal sealed record WrittenReport(ReadinessPage Readiness, ReportFacts Facts, string Site, int Logs, string? Remembered);
