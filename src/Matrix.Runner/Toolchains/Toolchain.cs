using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Toolchains;

/// <summary>A Rust toolchain with both code generators. All paths are absolute, and no rustup proxy stands between.</summary>
internal sealed record Toolchain
{
    public required string Rustc { get; init; }

    public required string Rustdoc { get; init; }

    public required string Cargo { get; init; }

    /// <summary>A Cranelift backend in place of the toolchain's own.</summary>
    public string? BackendLibrary { get; init; }

    /// <summary>Directories that must be readable for the toolchain to work.</summary>
    public required ImmutableArray<string> Roots { get; init; }

    public required ToolchainRecord Record { get; init; }

    public string Host => Record.Host;

    public DateOnly? Date => DateOnly.TryParseExact(Record.CommitDate, "yyyy-MM-dd", out var date) ? date : null;
}
