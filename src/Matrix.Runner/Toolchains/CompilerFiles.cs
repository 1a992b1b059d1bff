using Matrix.Results.Storage;

namespace Matrix.Runner.Toolchains;

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
