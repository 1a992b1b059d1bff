using System.Text;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>Takes apart a command line as cargo prints it: words quoted for a shell, in single quotes where needed.</summary>
internal static class ShellWords
{
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\'':
                    inWord = true;
                    at = CopyQuoted(text, at + 1, word);
                    break;
                case '\\' when at + 1 < text.Length:
                    inWord = true;
                    word.Append(text[++at]);
                    break;
                case ' ' or '\n' or '\t':
                    if (inWord)
                        words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                    break;
                default:
                    inWord = true;
                    word.Append(text[at]);
                    break;
            }
        }

        if (inWord)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>The text ends before a quote that it began.</summary>
    public static bool IsWithinQuotes(string text)
    {
        var within = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\'')
                within = !within;
            else if (text[at] == '\\' && !within)
                at++;
        }

        return within;
    }

    // Returns the place of the closing quote, or the end.
    private static int CopyQuoted(string text, int start, StringBuilder word)
    {
        var end = text.IndexOf('\'', start);
        if (end < 0)
            end = text.Length;

        word.Append(text, start, end - start);
        return end;
    }
}
