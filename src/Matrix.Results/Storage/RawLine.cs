using System.Text.Json;

namespace Matrix.Results.Storage;

/// <summary>A line of a results file as it was written, without its line feed.</summary>
/// <param name="Verdict">Of a line of <c>verdicts.jsonl</c>: by its name.</param>
public readonly record struct RawLine(string Crate, string? Verdict, ReadOnlyMemory<byte> Bytes)
{
    internal static IEnumerable<RawLine> Read(string path, Func<byte[], byte[]>? upgrade, Action cutOff)
    {
        if (!File.Exists(path))
            yield break;

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var wholeLines = JsonLinesFile.EndOfLastWholeLine(stream);
        if (wholeLines < stream.Length)
            cutOff();

        stream.Seek(0, SeekOrigin.Begin);
        foreach (var (index, line) in LineFeeds.Lines(stream, wholeLines).Index())
        {
            if (line.Length > 0)
                yield return Of(line, path, index + 1, upgrade);
        }
    }

    /// <summary>Looks at a line to its end, so that a damaged one is known at once.</summary>
    internal static RawLine Of(byte[] line, string path, int number, Func<byte[], byte[]>? upgrade = null)
    {
        try
        {
            line = upgrade is null ? line : upgrade(line);
            var (crate, verdict) = (default(string), default(string));
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;

                if (reader.ValueTextEquals("crate"u8) && reader.Read())
                    crate = reader.GetString();
                else if (reader.ValueTextEquals("verdict"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                    verdict = reader.GetString();
            }

            return new RawLine(crate ?? throw new JsonException("it does not say of which crate it is"), verdict, line);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw JsonLinesFile.Unreadable(path, number, error);
        }
    }
}
