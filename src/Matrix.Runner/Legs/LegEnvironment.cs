using System.Collections.Immutable;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>
/// The whole environment of what a leg runs: an allow-list, so that no token and no setting of the machine gets in, and nothing of the sweep's own.
/// What cargo has to know it is told by its options, which no crate sees.
/// </summary>
internal static class LegEnvironment
{
    /// <param name="cargoHome">What all legs share of cargo: downloaded crates.</param>
    public static ImmutableSortedDictionary<string, string> Of(LegRequest request, Toolchain toolchain, string cargoHome) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("PATH", $"{Path.GetDirectoryName(toolchain.Rustc)}:{SystemPath}")
            .Add("HOME", request.Directories.Home)
            .Add("TMPDIR", request.Directories.Temporary)
            .Add("USER", "matrix")
            .Add("LANG", "C.UTF-8")
            .Add("CARGO_HOME", cargoHome)
            .SetItems(request.Crate.Environment);

    // Where compilers and tools are on the systems we run on; Homebrew's folder is macOS on Apple silicon.
    private static string SystemPath =>
        OperatingSystem.IsMacOS() ? "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" : "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
}
