using System.Security.Cryptography;
using System.Text;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.RustcCache;

/// <summary>
/// Dependencies that many crates share are compiled once. A target directory that crates take over from one another would be written to by all
/// that is built in it; so the sweep compiles them itself, from what no crate can change, and hands out copies.
/// </summary>
/// <param name="work">The folder of all legs.</param>
/// <param name="sweepEnds">Others may wait for what one leg asked for, so a leg's end does not stop it.</param>
internal sealed class SharedUnits(UnitStore store, UnitCompiler compiler, Toolchain toolchain, string work, CancellationToken sweepEnds)
{
    private readonly string identity = $"{toolchain.Record.RustcVerbose}\0{string.Join('\0', toolchain.Backends.Select(backend => backend.LibrarySha256))}";
    private int made;
    private int shared;

    /// <summary>Units that were compiled to be shared.</summary>
    public int Made => Volatile.Read(ref made);

    /// <summary>How often one that was there already was handed out.</summary>
    public int Shared => Volatile.Read(ref shared);

    public LegUnits For(string legRoot) => new(new UnitCallReader(legRoot, work), AnswerAsync);

    private async Task<StoredUnit?> AnswerAsync(UnitCall unit, IReadOnlyDictionary<string, StoredUnit> dependencies, CancellationToken cancellation)
    {
        if (unit.GeneratedDirectory is not { } directory)
            return await FindAsync(unit, dependencies, generated: null, cancellation);
        if (store.Generated.Keep(directory) is not { } generated)
            return null;

        try
        {
            return await FindAsync(unit, dependencies, generated, cancellation);
        }
        finally
        {
            store.Generated.Release(generated);
        }
    }

    private async Task<StoredUnit?> FindAsync(
        UnitCall unit, IReadOnlyDictionary<string, StoredUnit> dependencies, GeneratedCopy? generated, CancellationToken cancellation)
    {
        var key = UnitKey.Of(unit, dependencies, generated?.Folder, identity);
        var (found, wasThere) = await store
            .GetAsync(key, generated, room => compiler.CompileAsync(unit, dependencies, (key, room, generated), sweepEnds))
            .WaitAsync(cancellation);
        if (found is not null)
            Interlocked.Increment(ref wasThere ? ref shared : ref made);
        return found;
    }
}

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
