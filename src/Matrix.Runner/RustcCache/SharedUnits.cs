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
    private readonly string identity = $"{toolchain.Record.RustcVerbose}\0{toolchain.Record.BackendSha256}";
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
