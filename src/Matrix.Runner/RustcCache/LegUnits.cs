using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Matrix.Runner.RustcCache;

/// <summary>What one leg has of the shared units, and how it gets them.</summary>
/// <param name="find">The unit of a call, compiled now where it is not there; null where the leg has to compile it.</param>
internal sealed class LegUnits(
    UnitCallReader reader,
    Func<UnitCall, IReadOnlyDictionary<string, StoredUnit>, CancellationToken, Task<StoredUnit?>> find)
{
    // By the name of each of its files: what cargo then names as a dependency.
    private readonly ConcurrentDictionary<string, StoredUnit> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StoredUnit, bool> held = [];
    private int taken;

    /// <summary>Units that this leg did not compile itself.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <returns>What the shim is to take in place of compiling it; null where it has to.</returns>
    public async Task<ShimAnswer?> AnswerAsync(ShimCall call, CancellationToken cancellation)
    {
        if (reader.Read(call) is not { } unit || Dependencies(unit) is not { } dependencies)
            return null;
        if (await find(unit, dependencies, cancellation) is not { } found)
            return null;

        Take(found);
        return Answer(unit, found);
    }

    // What the leg compiled itself nobody else may be given, nor what was compiled against it.
    private Dictionary<string, StoredUnit>? Dependencies(UnitCall unit)
    {
        var dependencies = new Dictionary<string, StoredUnit>(StringComparer.Ordinal);
        foreach (var file in unit.Dependencies)
        {
            if (!known.TryGetValue(file, out var dependency) || !Directory.Exists(dependency.Folder))
                return null;

            Hold(dependency);
            dependencies[file] = dependency;
        }

        return dependencies;
    }

    private void Take(StoredUnit unit)
    {
        Hold(unit);
        foreach (var file in unit.Files)
            known[file] = unit;
        Interlocked.Increment(ref taken);
    }

    private void Hold(StoredUnit unit)
    {
        if (held.TryAdd(unit, true))
            unit.Hold();
    }

    /// <summary>Nobody asks any more.</summary>
    public void ReleaseAll()
    {
        foreach (var unit in held.Keys)
            unit.Release();
        held.Clear();
    }

    private static ShimAnswer.Take Answer(UnitCall unit, StoredUnit found)
    {
        var texts = found.Files.Where(IsText).ToImmutableSortedDictionary(
            name => name, name => AsIfMadeHere(unit, found, File.ReadAllText(Path.Combine(found.Folder, name))), StringComparer.Ordinal);
        var files = found.Files.Where(name => !IsText(name)).ToImmutableSortedDictionary(
            name => name, name => Path.Combine(found.Folder, name), StringComparer.Ordinal);
        return new ShimAnswer.Take(unit.OutDirectory, files, texts, AsIfMadeHere(unit, found, found.Printed));
    }

    // Of all its files only this one says where it was made.
    private static bool IsText(string name) => name.EndsWith(".d", StringComparison.Ordinal);

    private static string AsIfMadeHere(UnitCall unit, StoredUnit found, string text)
    {
        var here = text.Replace(found.Folder, unit.OutDirectory, StringComparison.Ordinal);
        return found.Generated is { } copy && unit.GeneratedDirectory is { } own ? here.Replace(copy.Folder, own, StringComparison.Ordinal) : here;
    }
}
