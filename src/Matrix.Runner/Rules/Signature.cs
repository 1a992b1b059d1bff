using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Runner.Rules;

/// <summary>The fingerprint of a failure: what stays when paths, numbers, hashes and addresses are taken away.</summary>
internal static partial class Signature
{
    private const int Longest = 160;

    public static string Of(FailureClass failure, string? subclass, string text)
    {
        var known = subclass is null ? WireName.Of(failure) : $"{WireName.Of(failure)}/{subclass}";
        var rest = Normalised(text);
        return rest.Length == 0 ? known : $"{known}: {rest}";
    }

    public static string Normalised(string text)
    {
        var result = Paths.Replace(text.Trim(), "${name}");
        result = Hexadecimal.Replace(result, "#");
        result = Numbers.Replace(result, "#");
        return CutText.Begin(result, Longest).ToString();
    }

    // Relative ones too, so that src/lib.rs is the same under any folder.
    [GeneratedRegex(@"[^\s/:'`""()]*(?:/[^\s/:'`""()]*)*/(?<name>[^\s/:'`""()]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Paths { get; }

    [GeneratedRegex(@"\b(?:0x[0-9a-fA-F]+|[0-9a-f]{12,})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal { get; }

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers { get; }
}
