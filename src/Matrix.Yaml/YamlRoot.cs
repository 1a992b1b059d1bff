using Matrix.Results;

namespace Matrix.Yaml;

/// <summary>A file of ours with <c>format</c> and some keys.</summary>
internal static class YamlRoot
{
    /// <param name="hint">What to do about what is wrong with it.</param>
    /// <param name="keys">All that it may have.</param>
    /// <exception cref="Results.MatrixException">Everything that is wrong with it.</exception>
    public static T Read<T>(YamlFile file, string hint, IReadOnlyList<string> keys, Func<YamlMapping, T> read)
    {
        var problems = new Problems(file.Shown, hint);
        T? content = default;
        if (new YamlValue(YamlComposer.Compose(file, problems), NodePath.Root, problems).Mapping(keys) is { } root)
        {
            root.RequireFormat();
            content = read(root);
        }

        problems.ThrowIfAny();
        return content!;
    }
}
