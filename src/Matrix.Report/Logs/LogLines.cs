using Matrix.Report.Escaping;

namespace Matrix.Report.Logs;

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
