using System.Text.RegularExpressions;

namespace Matrix.Runner.Crates;

/// <summary>A name that is safe as a part of a path.</summary>
internal readonly partial record struct CrateName
{
    private CrateName(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">It is not a crate's name.</exception>
    public static CrateName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a crate name");

    public static bool TryParse(string text, out CrateName name)
    {
        var valid = Shape.IsMatch(text);
        name = valid ? new CrateName(text) : default;
        return valid;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Shape { get; }
}
