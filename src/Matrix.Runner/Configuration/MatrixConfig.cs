using System.Collections.Immutable;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Configuration;

/// <summary>matrix.yaml, checked and complete.</summary>
internal sealed record MatrixConfig
{
    /// <summary>Absolute path of the list that is swept unless another is named.</summary>
    public required string List { get; init; }

    /// <summary>A rustup name, a linked toolchain, or a directory; null: <c>nightly</c> with the component.</summary>
    public string? Toolchain { get; init; }

    /// <summary>Path of a <c>librustc_codegen_cranelift</c> to use in place of the toolchain's own.</summary>
    public string? BackendLibrary { get; init; }

    /// <summary>What is compared with what.</summary>
    public BackendChoice Backends { get; init; } = BackendChoice.Default;

    public ProcessLimits Limits { get; init; } = ProcessLimits.Default with { MemoryBytes = 4L << 30, LogBytes = 64L << 20 };

    /// <summary>What a leg that ran out of memory gets when it is run again alone; null: twice as much.</summary>
    public long? MemoryAloneBytes { get; init; }

    /// <summary>Never more than the machine has, with some left for the system and for us.</summary>
    public long MemoryAlone(long legBytes, long machineBytes) => Math.Min(MemoryAloneBytes ?? 2 * legBytes, machineBytes / 4 * 3);

    public IsolationMode Isolation { get; init; } = IsolationMode.Auto;

    public Confirmation Confirmation { get; init; } = Confirmation.Default;

    public ReuseConfig Reuse { get; init; } = new(UnitBytes: 8L << 30, LegBytes: 4L << 30, RerunWeeks: 8);

    /// <summary>Crates at a time; null: as many as the machine has cores.</summary>
    public int? Jobs { get; init; }

    /// <summary>Absolute path of what is kept between sweeps: git mirrors and cargo's downloads.</summary>
    public required string Cache { get; init; }

    /// <summary>Only for <c>plan</c>.</summary>
    public AccountLimits Account { get; init; } = AccountLimits.Default;

    /// <summary>Which platforms <c>plan</c> divides a sweep among, in this order.</summary>
    public ImmutableArray<PlatformBudget> Platforms { get; init; } = [];
}

/// <summary>What is not done twice.</summary>
/// <param name="UnitBytes">What compiled dependencies that crates share may hold; 0: none are shared.</param>
/// <param name="LegBytes">What legs that later sweeps may carry over may hold; 0: none are kept, and all are run.</param>
/// <param name="RerunWeeks">After so many weeks every crate was run again, though nothing of it had changed; from 1.</param>
internal sealed record ReuseConfig(long UnitBytes, long LegBytes, int RerunWeeks);

/// <summary>When a failure counts.</summary>
/// <param name="Failures">So often it must have shown, from 1.</param>
/// <param name="Runs">A test whose runs disagree is run so often, to tell its rate; not less than the failures.</param>
internal sealed record Confirmation(int Failures, int Runs)
{
    public static readonly Confirmation Default = new(2, 3);

    /// <summary>As it stands in matrix.yaml and run.json: <c>2 of 3</c>.</summary>
    public override string ToString() => $"{Failures} of {Runs}";
}
