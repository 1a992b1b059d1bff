namespace Matrix.Report.Pages.Crate;

/// <summary>Foreign names as keys of TOML: https://toml.io/en/v1.0.0#keys.</summary>
internal static class TomlKeyText
{
    public static string Of(string name) => IsBare(name)
        ? name
        : $"\"{string.Concat(name.Where(character => !char.IsControl(character))).Replace("\\", @"\\").Replace("\"", "\\\"")}\"";

    private static bool IsBare(string name) => name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
