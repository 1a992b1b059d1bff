using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Matrix.Results.History;

/// <summary>A value for each of a few platforms. Crates of the same platforms share the names.</summary>
internal sealed class PlatformValues<T>(string[] platforms, T[] values) : IReadOnlyDictionary<string, T>
{
    public int Count => platforms.Length;

    public IEnumerable<string> Keys => platforms;

    public IEnumerable<T> Values => values;

    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"there is nothing for {key}");

    public bool ContainsKey(string key) => Array.IndexOf(platforms, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var position = Array.IndexOf(platforms, key);
        value = position < 0 ? default : values[position];
        return position >= 0;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var position = 0; position < platforms.Length; position++)
            yield return new KeyValuePair<string, T>(platforms[position], values[position]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
