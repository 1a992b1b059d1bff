using Matrix.Report.Escaping;
using Matrix.Report.History;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;

namespace Matrix.Report.Issues.Text;

/// <summary>Addresses in the report, where it is published.</summary>
/// <param name="report">Of its first page, ending in a slash; null: nowhere.</param>
internal sealed class ReportLinks(Uri? report, CrateSlugs slugs)
{
    public Markdown? Top => report is null ? null : new Markdown(report.ToString());

    public Markdown? Crate(string name) => slugs.Page(name) is { } page ? At(page) : null;

    public Markdown? CratesWith(CauseKey cause) => At(CratesLink.Of(Causes.CauseId.Of(cause)));

    public Markdown? Trend => At(SitePage.Trend.File);

    private Markdown? At(string page) => report is null ? null : new Markdown(new Uri(report, page).AbsoluteUri);
}

/// <summary>
/// A link to an issue elsewhere that leaves no trace there. GitHub writes "mentioned this issue" into the history of every issue that a text
/// refers to; not so through redirect.github.com, which its own update bot uses for the same reason.
/// https://github.com/dependabot/dependabot-core/blob/main/common/lib/dependabot/pull_request_creator/message_builder/link_and_mention_sanitizer.rb
/// </summary>
internal static class UpstreamLink
{
    /// <param name="reference"><c>owner/name#123</c>.</param>
    public static string Address(string reference) => reference.Split('#') is [var repository, var number]
        ? $"https://redirect.github.com/{repository}/issues/{number}"
        : throw new ArgumentException("is no reference to an issue", nameof(reference));

    /// <summary>In Markdown.</summary>
    public static string Markdown(string reference) => $"[`{reference}`]({Address(reference)})";
}
