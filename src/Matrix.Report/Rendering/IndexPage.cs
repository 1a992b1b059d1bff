using Matrix.Report.Model;

namespace Matrix.Report.Rendering;

internal sealed record IndexPage(PageFrame Frame, ReportModel Report);
