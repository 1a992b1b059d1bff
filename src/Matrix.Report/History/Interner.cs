using System.Collections.Concurrent;

namespace Matrix.Report.History;

/// <summary>Gives each value a small number, the same for as long as this lives. Safe to call from several threads.</summary>
internal sealed class Interner<T>
    where T : notnull
{
    private readonly ConcurrentDictionary<T, int> numbers = new();
    private int next = -1;

    public int Count => next + 1;

    public IEnumerable<KeyValuePair<T, int>> All => numbers;

    public int Of(T value) => numbers.TryGetValue(value, out var number) ? number : numbers.GetOrAdd(value, _ => Interlocked.Increment(ref next));

    /// <summary>Null where the value has no number yet.</summary>
    public int? Find(T value) => numbers.TryGetValue(value, out var number) ? number : null;
}
