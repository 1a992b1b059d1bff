namespace Matrix.Bench.Synthetic;

/// <summary>What a crate comes to where nothing in particular happens.</summary>
internal enum Nature
{
    Ordinary,
    Skipped,
    Broken,
    PartlyBroken,
    Flaky,
    Unequal,
    Improved,
    Invalid,
}

/// <summary>A crate as it is for good; what becomes of it in a sweep is said by <see cref="Story"/>.</summary>
/// <param name="Name">May be hostile.</param>
/// <param name="Folder">Of its logs: the name, where that is one.</param>
/// <param name="Joined">The first sweep that has it.</param>
internal sealed record SyntheticCrate(string Name, string Folder, int Position, int Joined)
{
    public required Nature Nature { get; init; }

    public required IReadOnlyList<CrateTrouble> Troubles { get; init; }

    public required long Downloads { get; init; }

    public required string Commit { get; init; }

    public required string Version { get; init; }

    public required double Seconds { get; init; }

    public required int Targets { get; init; }

    public required int Tests { get; init; }

    public required int Units { get; init; }

    public required int BuildMessages { get; init; }

    public required int TestBuildMessages { get; init; }

    public required long ArtefactBytes { get; init; }

    public required IReadOnlyList<string> Profile { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public string Package => $"{Name} {Version}";
}

/// <summary>A trouble of one crate.</summary>
/// <param name="Tests">How many tests fail for it; 0 where a build does.</param>
/// <param name="Mended">It went away when unwinding came to Linux.</param>
/// <param name="Relapses">And came back.</param>
internal sealed record CrateTrouble(Trouble Trouble, int Tests, bool Mended, bool Relapses);
