namespace Matrix.Yaml;

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
