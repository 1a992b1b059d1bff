using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Crates lists of a test's own, over fixtures and over crates that the test makes.</summary>
internal static class SmallLists
{
    public static string Fixture(string name) => $"  - {{ name: {name}, path: {Repository.PathOf($"tests/fixtures/crates/{name}")}, timeout: 120 }}";

    public static string Write(TemporaryDirectory directory, params string[] entries) =>
        directory.File("list.yaml", $"format: 1\ncrates:\n{string.Join('\n', entries)}\n");

    /// <summary>A crate of one library file.</summary>
    public static string Crate(TemporaryDirectory directory, string name, string source)
    {
        directory.File($"{name}/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n");
        directory.File($"{name}/src/lib.rs", source);
        return $"  - {{ name: {name}, path: {name}, timeout: 120 }}";
    }
}
