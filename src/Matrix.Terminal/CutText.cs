namespace Matrix.Terminal;

/// <summary>Texts that are too long for their place, never cut within a character.</summary>
public static class CutText
{
    /// <summary>At most so many UTF-16 units from the beginning.</summary>
    public static ReadOnlySpan<char> Begin(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length <= longest)
            return text;

        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    /// <summary>As <see cref="Begin(ReadOnlySpan{char}, int)"/>.</summary>
    public static string Begin(string text, int longest) => text.Length <= longest ? text : Begin(text.AsSpan(), longest).ToString();

    /// <summary>At most so many UTF-16 units, the last of them an ellipsis where something is missing.</summary>
    public static string WithEllipsis(string text, int longest) => text.Length <= longest ? text : $"{Begin(text, longest - 1)}…";
}
