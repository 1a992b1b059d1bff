using System.Text.RegularExpressions;
using Matrix.Report.Formatting;
using Matrix.Terminal;

namespace Matrix.Report.Pages.Crate;

/// <summary>Settings of a crate's own that both sides ran without, <c>file: key</c>.</summary>
internal static partial class LeftOutWords
{
    private const int MostKeys = 10;
    private const int LongestKey = 160;

    /// <summary>For a crate's page; empty where there are none.</summary>
    public static string Sentence(IReadOnlyList<string> leftOut) =>
        leftOut.Count == 0 ? "" : $"Both sides ran without settings of the crate's own with which they could not be compared: {Named(leftOut)}.";

    /// <summary>For who calls cargo in the crate, where the settings have a say; begins with a space, or is empty.</summary>
    public static string Advice(IReadOnlyList<string> leftOut)
    {
        if (leftOut.Count == 0)
            return "";

        string[] inTheWay = [.. leftOut.Where(setting => BackendKey(setting) is null)];
        var it = leftOut.Count == 1 ? "it" : "them";
        var advice = inTheWay.Length == 0 ? $"they override {it}"
            : inTheWay.Length == leftOut.Count ? $"take {it} out first"
            : $"take {Named(inTheWay)} out first; they override the rest";
        return $" Both sides ran without {Named(leftOut)}, with which the commands would not compare the same: {advice}.";
    }

    /// <summary>The key of a profile that gives a part of the build a backend of its own, as TOML; null: the setting is another one.</summary>
    public static string? BackendKey(string setting)
    {
        var match = BackendSetting.Match(setting);
        return !match.Success ? null
            : match.Groups["package"] is { Success: true } package ? $"{match.Groups["before"]}{Quoted(package.Value)}{match.Groups["after"]}"
            : match.Groups["key"].Value;
    }

    private static string Named(IReadOnlyList<string> settings) => Words.First([.. settings.Select(setting => CutText.WithEllipsis(setting, LongestKey))], MostKeys);

    // A star, or a name with its version, is no bare key.
    private static string Quoted(string package) => package[0] is '"' or '\'' ? package : TomlKeyText.Of(package);

    [GeneratedRegex(@": (?<key>(?<before>profile\.[^.]+\.package\.)(?<package>.+)(?<after>\.codegen-backend)|profile\.(?:.+\.)?codegen-backend)\z", RegexOptions.Singleline)]
    private static partial Regex BackendSetting { get; }
}
