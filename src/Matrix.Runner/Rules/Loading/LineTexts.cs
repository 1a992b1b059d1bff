using System.Text.RegularExpressions;
using Matrix.Yaml;

namespace Matrix.Runner.Rules.Loading;

/// <summary>What a rule looks for, refused where it would make the scan slow.</summary>
internal static partial class LineTexts
{
    private const int ShortestLiteral = 4;

    // LLVM's mark for "take this name as it is", which stands before the names of symbols.
    private const char Verbatim = '\u0001';

    /// <summary>Plain ASCII, long enough not to stand in every line.</summary>
    public static string? Literal(this YamlValue value) => value.Scalar("text")?.Text switch
    {
        null => null,
        var text when text.Any(letter => letter is not (Verbatim or (>= ' ' and <= '~'))) => value.Refuse("must be plain ASCII, on one line"),
        var text when text.Length < ShortestLiteral || string.IsNullOrWhiteSpace(text) =>
            value.Refuse($"is too common: it needs {ShortestLiteral} letters at least"),
        var text => text,
    };

    /// <summary>One that can be matched in linear time.</summary>
    public static string? Pattern(this YamlValue value)
    {
        if (value.Text() is not { } pattern)
            return null;

        try
        {
            return Parsed(pattern).ToString();
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return value.Refuse($"is not a pattern that ends in linear time: {Quoted.Bare(error.Message)}");
        }
    }

    // To make one that never goes back is a hundred times as dear as to read it: only what might not be one is made.
    private static Regex Parsed(string pattern) =>
        Backtracking.IsMatch(pattern) ? LinePattern.Compile(pattern) : new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    [GeneratedRegex(@"\(\?(?!<[A-Za-z]\w*>|[imsn]+\)|:)|\\[0-9kG]")]
    private static partial Regex Backtracking { get; }
}
