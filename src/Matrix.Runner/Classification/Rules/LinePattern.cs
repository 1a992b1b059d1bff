using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Matrix.Runner.Classification.Rules;

/// <summary>What a line must hold to mean something.</summary>
/// <param name="Literal">Plain ASCII; looked for first, because it is cheap.</param>
/// <param name="Regex">Must match as well, where the literal is not enough; its named groups are what a subclass can be made of.</param>
internal sealed record LinePattern(string Literal, Regex? Regex = null)
{
    private static readonly ImmutableSortedDictionary<string, string> NoCaptures = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

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
