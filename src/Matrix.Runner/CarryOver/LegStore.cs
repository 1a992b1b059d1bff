using System.Text.Json;
using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.CarryOver;

/// <summary>What legs came to, kept between sweeps: a folder for each key, with the lines of legs.jsonl and the logs.</summary>
/// <param name="mostBytes">What all of them may hold; those used longest ago go first.</param>
internal sealed class LegStore(string folder, long mostBytes, DateTimeOffset sweep)
{
    private const string Lines = "legs.jsonl";

    /// <summary>Copies the logs of a leg to where a sweep has them. Empty where there is none.</summary>
    public IReadOnlyList<LegResult> Take(string key, ResultsPaths into)
    {
        var kept = Path.Combine(folder, key);
        try
        {
            var lines = File.ReadLines(Path.Combine(kept, Lines)).Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.LegResult)!).ToList();
            foreach (var log in lines.SelectMany(Files))
                Copy(Path.Combine(kept, log), into.Absolute(log));
            Directory.SetLastWriteTimeUtc(kept, sweep.UtcDateTime);
            return lines;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // It is not there, or not whole: then the leg is run.
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
            foreach (var file in lines.SelectMany(Files))
                Copy(from.Absolute(file), Path.Combine(partial, file));
            File.WriteAllLines(
                Path.Combine(partial, Lines),
                lines.Select(line => JsonSerializer.Serialize(line with { CarriedOver = sweep }, ResultsJson.Default.LegResult)));
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

    private static IEnumerable<string> Files(LegResult leg) =>
        leg.Phases.Select(phase => phase.Log).Concat(leg.TestList is { } list ? [list] : []).Distinct();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
