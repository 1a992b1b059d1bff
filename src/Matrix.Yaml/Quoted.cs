using System.Text;

namespace Matrix.Yaml;

/// <summary>Foreign text as a message shows it: on one line, of bearable length, with nothing that a terminal would obey.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    public static string Of(string text) => $"'{Bare(text)}'";

    public static string Bare(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
                return shown.Append('…').ToString();

            shown.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        }

        return shown.ToString();
    }
}

/// <summary>How messages name a file: from the working directory, where it lies below it.</summary>
internal static class ShownPath
{
    public static string Of(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        var isBelow = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal);
        return isBelow ? relative : path;
    }
}
