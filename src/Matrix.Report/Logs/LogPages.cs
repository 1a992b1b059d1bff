using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Logs;

/// <summary>Writes the pages of logs: a browser cannot open the compressed logs themselves, nor go to a line in them.</summary>
internal sealed class LogPages(Templates templates, LogLimits limits)
{
    public void Write(IReadOnlyList<LogRequest> requests, ResultsPaths results, Site site, CancellationToken cancellation)
    {
        var frame = PageFrame.Of(templates.Asset("page.css") + templates.Asset("log.css"));
        foreach (var request in requests)
        {
            cancellation.ThrowIfCancellationRequested();
            var excerpt = LogExcerpt.Read(results.Absolute(request.Log), request.Lines, limits);
            site.Write(request.Page, output => templates.Render("log.html", LogPage.Of(request, excerpt, frame), output));
        }
    }
}
