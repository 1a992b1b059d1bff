namespace Matrix.Yaml;

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
