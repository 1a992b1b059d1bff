namespace Matrix.Runner.Configuration.Yaml;

/// <summary>A value of a YAML file. There are no tags, and an alias is the very node that it stands for.</summary>
/// <param name="Line">The first is 1.</param>
internal abstract record YamlNode(int Line)
{
    public sealed record Scalar(int Line, string Text, bool IsPlain) : YamlNode(Line)
    {
        /// <summary>Nothing, as YAML's core schema spells it.</summary>
        public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
    }

    public sealed record Sequence(int Line, List<YamlNode> Items) : YamlNode(Line);

    /// <param name="Pairs">Few, so that looking through them beats an index.</param>
    public sealed record Mapping(int Line, List<YamlPair> Pairs) : YamlNode(Line)
    {
        public YamlPair? Find(string key)
        {
            foreach (var pair in Pairs)
            {
                if (pair.Key == key)
                    return pair;
            }

            return null;
        }
    }
}

internal readonly record struct YamlPair(string Key, int KeyLine, YamlNode Value);
