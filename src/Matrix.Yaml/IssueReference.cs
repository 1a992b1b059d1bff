using System.Text.RegularExpressions;

namespace Matrix.Yaml;

/// <summary>An issue as lists and rules name it: <c>owner/repository#123</c>.</summary>
internal static partial class IssueReference
{
    public static string? Issue(this YamlValue value) => value.Text(text => Shape.IsMatch(text) ? null : "must be like owner/repository#123");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+#[1-9][0-9]{0,9}\z")]
    private static partial Regex Shape { get; }
}
