using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Matrix.Results.Storage;

namespace Matrix.Results.History;

/// <summary>A sweep of the past: JSON lines, gzip. The first line is a <see cref="PastSweep"/>, each other a <see cref="PastCrate"/>.</summary>
public static class HistoryFile
{
    public const string Extension = ".sweep.jsonl.gz";

    /// <summary>Sorts as the sweeps do.</summary>
    /// <param name="nth">Of those that began in the same second.</param>
    public static string NameOf(PastSweep sweep, int nth = 1) => $"{sweep.Start.UtcDateTime:yyyyMMdd-HHmmss}{(nth == 1 ? "" : $"-{nth}")}{Extension}";

    /// <summary>Writes in one step: a reader sees the whole file or none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    /// <exception cref="ArgumentException">There are not as many crates as the sweep says.</exception>
    public static void Write(string path, PastSweep sweep, IEnumerable<PastCrate> crates)
    {
        ReplacedFile.Write(path, file =>
        {
            using var stream = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
            Write(stream, sweep, crates);
        });
    }

    /// <summary>The sweep, then each crate as it is read. A file that was cut off ends where it was cut.</summary>
    /// <exception cref="MatrixException">It is not a history file, or a newer version of the tool wrote it.</exception>
    public static PastSweep Read(string path, Action<PastCrate> onCrate) => Read(path, _ => onCrate);

    /// <summary>The sweep without its crates.</summary>
    /// <exception cref="MatrixException">As of <see cref="Read(string, Action{PastCrate})"/>.</exception>
    public static PastSweep ReadSweep(string path) => Read(path, _ => null);

    /// <summary>As <see cref="Read(string, Action{PastCrate})"/>; the sweep is known before its first crate.</summary>
    /// <param name="open">Gives what takes the crates; null: nobody wants them.</param>
    public static PastSweep Read(string path, Func<PastSweep, Action<PastCrate>?> open)
    {
        using var lines = Guarded(path, () => new PackedLines(path));
        var sweep = Guarded(path, () => Header(lines));
        var crates = new PastCrateReader(sweep.Causes.Count);

        Func<PastCrate?> next = () => Next(lines, crates);

        // What the caller's code throws is not the file's fault.
        var onCrate = open(sweep);
        for (var read = 0; onCrate is not null && read < sweep.Crates && Guarded(path, next) is { } crate; read++)
            onCrate(crate);

        return sweep;
    }

    private static PastSweep Header(PackedLines lines)
    {
        if (!lines.Next(out var line))
            throw new JsonException("there is no first line in it: it is empty, or damaged, or not a history file");

        RefuseOtherFormat(line);
        var sweep = JsonSerializer.Deserialize(line, HistoryJson.Default.PastSweep) ?? throw new JsonException("it is null");
        // What is not there is null here: the serializer's code for required members passes over what the type says.
        sweep = sweep with { Causes = sweep.Causes ?? [] };
        return sweep.Runs is null || sweep.Runs.Contains(null!) || sweep.Causes.Contains(null!) ? throw new JsonException("a run or a cause is null") : sweep;
    }

    // Null: the end.
    private static PastCrate? Next(PackedLines lines, PastCrateReader crates)
    {
        if (!lines.Next(out var line))
            return null;

        try
        {
            return crates.Read(line);
        }
        catch (JsonException) when (!lines.IsWhole)
        {
            return null;
        }
    }

    private static void RefuseOtherFormat(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("its first line is not an object");

        var says = document.RootElement.TryGetProperty("format", out var value) && value.ValueKind == JsonValueKind.Number;
        var format = says && value.TryGetInt32(out var number) ? number : 0;
        if (format is < 1 or > PastSweep.CurrentFormat)
            throw new JsonException($"format {format} is not one that this version reads (1 to {PastSweep.CurrentFormat})");
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            throw Unreadable(path, error.Message);
        }
    }

    private static void Write(Stream stream, PastSweep sweep, IEnumerable<PastCrate> crates)
    {
        Write(stream, sweep, HistoryJson.Default.PastSweep);
        var written = 0;
        foreach (var crate in crates)
        {
            Write(stream, crate, HistoryJson.Default.PastCrate);
            written++;
        }

        if (written != sweep.Crates)
            throw new ArgumentException($"the sweep says {sweep.Crates} crates, and there are {written}", nameof(sweep));
    }

    private static void Write<T>(Stream stream, T value, JsonTypeInfo<T> type)
    {
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(value, type));
        stream.WriteByte((byte)'\n');
    }

    private static MatrixException Unreadable(string path, string why) =>
        new(ExitCode.Usage, $"{path}: {why}", "take the file out of the history, or read it with the version of Cranelift Matrix that wrote it");
}

/// <summary>The one place that says how history files are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PastSweep))]
[JsonSerializable(typeof(PastCrate))]
internal sealed partial class HistoryJson : JsonSerializerContext;
