using Matrix.Report.Rendering;

namespace Matrix.Report.Logs;

/// <summary>Writes the pages of logs: a browser cannot open the compressed logs themselves, nor go to a line in them.</summary>
internal sealed class LogPages(Templates templates, PageFrames frames, Site site)
{
    /// <param name="crate">The page that leads here, relative to the site.</param>
    public void Write(LogRequest request, LogExcerpt excerpt, string crate)
    {
        var frame = frames.Log(request.Page, request.Log);
        site.Write(request.Page, output => templates.Render("log.html", LogPage.Of(request, excerpt, frame, frame.Root + crate), output));
    }
}
