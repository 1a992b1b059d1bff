using Matrix.Report.Escaping;
using Matrix.Report.History;
using Matrix.Report.Pages;

namespace Matrix.Report.Issues.Text;

/// <summary>Addresses in the report, where it is published.</summary>
/// <param name="report">Of its first page, ending in a slash; null: nowhere.</param>
internal sealed class ReportLinks(Uri? report, CrateSlugs slugs)
{
    public Markdown? Top => report is null ? null : new Markdown(report.ToString());

    public Markdown? Crate(string name) => slugs.Page(name) is { } page ? At(page) : null;

    public Markdown? CratesWith(CauseKey cause) => At(CratesLink.Of(Causes.CauseId.Of(cause)));

    public Markdown? Trend => At("trend.html");

    private Markdown? At(string page) => report is null ? null : new Markdown(new Uri(report, page).AbsoluteUri);
}
