using System.Collections.Concurrent;
using Matrix.Runner.Files;

namespace Matrix.Runner.RustcCache;

/// <summary>The units of a sweep, each made once, and no more of them than fit.</summary>
/// <param name="folder">Of the store; read-only for foreign code.</param>
/// <param name="mostBytes">What all units, and what was generated for them, may hold together; those that nobody uses and that were used longest ago go first.</param>
internal sealed class UnitStore(string folder, long mostBytes)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<StoredUnit?>>> units = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> generations = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<StoredUnit> kept = [];
    private long bytes;

    public string Folder => folder;

    public GeneratedFiles Generated { get; } = new(Path.Combine(folder, "generated"), Path.Combine(folder, "staging"));

    /// <summary>What an earlier start left is not known any more, and goes.</summary>
    public static UnitStore Create(string folder, long mostBytes)
    {
        FolderRemoval.Remove(folder);
        foreach (var part in new[] { "units", "generated", "staging" })
            Directory.CreateDirectory(Path.Combine(folder, part));
        return new UnitStore(folder, mostBytes);
    }

    public void Remove() => FolderRemoval.Remove(folder);

    /// <summary>The unit of that key. Whoever asks first has it made, all others wait; null where it cannot be made apart from its leg.</summary>
    /// <param name="generated">What it is compiled with; held by the caller until this returns, by the unit as long as it is there.</param>
    /// <param name="make">Takes the unit's own folder.</param>
    /// <returns>And whether it was there before.</returns>
    public async Task<(StoredUnit? Unit, bool WasThere)> GetAsync(string key, GeneratedCopy? generated, Func<string, Task<StoredUnit?>> make)
    {
        var mine = new Lazy<Task<StoredUnit?>>(() => MakeAsync(key, generated, make));
        var found = units.GetOrAdd(key, mine);
        return (await found.Value, found != mine);
    }

    // Up to its first await this runs within the call of who asked first: what was generated is still held.
    private async Task<StoredUnit?> MakeAsync(string key, GeneratedCopy? generated, Func<string, Task<StoredUnit?>> make)
    {
        if (generated is not null)
            Generated.Hold(generated);
        var own = Path.Combine(folder, "units", key);
        Directory.CreateDirectory(own);
        if (await TryAsync(() => make(own)) is not { } unit)
        {
            FolderRemoval.Remove(own);
            if (generated is not null)
                Generated.Release(generated);
            return null;
        }

        unit.Generation = generations.AddOrUpdate(key, 0, (_, before) => before + 1);

        // Not to be taken away before the first who asked has it.
        unit.Hold();
        Keep(unit);
        unit.Release();
        return unit;
    }

    // Whatever stands in the way here (a full disk) the leg that asked will meet itself, and say so.
    private static async Task<StoredUnit?> TryAsync(Func<Task<StoredUnit?>> make)
    {
        try
        {
            return await make();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep(StoredUnit unit)
    {
        lock (gate)
        {
            kept.Add(unit);
            bytes += unit.Bytes;
            foreach (var old in kept.Where(other => !other.IsHeld).OrderBy(other => other.LastUsed).TakeWhile(_ => bytes + Generated.Bytes > mostBytes).ToList())
                Remove(old);
        }
    }

    // Whoever has just been promised it finds no file, and compiles it itself.
    private void Remove(StoredUnit unit)
    {
        kept.Remove(unit);
        bytes -= unit.Bytes;
        units.TryRemove(unit.Key, out _);
        FolderRemoval.Remove(Path.GetDirectoryName(unit.Folder)!);
        if (unit.Generated is { } generated)
            Generated.Release(generated);
    }
}
