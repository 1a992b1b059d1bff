using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Matrix.Runner.Rules;

/// <summary>What a line must hold to mean something.</summary>
/// <param name="Literal">Plain ASCII; looked for first, because it is cheap.</param>
/// <param name="Pattern">Must match as well, where the literal is not enough; its named groups are what a subclass can be made of.</param>
internal sealed record LinePattern(string Literal, string? Pattern = null)
{
    private static readonly ImmutableSortedDictionary<string, string> NoCaptures = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    // Each costs megabytes while it is made, and a sweep meets the literals of few.
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public Regex? Regex => Pattern is null ? null : Compiled.GetOrAdd(Pattern, Compile);

    /// <summary>Matched in time linear in the line, whatever the line holds.</summary>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    /// <exception cref="NotSupportedException">It could not be matched in linear time.</exception>
    public static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <returns>What the named groups of the pattern hold; null where the line does not match.</returns>
    public ImmutableSortedDictionary<string, string>? Match(ReadOnlySpan<char> line)
    {
        if (!line.Contains(Literal, StringComparison.Ordinal))
            return null;
        if (Regex is null)
            return NoCaptures;

        var match = Regex.Match(line.ToString());
        return match.Success ? Captures(match) : null;
    }

    private static ImmutableSortedDictionary<string, string> Captures(Match match)
    {
        var captures = NoCaptures;
        foreach (Group group in match.Groups)
        {
            if (group.Success && !char.IsAsciiDigit(group.Name[0]))
                captures = captures.SetItem(group.Name, LineText.Printable(group.ValueSpan));
        }

        return captures;
    }
}
