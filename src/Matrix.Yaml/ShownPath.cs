namespace Matrix.Yaml;

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
