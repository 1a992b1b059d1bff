using Matrix.Runner.Configuration;

namespace Matrix.Runner.Toolchains;

/// <summary>Which toolchain is wanted.</summary>
/// <param name="Name">A rustup name, a linked toolchain, or a directory; null: nightly.</param>
/// <param name="BackendLibrary">A Cranelift backend in place of the toolchain's own.</param>
/// <param name="MayInstall">What is missing may be installed or built.</param>
internal sealed record ToolchainRequest(string? Name, string? BackendLibrary, bool MayInstall)
{
    public const string EnvironmentVariable = "MATRIX_TOOLCHAIN";

    /// <summary>The option comes first, then matrix.yaml, then the environment. What names a library leaves the toolchain to the next.</summary>
    public static ToolchainRequest Of(string? option, MatrixConfig config, bool mayInstall)
    {
        var named = new[] { option, config.Toolchain, Environment.GetEnvironmentVariable(EnvironmentVariable) }
            .Where(name => !string.IsNullOrEmpty(name))
            .ToList();
        return named is [{ } library, ..] && IsLibrary(library)
            ? new ToolchainRequest(named.Find(name => !IsLibrary(name!)), Path.GetFullPath(library), mayInstall)
            : new ToolchainRequest(named.FirstOrDefault(), config.BackendLibrary, mayInstall);
    }

    private static bool IsLibrary(string name) => name.EndsWith(".so", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal);
}
