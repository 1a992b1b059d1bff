using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Files;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>
/// How a leg tells cargo and rustdoc which backend to use, and how that is recognised in a recorded call. Both sides name their backend, so
/// that a unit that was not told is always seen.
/// </summary>
/// <param name="Library">A backend library in place of the toolchain's own.</param>
internal sealed record BackendSwitch(string? Library)
{
    /// <summary>For cargo's command line. What the crate's own profiles say of backends is said otherwise, key by key.</summary>
    /// <param name="overridden">Keys of cargo's configuration, such as <c>profile.dev.package.inner.codegen-backend</c>.</param>
    public ImmutableArray<string> OptionsOf(Backend backend, IEnumerable<string> overridden) =>
    [
        "-Zcodegen-backend",
        .. overridden.Prepend("profile.dev.codegen-backend").Distinct().SelectMany(key => new[] { "--config", $"{key}={TomlText.Quoted(Value(backend))}" }),
    ];

    /// <summary>
    /// The same as a file, for what the crate itself runs: a user would have it in <c>.cargo/config.toml</c> too, where every cargo below finds it.
    /// </summary>
    public string ConfigurationOf(Backend backend) =>
        $"""
        [profile.dev]
        codegen-backend = {TomlText.Quoted(Value(backend))}

        [unstable]
        codegen-backend = true

        """;

    /// <summary>For rustdoc, to which cargo does not hand the profile's backend on.</summary>
    public string RustdocOption(Backend backend) => $"-Zcodegen-backend={Value(backend)}";

    public bool IsOf(Backend backend, RustcInvocation invocation) => invocation.Backend == Value(backend);

    private string Value(Backend backend) => backend switch
    {
        Backend.Cranelift => Library ?? "cranelift",
        _ => "llvm",
    };
}
