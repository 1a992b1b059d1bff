using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Matrix.Results.Storage;

/// <summary>
/// Where each crate's lines stand in a <c>legs.jsonl</c>, so that a crate's legs are read when they are asked for and never all at once.
/// Safe to call from several threads.
/// </summary>
public sealed class LegIndex
{
    private readonly string path;
    private readonly Dictionary<string, List<Place>> places = new(StringComparer.Ordinal);

    private readonly Func<byte[], byte[]>? upgrade;

    private LegIndex(string path, FormatUpgrade? upgrade)
    {
        this.path = path;
        this.upgrade = upgrade is null ? null : line => upgrade.Line(ResultsPaths.Legs, line);
    }

    internal static LegIndex Of(string path, FormatUpgrade? upgrade, Action cutOff)
    {
        var index = new LegIndex(path, upgrade);
        if (!File.Exists(path))
            return index;

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var wholeLines = JsonLinesFile.EndOfLastWholeLine(stream);
        if (wholeLines < stream.Length)
            cutOff();

        stream.Seek(0, SeekOrigin.Begin);
        index.Add(stream, wholeLines, cutOff);
        return index;
    }

    /// <summary>The crate's legs and repeats, without targets, tests, observations and commands. What was done again after a kill is there once (<see cref="EffectiveLegs"/>).</summary>
    /// <exception cref="MatrixException">A line is not what it should be.</exception>
    public IReadOnlyList<LegResult> Of(string crate)
    {
        if (!places.TryGetValue(crate, out var ofCrate))
            return [];

        // Opened for each crate: a sweep may have more shards than a process may have files open.
        using var file = Open(ofCrate[0]);
        return EffectiveLegs.Of(ofCrate.Select(place => Read(file, place)));
    }

    private void Add(Stream stream, long wholeLines, Action cutOff)
    {
        var offset = 0L;
        var number = 0;
        foreach (var line in LineFeeds.Lines(stream, wholeLines))
        {
            number++;
            if (JsonLinesFile.IsLost(line))
            {
                cutOff();
            }
            else if (line.Length > 0)
            {
                var crate = RawLine.Of(line, path, number).Crate;
                if (!places.TryGetValue(crate, out var ofCrate))
                    places.Add(crate, ofCrate = []);

                ofCrate.Add(new Place(offset, line.Length, number));
            }

            offset += line.Length + 1;
        }
    }

    private SafeFileHandle Open(Place first)
    {
        try
        {
            return File.OpenHandle(path, share: FileShare.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JsonLinesFile.Unreadable(path, first.Line, error);
        }
    }

    private LegResult Read(SafeFileHandle file, Place place)
    {
        var line = new byte[place.Length];
        for (int read = 0, more; read < line.Length; read += more)
        {
            more = RandomAccess.Read(file, line.AsSpan(read), place.Offset + read);
            if (more == 0)
                throw JsonLinesFile.Unreadable(path, place.Line, new JsonException("the file has become shorter meanwhile"));
        }

        return JsonLinesFile.Parse(line, ResultsJson.LegOutline, path, place.Line, upgrade);
    }

    private readonly record struct Place(long Offset, int Length, int Line);
}
