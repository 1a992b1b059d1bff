namespace Matrix.Report.Issues;

/// <summary>How the labels of each group look.</summary>
internal sealed record LabelStyles(LabelStyle Class, LabelStyle Os, LabelStyle Arch, LabelStyle Status)
{
    public static LabelStyles Default { get; } = new(new("d93f0b"), new("c5def5"), new("bfdadc"), new("fbca04"));
}

/// <param name="Colour">Six hex digits, lower case.</param>
internal sealed record LabelStyle(string Colour)
{
    /// <summary>Stands for what comes after the slash in the label's name.</summary>
    public const string Value = "{value}";

    /// <summary>Stands for what the tool says of it.</summary>
    public const string Meaning = "{meaning}";

    public string Description { get; init; } = Meaning;

    public string Describe(string value, string meaning) => Description.Replace(Value, value, StringComparison.Ordinal).Replace(Meaning, meaning, StringComparison.Ordinal);
}
