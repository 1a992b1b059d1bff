using System.Buffers;
using System.Text;
using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>Looks at every line of a log once. Almost all are rejected by one search for all literals, without allocating.</summary>
internal static class LineScanner
{
    private const int LongestEvidence = 2000;

    private static readonly SearchValues<string> AnyLiteral =
        SearchValues.Create([.. KnownCauses.All.Select(cause => cause.Literal), PanicSite.Literal], StringComparison.Ordinal);

    /// <returns>What the line says, null for most lines.</returns>
    public static LineMeaning? Scan(ReadOnlySpan<byte> line, Phase phase)
    {
        var characters = ArrayPool<char>.Shared.Rent(line.Length);
        try
        {
            var text = characters.AsSpan(0, Encoding.UTF8.GetChars(line, characters));
            return text.ContainsAny(AnyLiteral) ? Meaning(text, phase) : null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>A line as it may stand in results: no control characters, of bounded length.</summary>
    public static string Printable(ReadOnlySpan<char> line)
    {
        var kept = Shortened.To(line, LongestEvidence);
        var text = new StringBuilder(kept.Length);
        foreach (var character in kept)
            text.Append(char.IsControl(character) && character != '\t' ? '\uFFFD' : character);
        return text.ToString();
    }

    private static LineMeaning? Meaning(ReadOnlySpan<char> line, Phase phase)
    {
        foreach (var cause in KnownCauses.All)
        {
            if (cause.Matches(line, phase, out var subclass))
                return new LineMeaning(cause, subclass is null ? null : Printable(subclass), PanicSite.Of(line), Printable(line));
        }

        return PanicSite.Of(line) is { } site ? new LineMeaning(null, null, site, Printable(line)) : null;
    }
}

/// <param name="Site">Where a panic began, if the line says so.</param>
internal sealed record LineMeaning(KnownCause? Cause, string? Subclass, PanicSite? Site, string Text);
