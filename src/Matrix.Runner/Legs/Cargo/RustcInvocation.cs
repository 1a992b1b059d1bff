using System.Collections.Frozen;
using System.Collections.Immutable;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>One call of rustc or rustdoc that compiles something, as it was made.</summary>
internal sealed record RustcInvocation
{
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>What of its environment says whose call it is; a hundred of them are kept of each leg.</summary>
    public required ImmutableSortedDictionary<string, string> Environment { get; init; }

    public static RustcInvocation Of(ShimCall call) => new()
    {
        Arguments = call.Arguments,
        Environment = call.Environment.Where(variable => Telling.Contains(variable.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    // The last two are what cargo tells a build script and nobody else.
    private static readonly FrozenSet<string> Telling = new[]
    {
        "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "CARGO_MANIFEST_DIR", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "CARGO_PRIMARY_PACKAGE", "NUM_JOBS", "PROFILE",
    }.ToFrozenSet();

    /// <summary>
    /// cargo itself made it for a unit of the build. Build scripts, and what they start, call rustc too (to ask what it can do), and cargo says
    /// things to them that it says to no compiler.
    /// </summary>
    public bool IsOfCargo =>
        Environment.ContainsKey("CARGO_CRATE_NAME") && !(Environment.ContainsKey("NUM_JOBS") && Environment.ContainsKey("PROFILE"));

    /// <summary>Our own call of rustdoc, which compiles examples.</summary>
    public bool IsRustdoc { get; init; }

    /// <summary>Of the package's Cargo.toml.</summary>
    public string ManifestFolder => Environment.GetValueOrDefault("CARGO_MANIFEST_DIR", "");

    public bool IsPrimary => Environment.ContainsKey("CARGO_PRIMARY_PACKAGE");

    public string CrateName => Option("--crate-name") ?? "";

    /// <summary><c>name version</c> of the package it compiles.</summary>
    public string Package => $"{Environment.GetValueOrDefault("CARGO_PKG_NAME", "?")} {Environment.GetValueOrDefault("CARGO_PKG_VERSION", "?")}";

    /// <summary>cargo compiles it to be run by <c>cargo test</c>: by libtest's harness, or by one of its own.</summary>
    public bool IsTest => Arguments.Contains("--test") || Arguments.Zip(Arguments.Skip(1)).Any(pair => pair == ("--cfg", "test"));

    /// <summary>A test, an example, a benchmark or a program of what is tested: nothing is linked with it. Of programs only cargo says the name, not of build scripts.</summary>
    public bool IsLeaf => IsOfCargo && IsPrimary && GeneratesCode && (IsTest || Environment.ContainsKey("CARGO_BIN_NAME"));

    /// <summary>Where its files go; null where the call does not say.</summary>
    public string? OutDirectory => Option("--out-dir");

    /// <summary>Of the executable that it makes.</summary>
    public string FileName => CrateName + ((IEnumerable<string>)[.. FlagValues("-C", "extra-filename"), ""]).First();

    /// <summary>The root file; relative to a folder that only cargo knows, or absolute.</summary>
    public string Source => Arguments.FirstOrDefault(argument => argument.EndsWith(".rs", StringComparison.Ordinal) && !argument.StartsWith('-')) ?? "";

    /// <summary>What cargo names was made by such a call. Several calls may be alike: a dependency is compiled for build scripts too.</summary>
    public bool Makes(Artifact artifact) =>
        IsTest == artifact.IsTest
        && CrateName == artifact.Name.Replace('-', '_')
        && ManifestFolder == Path.GetDirectoryName(artifact.ManifestPath)
        && (artifact.SourcePath == Source || artifact.SourcePath.EndsWith($"/{Source}", StringComparison.Ordinal));

    /// <summary>The value of <c>-Zcodegen-backend</c>; null where rustc was not told.</summary>
    public string? Backend => LastUnstableOption("codegen-backend");

    /// <summary>It writes code: not only metadata.</summary>
    public bool GeneratesCode => Option("--emit") is not { } emit || emit.Split(',').Contains("link");

    /// <summary>What a cargo profile decides: <c>opt-level=3</c>, <c>lto=fat</c>, ….</summary>
    public IEnumerable<string> ProfileOptions =>
        CodegenFlags.Where(flag => ProfileKeys.Contains(flag.Split('=')[0])).Distinct();

    private string? Option(string name)
    {
        var at = Arguments.IndexOf(name);
        if (at >= 0 && at + 1 < Arguments.Length)
            return Arguments[at + 1];

        return Arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }

    private static readonly FrozenSet<string> ProfileKeys =
        new[] { "opt-level", "lto", "panic", "debuginfo", "codegen-units", "overflow-checks", "debug-assertions", "strip", "linker-plugin-lto", "split-debuginfo" }
            .ToFrozenSet();

    private IEnumerable<string> CodegenFlags => Flags("-C");

    private string? LastUnstableOption(string name) => FlagValues("-Z", name).LastOrDefault();

    private IEnumerable<string> FlagValues(string flag, string name)
    {
        var prefix = name + "=";
        return Flags(flag).Where(value => value.StartsWith(prefix, StringComparison.Ordinal)).Select(value => value[prefix.Length..]);
    }

    // Both forms: "-C name=value" and "-Cname=value".
    private IEnumerable<string> Flags(string flag)
    {
        for (var at = 0; at < Arguments.Length; at++)
        {
            if (Arguments[at] == flag && at + 1 < Arguments.Length)
                yield return Arguments[++at];
            else if (Arguments[at].StartsWith(flag, StringComparison.Ordinal) && Arguments[at].Length > flag.Length)
                yield return Arguments[at][flag.Length..];
        }
    }
}
