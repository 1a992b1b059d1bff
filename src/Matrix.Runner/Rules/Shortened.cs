namespace Matrix.Runner.Rules;

internal static class Shortened
{
    /// <summary>The beginning of a text, not cut within a character.</summary>
    public static ReadOnlySpan<char> To(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length <= longest)
            return text;

        return char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
    }
}
