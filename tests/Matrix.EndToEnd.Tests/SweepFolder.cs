using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>A folder of a test's own, with crates, a small list and its sweeps. It goes with the test.</summary>
internal sealed class SweepFolder : IDisposable
{
    /// <summary>
    /// Of cargo's configuration: what is cargo's default from 1.100 on, a folder for each unit, and libraries without metadata in them
    /// (https://github.com/rust-lang/cargo/pull/17354).
    /// </summary>
    public const string NewLayout = "\n[unstable]\nbuild-dir-new-layout = true\nno-embed-metadata = true\n";

    private readonly TemporaryDirectory directory = new();

    public string Path => directory.Path;

    public string List => PathOf("list.yaml");

    /// <summary>Skips the test, with the reason, where there is no toolchain to sweep with.</summary>
    public static async Task<SweepFolder> PrepareAsync()
    {
        await RealToolchain.RequireAsync();
        return new SweepFolder();
    }

    /// <summary>For a sweep that many tests look at: it goes with the last of them.</summary>
    public static SweepFolder ForAllTests()
    {
        var folder = new SweepFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }

    /// <summary>An entry of the list.</summary>
    public static string Fixture(string name) => $"  - {{ name: {name}, path: {Repository.PathOf($"tests/fixtures/crates/{name}")}, timeout: 120 }}";

    /// <summary>Makes a crate of one library file.</summary>
    /// <param name="dependencies">Sections of its Cargo.toml.</param>
    /// <param name="cost">In seconds; the greatest goes first.</param>
    /// <returns>Its entry of the list.</returns>
    public string Crate(string name, string source, string dependencies = "", int cost = 1)
    {
        File($"{name}/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{dependencies}[workspace]\n");
        File($"{name}/src/lib.rs", source);
        return $"  - {{ name: {name}, path: {name}, timeout: 120, cost: {cost} }}";
    }

    /// <summary>Writes the list: its entries, and behind them other keys of a list.</summary>
    public RealSweep SweepOf(params string[] entries)
    {
        File("list.yaml", $"format: 1\ncrates:\n{string.Join('\n', entries)}\n");
        return new RealSweep(PathOf("results")) { Options = ["--list", List] };
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public string File(string name, string content) => directory.File(name, content);

    public void Dispose() => directory.Dispose();
}
