using System.Collections.Immutable;

namespace Matrix.Runner.RustcCache;

/// <summary>A dependency that was compiled once, for all crates whose call of rustc is the same in all that matters.</summary>
/// <param name="key">Of all that decided what it is, lower-case hex.</param>
/// <param name="folder">Of its files; read-only for foreign code.</param>
/// <param name="dependencies">The units that it was compiled against, directly.</param>
internal sealed class StoredUnit(string key, string folder, ImmutableArray<StoredUnit> dependencies)
{
    private int holders;
    private long lastUsed;

    public string Key => key;

    public string Folder => folder;

    /// <summary>
    /// How often a unit of this key had been made and removed before it. A compiler or a procedural macro may not make the same twice, and what
    /// was compiled against one does not fit the other.
    /// </summary>
    public int Generation { get; set; }

    public ImmutableArray<StoredUnit> Dependencies => dependencies;

    /// <summary>Names of its files.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>What rustc printed.</summary>
    public required string Printed { get; init; }

    /// <summary>The copy of OUT_DIR that it was compiled with.</summary>
    public GeneratedCopy? Generated { get; init; }

    public required long Bytes { get; init; }

    public bool IsHeld => Volatile.Read(ref holders) > 0;

    /// <summary>Milliseconds, to be compared with others'.</summary>
    public long LastUsed => Volatile.Read(ref lastUsed);

    /// <summary>It is in use: it stays.</summary>
    public void Hold()
    {
        Interlocked.Increment(ref holders);
        Volatile.Write(ref lastUsed, Environment.TickCount64);
    }

    public void Release() => Interlocked.Decrement(ref holders);

    /// <summary>With all that they depend on themselves, each once.</summary>
    public static IEnumerable<StoredUnit> WithDependencies(IEnumerable<StoredUnit> units)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<StoredUnit>(units);
        while (left.TryPop(out var unit))
        {
            if (!seen.Add(unit.Key))
                continue;

            yield return unit;
            foreach (var dependency in unit.Dependencies)
                left.Push(dependency);
        }
    }
}
