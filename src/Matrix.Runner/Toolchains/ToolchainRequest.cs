using Matrix.Runner.Configuration;

namespace Matrix.Runner.Toolchains;

/// <summary>Which toolchain is wanted.</summary>
/// <param name="Name">A rustup name, a linked toolchain, or a directory; null: nightly.</param>
/// <param name="BackendLibrary">A Cranelift backend in place of the toolchain's own.</param>
/// <param name="MayInstall">What is missing may be installed or built.</param>
internal sealed record ToolchainRequest(string? Name, string? BackendLibrary, bool MayInstall)
{
    public const string EnvironmentVariable = "MATRIX_TOOLCHAIN";

    /// <summary>The option comes first, then matrix.yaml, then the environment.</summary>
    public static ToolchainRequest Of(string? option, MatrixConfig config, bool mayInstall)
    {
        var named = option ?? config.Toolchain ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        var isLibrary = named is not null && (named.EndsWith(".so", StringComparison.Ordinal) || named.EndsWith(".dylib", StringComparison.Ordinal));
        return isLibrary
            ? new ToolchainRequest(config.Toolchain, Path.GetFullPath(named!), mayInstall)
            : new ToolchainRequest(string.IsNullOrEmpty(named) ? null : named, config.BackendLibrary, mayInstall);
    }
}
