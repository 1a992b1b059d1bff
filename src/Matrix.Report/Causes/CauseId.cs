using System.Security.Cryptography;
using System.Text;
using Matrix.Report.History;
using Matrix.Results;

namespace Matrix.Report.Causes;

/// <summary>A name for a cause that fits into a link and stays the same from sweep to sweep.</summary>
internal static class CauseId
{
    private const int LongestWords = 40;
    private const int HashLength = 8;

    /// <summary>Class and subclass where they say all there is to say; else those, as far as they fit, and a hash of all.</summary>
    public static string Of(CauseKey cause) => IsPlain(cause) ? Words(cause) : $"{Words(cause)}-{Hash(cause)}";

    /// <summary>Of a family of a class.</summary>
    public static string Of(FailureClass failure, CauseFamily family) => Words($"{WireName.Of(failure)}-{family.Name}");

    private static string Words(CauseKey cause) => Words(cause.Label.Replace(" / ", "-"));

    private static string Words(string text) =>
        new([.. text.Take(LongestWords).Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? char.ToLowerInvariant(character) : '-')]);

    // Nothing is lost in the words, and they do not look as if they ended in a hash.
    private static bool IsPlain(CauseKey cause)
    {
        var words = Words(cause);
        var name = WireName.Of(cause.Class);
        return cause.Subclass is null
            ? cause.Signature == name
            : cause.Signature == $"{name}/{cause.Subclass}" && words == $"{name}-{cause.Subclass}" && words.Length < LongestWords && !EndsInHash(words);
    }

    private static bool EndsInHash(string words) =>
        words.Length > HashLength && words[^(HashLength + 1)] == '-' && words[^HashLength..].All(char.IsAsciiHexDigitLower);

    private static string Hash(CauseKey cause) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cause.Label.Length}:{cause.Label}\n{cause.Signature}")))[..HashLength];
}
