using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Files;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>
/// How a leg tells cargo and rustdoc which backend to use, and how that is recognised in a recorded call. Both sides name their backend, so
/// that a unit that was not told is always seen.
/// </summary>
internal sealed record BackendSwitch(ImmutableArray<Backend> Backends)
{
    /// <summary>For cargo's command line. What the crate's own profiles say of backends is said otherwise, key by key.</summary>
    /// <param name="overridden">Keys of cargo's configuration, such as <c>profile.dev.package.inner.codegen-backend</c>.</param>
    public ImmutableArray<string> OptionsOf(BackendName backend, IEnumerable<string> overridden) =>
    [
        "-Zcodegen-backend",
        .. overridden.Prepend("profile.dev.codegen-backend").Distinct().SelectMany(key => new[] { "--config", $"{key}={TomlText.Quoted(Value(backend))}" }),
        .. Rustflags(Of(backend).Rustflags),
        .. Of(backend).Config.SelectMany(entry => new[] { "--config", entry }),
    ];

    /// <summary>
    /// The same as a file, for what the crate itself runs: a user would have it in <c>.cargo/config.toml</c> too, where every cargo below finds it.
    /// </summary>
    public string ConfigurationOf(BackendName backend) =>
        string.Concat(new[] { $"profile.dev.codegen-backend = {TomlText.Quoted(Value(backend))}", "unstable.codegen-backend = true" }.Concat(Of(backend).Config).Select(line => $"{line}\n"));

    /// <summary>For rustdoc, to which cargo does not hand the profile's backend on.</summary>
    public ImmutableArray<string> RustdocOptions(BackendName backend) => [$"-Zcodegen-backend={Value(backend)}", .. Of(backend).Rustflags];

    /// <summary>Of all that its legs build and run.</summary>
    public ImmutableSortedDictionary<string, string> EnvironmentOf(BackendName backend) => Of(backend).Environment;

    public bool IsOf(BackendName backend, RustcInvocation invocation) => invocation.Backend == Value(backend);

    /// <summary>The name of the backend that compiled it; what none of them would be told is named as it was told.</summary>
    public string NameOf(BackendName meant, RustcInvocation invocation) =>
        IsOf(meant, invocation) ? meant.Value : Backends.Where(backend => invocation.Backend == backend.Codegen).Select(backend => backend.Name.Value).FirstOrDefault(invocation.Backend ?? "llvm");

    // Beside the crate's own, which other places of them would replace.
    private static ImmutableArray<string> Rustflags(ImmutableArray<string> flags) => flags.IsEmpty
        ? []
        : ["-Zprofile-rustflags", "--config", $"profile.dev.rustflags=[{string.Join(", ", flags.Select(TomlText.Quoted))}]"];

    private string Value(BackendName backend) => Of(backend).Codegen;

    private Backend Of(BackendName name) => Backends.First(backend => backend.Name == name);
}
