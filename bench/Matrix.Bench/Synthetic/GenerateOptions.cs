namespace Matrix.Bench.Synthetic;

/// <param name="Platforms">In the order in which they came into being: the last one is younger than the others.</param>
/// <param name="Sweeps">The last is written as results directories, those before it as history.</param>
/// <param name="Hostile">Names and log lines that a page must not trust are among the others.</param>
internal sealed record GenerateOptions(int Crates, IReadOnlyList<string> Platforms, int Sweeps, int Shards, int Seed, string Out, bool Hostile)
{
    /// <summary>Verdicts and short legs only, no logs: for what looks at millions of lines.</summary>
    public bool Lean { get; init; }

    /// <summary>The last sweep is not written either.</summary>
    public bool OnlyHistory { get; init; }
}
