using System.Text.RegularExpressions;

namespace Matrix.Runner.Cli;

/// <summary>A word of a command line that somebody is told to type.</summary>
internal static partial class ShellWord
{
    public static string Of(string text) => Plain.IsMatch(text) ? text : $"'{text.Replace("'", "'\\''")}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./@%+=:,-]+\z")]
    private static partial Regex Plain { get; }
}
