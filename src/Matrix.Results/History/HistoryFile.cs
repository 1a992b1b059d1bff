using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Matrix.Results.History;

/// <summary>A sweep of the past: JSON lines, gzip. The first line is a <see cref="PastSweep"/>, each other a <see cref="PastCrate"/>.</summary>
public static class HistoryFile
{
    public const string Extension = ".sweep.jsonl.gz";

    /// <summary>Sorts as the sweeps do.</summary>
    public static string NameOf(PastSweep sweep) => $"{sweep.Start.UtcDateTime:yyyyMMdd-HHmmss}{Extension}";

    /// <summary>Writes in one step: a reader sees the whole file or none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(string path, PastSweep sweep, IEnumerable<PastCrate> crates)
    {
        using (var stream = new GZipStream(File.Create(path + ".partial"), CompressionLevel.Optimal))
        {
            Write(stream, sweep, HistoryJson.Default.PastSweep);
            foreach (var crate in crates)
                Write(stream, crate, HistoryJson.Default.PastCrate);
        }

        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>The sweep, then each crate as it is read. A file that was cut off ends where it was cut.</summary>
    /// <exception cref="MatrixException">It is not a history file, or a newer version of the tool wrote it.</exception>
    public static PastSweep Read(string path, Action<PastCrate> onCrate)
    {
        try
        {
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return Read(stream, path, onCrate);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            throw Unreadable(path, error.Message);
        }
    }

    private static PastSweep Read(Stream stream, string path, Action<PastCrate> onCrate)
    {
        PastSweep? sweep = null;
        var read = 0;
        foreach (var line in LineFeeds.Lines(stream))
        {
            if (sweep is null)
                sweep = Header(line, path);
            else if (read++ < sweep.Crates)
                onCrate(Parse(line, HistoryJson.Default.PastCrate));
        }

        return sweep ?? throw Unreadable(path, "it is empty");
    }

    private static PastSweep Header(byte[] line, string path)
    {
        using var document = JsonDocument.Parse(line);
        var format = document.RootElement.TryGetProperty("format", out var value) && value.TryGetInt32(out var number) ? number : 0;
        return format is >= 1 and <= PastSweep.CurrentFormat
            ? Parse(line, HistoryJson.Default.PastSweep)
            : throw Unreadable(path, $"format {format} is not one that this version reads (1 to {PastSweep.CurrentFormat})");
    }

    private static T Parse<T>(byte[] line, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(line, type) ?? throw new JsonException("a line is null");

    private static void Write<T>(Stream stream, T value, JsonTypeInfo<T> type)
    {
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(value, type));
        stream.WriteByte((byte)'\n');
    }

    private static MatrixException Unreadable(string path, string why) =>
        new(ExitCode.Usage, $"{path}: {why}", "take the file out of the history, or read it with the version of Cranelift Matrix that wrote it");
}
