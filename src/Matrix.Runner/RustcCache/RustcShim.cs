namespace Matrix.Runner.RustcCache;

/// <summary>The program that stands in for rustc (shim.rs).</summary>
internal static class RustcShim
{
    /// <summary>In the leg's folder.</summary>
    public const string SocketName = "units.sock";

    /// <summary>Its source, to be compiled with the toolchain under test.</summary>
    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "shim.rs");
}
