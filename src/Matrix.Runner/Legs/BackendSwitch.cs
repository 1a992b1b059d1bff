using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Legs;

/// <summary>
/// How a leg tells cargo and rustdoc which backend to use, and how that is recognised in a recorded command line. Both sides name their
/// backend, so that a unit that was not told is always seen.
/// </summary>
/// <param name="Library">A backend library in place of the toolchain's own: cargo's profile key takes no paths, so rustc is told directly.</param>
internal sealed record BackendSwitch(string? Library)
{
    public ImmutableSortedDictionary<string, string> Apply(
        Backend backend, ImmutableSortedDictionary<string, string> environment)
    {
        var flag = $"-Zcodegen-backend={Value(backend)}";
        // cargo hands the profile's backend to rustc but not to rustdoc.
        var withDoctests = environment.SetItem("RUSTDOCFLAGS", Join(environment.GetValueOrDefault("RUSTDOCFLAGS"), flag));

        return Library is null
            ? withDoctests.SetItem("CARGO_UNSTABLE_CODEGEN_BACKEND", "true").SetItem("CARGO_PROFILE_DEV_CODEGEN_BACKEND", Value(backend))
            : withDoctests.SetItem("RUSTFLAGS", Join(environment.GetValueOrDefault("RUSTFLAGS"), flag));
    }

    /// <summary>Which backend compiled a unit; null where neither was named.</summary>
    public Backend? Of(RustcInvocation invocation) => invocation.Backend switch
    {
        null => null,
        var value when value == Value(Backend.Llvm) => Backend.Llvm,
        var value when value == Value(Backend.Cranelift) => Backend.Cranelift,
        _ => null,
    };

    private string Value(Backend backend) => backend == Backend.Cranelift && Library is not null ? Library : WireName.Of(backend);

    private static string Join(string? flags, string flag) => string.IsNullOrEmpty(flags) ? flag : $"{flags} {flag}";
}
