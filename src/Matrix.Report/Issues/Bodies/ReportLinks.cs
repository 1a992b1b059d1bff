using Matrix.Report.Pages;
using Matrix.Report.Timelines;

namespace Matrix.Report.Issues.Bodies;

/// <summary>Addresses in the report, where it is published.</summary>
/// <param name="report">Of its first page, ending in a slash; null: nowhere.</param>
internal sealed class ReportLinks(Uri? report, CrateSlugs slugs)
{
    public string? Top => report?.ToString();

    public string? Crate(string name) => slugs.Page(name) is { } page ? At(page) : null;

    public string? CratesWith(CauseKey cause) => At(CratesLink.Of(Causes.CauseId.Of(cause)));

    public string? Trend => At("trend.html");

    private string? At(string page) => report is null ? null : new Uri(report, page).AbsoluteUri;
}
