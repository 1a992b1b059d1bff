namespace Matrix.Yaml;

/// <summary>The keys of a mapping and their values.</summary>
internal sealed class YamlMapping(YamlNode.Mapping node, NodePath path, Problems problems)
{
    public int Line => node.Line;

    public IEnumerable<KeyValuePair<string, YamlValue>> All =>
        node.Pairs.Select(pair => KeyValuePair.Create(pair.Key, Value(pair)));

    public YamlValue? Find(string key) => node.Find(key) is { } pair ? Value(pair) : null;

    /// <summary>Notes as a problem that the key is missing.</summary>
    public YamlValue? Require(string key)
    {
        if (Find(key) is { } value)
            return value;

        Refuse(key, "is missing");
        return null;
    }

    /// <summary>Notes what is wrong with a key, present or not.</summary>
    public void Refuse(string key, string problem) =>
        problems.Add(node.Find(key)?.KeyLine ?? Line, $"{path.Key(key)} {problem}");

    public void RefuseOthersThan(IReadOnlyList<string> known)
    {
        foreach (var key in node.Pairs.Select(pair => pair.Key))
        {
            if (known.Contains(key))
                continue;

            var suggestion = NearestName.Suggestion(key, known);
            Refuse(key, $"is not a known key{(suggestion.Length > 0 ? suggestion : $"; known are {string.Join(", ", known)}")}");
        }
    }

    private YamlValue Value(YamlPair pair) => new(pair.Value, path.Key(pair.Key), problems);
}
