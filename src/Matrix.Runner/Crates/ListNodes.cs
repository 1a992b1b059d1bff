using Matrix.Yaml;

namespace Matrix.Runner.Crates;

/// <summary>Where in a list that was read without problems the entries of some crates stand.</summary>
/// <param name="Crates">By name.</param>
/// <param name="HasDefaultExpectations">A crate without <c>expect</c> takes over what <c>defaults</c> expects.</param>
internal sealed record ListNodes(IReadOnlyDictionary<string, YamlNode.Mapping> Crates, bool HasDefaultExpectations)
{
    public static ListNodes Of(YamlFile list, IReadOnlySet<string> names)
    {
        var crates = new Dictionary<string, YamlNode.Mapping>(StringComparer.Ordinal);
        var streamed = new StreamedList("crates", (_, _, item) =>
        {
            if (item is YamlNode.Mapping crate && crate.Find("name")?.Value is YamlNode.Scalar { Text: var name } && names.Contains(name))
                crates[name] = crate;
        });
        var root = YamlComposer.Compose(list, new Problems(list.Shown, ""), streamed) as YamlNode.Mapping;
        var defaults = root?.Find("defaults")?.Value as YamlNode.Mapping;
        return new ListNodes(crates, defaults?.Find("expect") is not null);
    }
}
