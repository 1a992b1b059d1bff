using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Rendering;

namespace Matrix.Report.Logs;

/// <summary>A log as its template needs it.</summary>
/// <param name="Back">Link to the crate in the report.</param>
/// <param name="Summary">How much of the log is here.</param>
/// <param name="BeyondEnd">Lines that are linked to, but not in the log.</param>
internal sealed record LogPage(
    PageFrame Frame, string Title, string Back, string Summary, IReadOnlyList<LogBlock> Blocks, IReadOnlyList<LogRow> BeyondEnd, string? Damage)
{
    public static string Anchor(int line) => $"L{line}";

    public static LogPage Of(LogRequest request, LogExcerpt excerpt, PageFrame frame, string back)
    {
        var shown = excerpt.Lines.Select(line => line.Number).ToHashSet();
        return new LogPage(
            frame,
            request.Log,
            back,
            Summarize(excerpt),
            [.. Split(excerpt, request.Lines)],
            [.. request.Lines.Where(line => !shown.Contains(line)).Select(line => new LogRow(Anchor(line), line, "", null, true))],
            excerpt.Damage);
    }

    private static string Summarize(LogExcerpt excerpt) => excerpt.Lines.Count == excerpt.Total
        ? Words.Count(excerpt.Total, "line")
        : $"{excerpt.Lines.Count:#,0} of {Words.Count(excerpt.Total, "line")}: the beginning, the end, and what is around the lines that the report links to";

    private static IEnumerable<LogBlock> Split(LogExcerpt excerpt, IReadOnlySet<int> linked)
    {
        var rows = new List<LogRow>();
        var (next, gap) = (1, "");
        foreach (var line in excerpt.Lines)
        {
            if (line.Number != next && rows.Count > 0)
            {
                yield return new LogBlock(gap, rows);
                rows = [];
            }

            gap = line.Number != next ? $"{Words.Count(line.Number - next, "line")} left out" : gap;
            rows.Add(Row(line, linked));
            next = line.Number + 1;
        }

        if (rows.Count > 0)
            yield return new LogBlock(gap, rows);
    }

    private static LogRow Row(LogText line, IReadOnlySet<int> linked) => new(
        Anchor(line.Number),
        line.Number,
        line.Text,
        line.CutFrom is { } bytes ? $"the line goes on: {Words.Count(LogFile.LongestLine, "character")} of {bytes:#,0} bytes are here" : null,
        linked.Contains(line.Number));
}

/// <param name="Gap">What is left out before it; empty for the first block.</param>
internal sealed record LogBlock(string Gap, IReadOnlyList<LogRow> Rows)
{
    public int First => Rows[0].Number;

    public Html Lines => LogLines.Of(Rows);
}

/// <param name="Cut">Why the text is not all of the line.</param>
/// <param name="Linked">The report links to it.</param>
internal sealed record LogRow(string Anchor, int Number, string Text, string? Cut, bool Linked);

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

/// <summary>The lines of a log as items of a list. Millions of them are in a report, which is more than a template is quick enough for.</summary>
internal static class LogLines
{
    public static Html Of(IReadOnlyList<LogRow> rows)
    {
        using var html = new StringWriter();
        foreach (var row in rows)
        {
            html.Write("<li id=\"");
            html.Write(row.Anchor);
            html.Write(row.Linked ? "\" class=\"linked\">" : "\">");
            HtmlText.Escape(row.Text, html);
            if (row.Cut is not null)
            {
                html.Write(" <i>[");
                HtmlText.Escape(row.Cut, html);
                html.Write("]</i>");
            }

            html.Write('\n');
        }

        return new Html(html.ToString());
    }
}
