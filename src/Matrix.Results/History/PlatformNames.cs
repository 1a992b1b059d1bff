using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Matrix.Results.History;

/// <summary>The names of platforms that a file has told so far, so that each is one string for all of its lines.</summary>
internal sealed class PlatformNames
{
    // A sweep has a handful; what has more is not worth looking through.
    private const int Most = 64;

    private readonly List<(byte[] Bytes, string Name)> known = [];
    private readonly List<string[]> groups = [];

    /// <param name="reader">At the name of a property, or at a string.</param>
    public string Of(ref Utf8JsonReader reader)
    {
        foreach (var (bytes, known) in known)
        {
            if (reader.ValueTextEquals(bytes))
                return known;
        }

        var name = reader.GetString() ?? throw new JsonException("the name of a platform is null");
        if (known.Count < Most)
            known.Add((Encoding.UTF8.GetBytes(name), name));
        return name;
    }

    /// <summary>The same array for the same names in the same order.</summary>
    public string[] Group(List<string> names)
    {
        foreach (var group in groups)
        {
            if (names.SequenceEqual(group))
                return group;
        }

        string[] made = [.. names];
        if (groups.Count < Most)
            groups.Add(made);
        return made;
    }
}

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
