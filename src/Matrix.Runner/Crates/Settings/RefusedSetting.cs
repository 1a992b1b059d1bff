using System.Collections.Immutable;

namespace Matrix.Runner.Crates.Settings;

/// <summary>Which keys of a crate's own cargo configuration would decide what a leg decides: toolchain, target, folders, backend, what is printed.</summary>
internal static class RefusedSetting
{
    /// <returns>How many names of the path are refused with all that is below them; 0: the key stays.</returns>
    public static int Of(ImmutableArray<string> path, bool isTable) => path switch
    {
        ["term" or "include", ..] => 1,
        ["build", "rustc" or "rustc-wrapper" or "rustc-workspace-wrapper" or "rustdoc" or "target" or "target-dir" or "build-dir" or "incremental"] => 2,
        ["net", "offline"] => 2,
        ["unstable", "codegen-backend"] => 2,
        ["unstable", var name] when name.StartsWith("build-dir", StringComparison.Ordinal) => 2,
        ["target", _, "runner"] => 3,
        // A package may be called so, and then it is a table.
        ["profile", _, .., "codegen-backend"] when !isTable => path.Length,
        _ => 0,
    };

    /// <summary>Flags of the compiler stay, but for those that name a backend.</summary>
    public static bool AreFlags(ImmutableArray<string> path) => path is ["build" or "target" or "host" or "profile", .., "rustflags" or "rustdocflags"];

    /// <param name="flags">One after the other.</param>
    /// <returns>The positions of those that name a backend: <c>-Zcodegen-backend=…</c>, or <c>-Z</c> and what follows it.</returns>
    public static ImmutableHashSet<int> BackendsAmong(IReadOnlyList<string?> flags)
    {
        var found = ImmutableHashSet.CreateBuilder<int>();
        for (var position = 0; position < flags.Count; position++)
        {
            if (flags[position] is ['-', 'Z', .. var option] && NamesBackend(option))
                found.Add(position);
            else if (flags[position] is "-Z" && position + 1 < flags.Count && NamesBackend(flags[position + 1]))
                found.UnionWith([position, ++position]);
        }

        return found.ToImmutable();
    }

    // rustc takes '_' for '-'.
    private static bool NamesBackend(string? option) => option?.Replace('_', '-').StartsWith("codegen-backend=", StringComparison.Ordinal) == true;
}
