using System.Text;
using System.Text.RegularExpressions;
using Matrix.Terminal;

namespace Matrix.Runner.Rules;

/// <summary>Where a panic began: file, line and column, without what differs between two runs of the same source.</summary>
internal readonly partial record struct PanicSite(string Place)
{
    public const string Literal = "panicked at ";

    public static PanicSite? Of(ReadOnlySpan<char> line)
    {
        if (!line.Contains(Literal, StringComparison.Ordinal))
            return null;

        var match = Shape.Match(line.ToString());
        return match.Success ? new PanicSite(WithoutTemporaryNames.Replace(match.Groups["place"].Value, "")) : null;
    }

    public override string ToString() => Place;

    // Up to Rust 1.72 the message stood before the place: panicked at 'boo', src/lib.rs:1:2.
    // Non-backtracking, here and below: a test prints what it likes, and must not be able to make a pattern run for ever.
    [GeneratedRegex(@"panicked at (?:'.*', )?(?<place>\S.*?:\d+:\d+):?$", RegexOptions.NonBacktracking)]
    private static partial Regex Shape { get; }

    // Each leg has a source folder of its own, and rustdoc makes a folder for every run.
    [GeneratedRegex(@"^.*/(?:source/|rustdoctest\w+/)", RegexOptions.NonBacktracking)]
    private static partial Regex WithoutTemporaryNames { get; }
}

/// <summary>Lines of foreign output, fit to stand in results.</summary>
internal static class LineText
{
    private const int LongestEvidence = 2000;

    /// <summary>No control characters, and of bounded length.</summary>
    public static string Printable(ReadOnlySpan<char> line)
    {
        var kept = CutText.Begin(line, LongestEvidence);
        var text = new StringBuilder(kept.Length);
        foreach (var character in kept)
            text.Append(char.IsControl(character) && character != '\t' ? '\uFFFD' : character);
        return text.ToString();
    }
}
