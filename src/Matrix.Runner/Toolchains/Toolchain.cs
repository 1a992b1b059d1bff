using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Runner.Toolchains;

/// <summary>A Rust toolchain with both code generators. All paths are absolute, and no rustup proxy stands between.</summary>
internal sealed record Toolchain
{
    public required string Rustc { get; init; }

    public required string Rustdoc { get; init; }

    public required string Cargo { get; init; }

    /// <summary>The baseline, then the candidate that is compared with it.</summary>
    public required ImmutableArray<Backend> Backends { get; init; }

    public Backend Baseline => Backends[0];

    public Backend Candidate => Backends[1];

    /// <summary>Directories that must be readable for the toolchain to work.</summary>
    public required ImmutableArray<string> Roots { get; init; }

    public required ToolchainRecord Record { get; init; }

    public string Host => Record.Host;

    public DateOnly? Date => DateOnly.TryParseExact(Record.CommitDate, "yyyy-MM-dd", out var date) ? date : null;
}

/// <summary>The library that is the compiler: a toolchain of one's own may change without changing what it says of its version.</summary>
internal static class CompilerFiles
{
    /// <returns>Lower-case hex, for each such file beside the program; empty where there is none.</returns>
    public static string Fingerprint(Toolchain toolchain)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(toolchain.Rustc))!, "lib");
        return Directory.Exists(folder)
            ? string.Join(',', Directory.EnumerateFiles(folder, "librustc_driver*").Order(StringComparer.Ordinal).Select(FileHash.Of))
            : "";
    }
}
