using System.Text;

namespace Matrix.Runner.Rules;

/// <summary>Lines of foreign output, fit to stand in results.</summary>
internal static class LineText
{
    private const int LongestEvidence = 2000;

    /// <summary>No control characters, and of bounded length.</summary>
    public static string Printable(ReadOnlySpan<char> line)
    {
        var kept = Shortened.To(line, LongestEvidence);
        var text = new StringBuilder(kept.Length);
        foreach (var character in kept)
            text.Append(char.IsControl(character) && character != '\t' ? '\uFFFD' : character);
        return text.ToString();
    }
}
