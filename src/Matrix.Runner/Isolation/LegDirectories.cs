using Matrix.Runner.Files;

namespace Matrix.Runner.Isolation;

/// <summary>The folders of one leg: nothing else is written by what it runs.</summary>
internal sealed record LegDirectories(string Root)
{
    private string Purpose { get; init; } = "";

    /// <summary>Of the workspace, relative to the source; <c>.</c> where that is the workspace itself.</summary>
    public string Workspace { get; init; } = ".";

    public string Source => Path.Combine(Root, "source");

    /// <summary>Where cargo puts it unless told otherwise.</summary>
    public string Target => Path.GetFullPath(Path.Combine(Source, Workspace, "target"));

    public string Home => Path.Combine(Root, "home");

    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Where <c>cargo test</c> writes down what it would run.</summary>
    public string Records => Path.Combine(Root, $"records{Purpose}");

    /// <summary>The programs that cargo calls in place of others; foreign code cannot write to it.</summary>
    public string StandIns => Path.Combine(Root, $"stand-ins{Purpose}");

    /// <summary>cargo's configuration above the source, where a user's own would be; foreign code cannot write to it.</summary>
    public string Configuration => Path.Combine(Root, ".cargo");

    /// <summary>The same folders for a control leg: what does not depend on the panic strategy is built already.</summary>
    public LegDirectories OfControl => this with { Purpose = "-abort" };

    /// <summary>For what must not see the crate's own configuration, which cargo reads from the folder it is called in and those above.</summary>
    public string Start => Path.Combine(Root, "start");

    public bool Exists => Directory.Exists(Source);

    /// <summary>Of these, which exist, foreign code may read all and write none.</summary>
    public IEnumerable<string> ReadOnly => new[] { StandIns, Configuration }.Where(Directory.Exists);

    /// <summary>Makes them anew: what an interrupted start left in them does not count.</summary>
    public void Create()
    {
        FolderRemoval.Remove(Root);
        foreach (var directory in new[] { Source, Home, Temporary, Records, Start })
            Directory.CreateDirectory(directory);
    }
}
