using System.Collections.Immutable;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Units;

/// <summary>The program that stands in for rustc (relay.rs), and what it is told by its environment.</summary>
internal static class Relay
{
    public const string FolderVariable = "MATRIX_UNITS";
    public const string CompilerVariable = "MATRIX_RUSTC";

    /// <summary>In the leg's folder.</summary>
    public const string SocketName = "units.sock";

    /// <summary>Its source, to be compiled with the toolchain under test.</summary>
    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "relay.rs");

    /// <param name="relay">Path of the compiled relay.</param>
    /// <param name="legRoot">Where the socket is.</param>
    public static ImmutableSortedDictionary<string, string> Variables(string relay, string compiler, string legRoot) =>
        ImmutableSortedDictionary<string, string>.Empty.Add("RUSTC", relay).Add(CompilerVariable, compiler).Add(FolderVariable, legRoot);

    /// <summary>For what is run once all is built.</summary>
    public static ImmutableSortedDictionary<string, string> Without(ImmutableSortedDictionary<string, string> environment, Toolchain toolchain) =>
        environment.ContainsKey(CompilerVariable)
            ? environment.Remove(CompilerVariable).Remove(FolderVariable).SetItem("RUSTC", toolchain.Rustc)
            : environment;
}
