namespace Matrix.Runner.Legs;

/// <summary>The folders of one leg: nothing else is written by what it runs.</summary>
internal sealed record LegDirectories(string Root)
{
    private const string RecordsOfLeg = "records";

    private string RecordsName { get; init; } = RecordsOfLeg;
    public string Source => Path.Combine(Root, "source");

    public string Target => Path.Combine(Root, "target");

    public string Home => Path.Combine(Root, "home");

    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Where <c>cargo test</c> writes down what it would run.</summary>
    public string Records => Path.Combine(Root, RecordsName);

    /// <summary>The same folders for a control leg: what does not depend on the panic strategy is built already.</summary>
    public LegDirectories OfControl => this with { RecordsName = $"{RecordsOfLeg}-abort" };

    /// <summary>cargo reads configuration from the folders above the one it is called in: this one has none above that a crate could write.</summary>
    public string Start => Path.Combine(Root, "start");

    public bool Exists => Directory.Exists(Target);

    public void EmptyTarget()
    {
        FolderRemoval.Remove(Target);
        Directory.CreateDirectory(Target);
    }

    /// <summary>Makes them anew: what an interrupted start left in them does not count.</summary>
    public void Create()
    {
        FolderRemoval.Remove(Root);
        foreach (var directory in new[] { Source, Target, Home, Temporary, Records, Start })
            Directory.CreateDirectory(directory);
    }
}
