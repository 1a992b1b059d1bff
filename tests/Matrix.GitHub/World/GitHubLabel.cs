namespace Matrix.GitHub.World;

/// <summary>A label of a repository. Issues hold the label itself, so that one that is renamed or deleted changes with them.</summary>
public sealed class GitHubLabel
{
    internal GitHubLabel(long id, string name, string colour, string description)
    {
        Id = id;
        Name = name;
        Colour = colour;
        Description = description;
    }

    public long Id { get; }

    public string Name { get; set; }

    public string Colour { get; set; }

    public string Description { get; set; }

    internal bool IsCalled(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
