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

/// <summary>Where in a file a value stands, as people write it: <c>crates[3].expect[0].class</c>.</summary>
internal sealed class NodePath
{
    public static readonly NodePath Root = new(null, null, 0);

    private readonly NodePath? parent;
    private readonly string? key;
    private readonly int index;

    private NodePath(NodePath? parent, string? key, int index)
    {
        this.parent = parent;
        this.key = key;
        this.index = index;
    }

    public NodePath Key(string name) => new(this, name, 0);

    public NodePath Item(int position) => new(this, null, position);

    public override string ToString() => this switch
    {
        { parent: null } => "the file",
        { key: null } => $"{parent}[{index}]",
        _ when parent == Root => Quoted.Bare(key),
        _ => $"{parent}.{Quoted.Bare(key)}",
    };
}
