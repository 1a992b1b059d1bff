namespace Matrix.Runner.Files;

internal static class TomlText
{
    /// <summary>A basic string: https://toml.io/en/v1.0.0#string</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
