using System.Text.Json;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Files;

namespace Matrix.Runner.Reuse;

/// <summary>
/// What legs came to, kept between sweeps: a folder for each key, with the lines of legs.jsonl, the logs, and the hash of each file, since
/// what a crash or a cache of somebody else's left behind must not be taken for a leg.
/// </summary>
/// <param name="mostBytes">What all of them may hold; those used longest ago go first.</param>
/// <param name="sweep">Start of the present sweep.</param>
internal sealed class LegStore(string folder, long mostBytes, DateTimeOffset sweep)
{
    private const string Lines = "legs.jsonl";
    private const string Hashes = "sha256";

    /// <summary>Copies the logs of a leg to where a sweep has them. Empty where there is none, it is not whole, or not wanted.</summary>
    public IReadOnlyList<LegResult> Take(string key, ResultsPaths into, Predicate<IReadOnlyList<LegResult>> isWanted)
    {
        var kept = Path.Combine(folder, key);
        try
        {
            if (!IsWhole(kept))
                return [];

            var lines = File.ReadLines(Path.Combine(kept, Lines)).Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.LegResult)!).ToList();
            if (!isWanted(lines))
                return [];

            foreach (var log in lines.SelectMany(Files).Where(IsOwn))
                Copy(Path.Combine(kept, log), into.Absolute(log));
            Directory.SetLastWriteTimeUtc(kept, sweep.UtcDateTime);
            return lines;
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    public void Keep(string key, IReadOnlyList<LegResult> lines, ResultsPaths from)
    {
        var place = Path.Combine(folder, key);
        var partial = Path.Combine(folder, $".{key}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(partial);
            List<string> files = [Lines, .. lines.SelectMany(Files)];
            foreach (var file in files.Skip(1))
                Copy(from.Absolute(file), Path.Combine(partial, file));
            File.WriteAllLines(
                Path.Combine(partial, Lines),
                lines.Select(line => JsonSerializer.Serialize(line with { CarriedOver = sweep }, ResultsJson.Default.LegResult)));
            File.WriteAllLines(Path.Combine(partial, Hashes), files.Select(file => $"{FileHash.Of(Path.Combine(partial, file))} {file}"));
            FolderRemoval.Remove(place);
            Directory.Move(partial, place);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Only a later sweep would have been shorter for it.
            FolderRemoval.Remove(partial);
        }
    }

    /// <summary>Removes what is too much.</summary>
    public void Trim()
    {
        if (!Directory.Exists(folder))
            return;

        var left = mostBytes;
        foreach (var kept in new DirectoryInfo(folder).EnumerateDirectories().OrderByDescending(kept => kept.LastWriteTimeUtc).ToList())
        {
            left -= kept.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            if (left < 0 || kept.Name.StartsWith('.'))
                FolderRemoval.Remove(kept.FullName);
        }
    }

    // Paths in it are ours, unless somebody else has written to the cache.
    private static bool IsOwn(string file) => file == Lines || (file.StartsWith("logs/", StringComparison.Ordinal) && !file.Contains("..", StringComparison.Ordinal));

    private static bool IsWhole(string kept) =>
        File.ReadLines(Path.Combine(kept, Hashes)).All(line => line.Split(' ', 2) is [var hash, var file] && IsOwn(file) && hash == FileHash.Of(Path.Combine(kept, file)));

    private static IEnumerable<string> Files(LegResult leg) =>
        leg.Phases.Select(phase => phase.Log).Concat(leg.TestList is { } list ? [list] : []).Distinct();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
