namespace Matrix.Report.Rendering;

internal static class HtmlText
{
    public static void Escape(string text, TextWriter output)
    {
        foreach (var character in VisibleText.Of(text))
        {
            switch (character)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\'':
                    output.Write("&#39;");
                    break;
                default:
                    output.Write(character);
                    break;
            }
        }
    }
}
