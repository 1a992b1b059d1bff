namespace Matrix.Yaml;

/// <summary>What all our files have in common.</summary>
internal static class FileRules
{
    private const int Format = 1;

    /// <summary>A file of a later format is refused, not guessed at.</summary>
    public static void RequireFormat(this YamlMapping root)
    {
        if (root.Require("format") is { } format && format.WholeNumber(0, long.MaxValue) is { } number && number != Format)
            format.Refuse($"is {number}, and this version of the tool reads {Format}");
    }

    /// <summary>Absolute; what is not already is meant from the file's own folder.</summary>
    public static string? PathFrom(this YamlValue value, string folder) =>
        value.Text() is { } path ? Path.GetFullPath(path, folder) : null;
}

/// <summary>Where the settings are, if nobody names another file: in the checkout that the tool stands in.</summary>
internal static class ConfigPath
{
    private const string Name = "matrix.yaml";

    public static string OfCheckout()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, Name)))
                return Path.Combine(directory.FullName, Name);
        }

        return Path.GetFullPath(Name);
    }
}
