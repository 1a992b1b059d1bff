using System.Collections.Immutable;
using System.Text;
using Matrix.Runner.Isolation;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>
/// The programs that cargo calls in place of others: rustc (shim.rs), what <c>cargo test</c> runs, and rustdoc (recorder.rs). cargo is told of
/// them by its own options and they of their leg by a file beside them, so that no variable tells a crate.
/// </summary>
/// <param name="Shim">Path of the compiled shim.</param>
/// <param name="Recorder">Path of the compiled recorder.</param>
/// <param name="Witness">Path of the compiled witness.</param>
internal sealed record StandIns(string Shim, string Recorder, string Witness)
{
    private const string Settings = "settings";

    public static string RustcIn(LegDirectories directories) => Path.Combine(directories.StandIns, "rustc");

    public static string RustdocIn(LegDirectories directories) => Path.Combine(directories.StandIns, "rustdoc");

    public static string RunnerIn(LegDirectories directories) => Path.Combine(directories.StandIns, "run");

    /// <summary>Puts them into a leg's folder.</summary>
    /// <param name="appended">Words that each call of rustc which compiles something ends with.</param>
    public void Place(LegDirectories directories, Toolchain toolchain, ImmutableArray<string> appended)
    {
        Directory.CreateDirectory(directories.StandIns);
        File.Copy(Shim, RustcIn(directories), overwrite: true);
        File.Copy(Recorder, RustdocIn(directories), overwrite: true);
        File.Copy(Recorder, RunnerIn(directories), overwrite: true);
        ImmutableArray<string> fields = [toolchain.Rustc, toolchain.Rustdoc, directories.Root, directories.Records, .. appended];
        File.WriteAllBytes(Path.Combine(directories.StandIns, Settings), Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => field + '\0'))));
    }
}
