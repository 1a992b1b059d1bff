using System.Text.RegularExpressions;
using Matrix.Runner.Configuration.Yaml;

namespace Matrix.Runner.Configuration;

/// <summary>What a rule looks for, refused where it would make the scan slow.</summary>
internal static class LineTexts
{
    private const int ShortestLiteral = 4;

    // LLVM's mark for "take this name as it is", which stands before the names of symbols.
    private const char Verbatim = '\u0001';

    /// <summary>Plain ASCII, long enough not to stand in every line.</summary>
    public static string? Literal(this YamlValue value) => value.Scalar("text")?.Text switch
    {
        null => null,
        var text when text.Any(letter => letter is not (Verbatim or (>= ' ' and <= '~'))) => value.Refuse("must be plain ASCII, on one line"),
        var text when text.Length < ShortestLiteral || string.IsNullOrWhiteSpace(text) => value.Refuse($"is too common: it needs {ShortestLiteral} letters at least"),
        var text => text,
    };

    /// <summary>Matched in time linear in the line, whatever the line holds.</summary>
    public static Regex? Pattern(this YamlValue value)
    {
        if (value.Text() is not { } pattern)
            return null;

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            value.Refuse($"is not a pattern that ends in linear time: {Quoted.Bare(error.Message)}");
            return null;
        }
    }
}
