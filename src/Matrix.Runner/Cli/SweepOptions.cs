using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;

namespace Matrix.Runner.Cli;

/// <summary>What a person asked for on the command line of <c>sweep</c>.</summary>
internal sealed record SweepOptions
{
    public string? Config { get; init; }

    public string? List { get; init; }

    public IReadOnlyList<string> Crates { get; init; } = [];

    public string? Out { get; init; }

    public int? Jobs { get; init; }

    public Shard? Shard { get; init; }

    /// <summary>Path of the plan that says which crates the shard has.</summary>
    public string? Plan { get; init; }

    public bool Resume { get; init; }

    public string? Toolchain { get; init; }

    /// <summary>Name of the candidate; null: the first of matrix.yaml.</summary>
    public string? Backend { get; init; }

    public IsolationMode? Isolation { get; init; }

    /// <summary>How many rounds of builds are measured; null: nothing is.</summary>
    public int? Measure { get; init; }

    /// <summary>LLVM is in the candidate's place as well: an A/A sweep.</summary>
    public bool IsAgainstItself { get; init; }

    /// <summary>Nothing of an earlier sweep is carried over.</summary>
    public bool Fresh { get; init; }

    public bool KeepWork { get; init; }

    public bool MayInstall { get; init; } = true;
}
