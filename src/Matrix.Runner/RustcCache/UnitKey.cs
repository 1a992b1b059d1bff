using System.Security.Cryptography;
using System.Text;

namespace Matrix.Runner.RustcCache;

/// <summary>The fingerprint of all that decides what a unit is: two calls of rustc with the same key give the same unit.</summary>
internal static class UnitKey
{
    private const string Format = "unit 1";

    /// <param name="dependencies">The unit behind each file name that the call names.</param>
    /// <param name="generated">What the build script wrote, named by its content; null where there is none.</param>
    /// <param name="toolchain">All that tells the toolchain from others.</param>
    public static string Of(UnitCall unit, IReadOnlyDictionary<string, StoredUnit> dependencies, string? generated, string toolchain)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Format);
        Add(hash, toolchain);
        Add(hash, unit.WorkingDirectory);
        Add(hash, generated ?? "");
        foreach (var word in unit.Words)
        {
            Add(hash, Neutral(unit, word.Text));
            Add(hash, word.Dependency is { } file ? $"{dependencies[file].Key} {dependencies[file].Generation} {Path.GetExtension(file)}" : "");
        }

        foreach (var (name, value) in unit.Environment)
            Add(hash, $"{name}={Neutral(unit, value)}");

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // What was generated counts by its content, wherever it is.
    private static string Neutral(UnitCall unit, string text) =>
        unit.GeneratedDirectory is { } folder ? text.Replace(folder, "\u0001OUT_DIR\u0001", StringComparison.Ordinal) : text;

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(BitConverter.GetBytes(text.Length));
        hash.AppendData(Encoding.Unicode.GetBytes(text));
    }
}
