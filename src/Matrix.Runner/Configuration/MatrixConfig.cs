using System.Collections.Immutable;
using Matrix.Runner.Classification;
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

    public ProcessLimits Limits { get; init; } = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(10), 4L << 30, 64L << 20);

    public IsolationMode Isolation { get; init; } = IsolationMode.Auto;

    public Confirmation Confirmation { get; init; } = Confirmation.Default;

    /// <summary>Crates at a time; null: as many as the machine has cores.</summary>
    public int? Jobs { get; init; }

    /// <summary>Absolute path of what is kept between sweeps: git mirrors and cargo's downloads.</summary>
    public required string Cache { get; init; }

    /// <summary>Only for <c>plan</c>.</summary>
    public AccountLimits Account { get; init; } = AccountLimits.Default;

    /// <summary>Which platforms <c>plan</c> divides a sweep among, in this order.</summary>
    public ImmutableArray<PlatformBudget> Platforms { get; init; } = [];
}
