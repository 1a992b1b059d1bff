namespace Matrix.Yaml;

/// <summary>A value of a YAML file. There are no tags, and an alias is the very node that it stands for, but for its place.</summary>
/// <param name="Line">The first is 1.</param>
internal abstract record YamlNode(int Line)
{
    /// <summary>Where its text is. Of an alias: the alias itself.</summary>
    public YamlSpan Span { get; init; }

    /// <summary>It has an anchor or is an alias: other places may mean the same text.</summary>
    public bool IsAnchored { get; init; }

    public sealed record Scalar(int Line, string Text, bool IsPlain) : YamlNode(Line)
    {
        /// <summary>Nothing, as YAML's core schema spells it.</summary>
        public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
    }

    /// <param name="IsFlow">In brackets.</param>
    public sealed record Sequence(int Line, List<YamlNode> Items, bool IsFlow) : YamlNode(Line);

    /// <param name="Pairs">Few, so that looking through them beats an index.</param>
    /// <param name="IsFlow">In braces.</param>
    public sealed record Mapping(int Line, List<YamlPair> Pairs, bool IsFlow) : YamlNode(Line)
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

/// <param name="KeyStart">Where the key's text begins.</param>
internal readonly record struct YamlPair(string Key, int KeyLine, int KeyStart, YamlNode Value)
{
    public YamlSpan Span => new(KeyStart, Value.Span.End);
}

/// <summary>Characters of a file's text, without its byte order mark: from the first one up to the end, which is not part of it.</summary>
internal readonly record struct YamlSpan(int Start, int End);
