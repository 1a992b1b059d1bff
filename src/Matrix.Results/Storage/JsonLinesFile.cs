using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Matrix.Results.Storage;

/// <summary>
/// A file of JSON lines that may have been cut off in the middle of its last line. A power-off may also leave NUL bytes where a line was
/// that had not come to the disk: such a line is none.
/// </summary>
internal static class JsonLinesFile
{
    /// <summary>Opens at the end, after taking away a last line that was cut off.</summary>
    public static FileStream OpenForAppending(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            var wholeLines = EndOfLastWholeLine(file);
            if (wholeLines < file.Length)
                file.SetLength(wholeLines);
            file.Seek(0, SeekOrigin.End);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Replaces an open file's content, so that a reader sees the old or the new.</summary>
    public static void Replace<T>(ref FileStream open, IEnumerable<T> values, JsonTypeInfo<T> type)
    {
        var path = open.Name;
        ReplacedFile.Write(path, file =>
        {
            foreach (var value in values)
            {
                JsonSerializer.Serialize(file, value, type);
                file.WriteByte((byte)'\n');
            }
        });

        open.Dispose();
        open = OpenForAppending(path);
    }

    /// <summary>The values in order. A cut-off last line is left out and reported; any other line that cannot be read is an error.</summary>
    /// <param name="upgrade">From an older format; null: it is today's.</param>
    /// <exception cref="MatrixException">A line in the middle is not what it should be.</exception>
    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> type, Action cutOff, Func<byte[], byte[]>? upgrade = null)
    {
        if (!File.Exists(path))
            yield break;

        // The file may grow meanwhile: what counts is what was whole at the start.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var wholeLines = EndOfLastWholeLine(stream);
        if (wholeLines < stream.Length)
            cutOff();

        stream.Seek(0, SeekOrigin.Begin);
        foreach (var (index, line) in LineFeeds.Lines(stream, wholeLines).Index())
        {
            if (IsLost(line))
                cutOff();
            else if (line.Length > 0)
                yield return Parse(line, type, path, index + 1, upgrade);
        }
    }

    /// <summary>It never came to the disk: JSON has no NUL bytes.</summary>
    public static bool IsLost(ReadOnlySpan<byte> line) => line.Contains((byte)0);

    public static T Parse<T>(byte[] line, JsonTypeInfo<T> type, string path, int number, Func<byte[], byte[]>? upgrade = null)
    {
        try
        {
            return JsonSerializer.Deserialize(upgrade is null ? line : upgrade(line), type) ?? throw new JsonException("the line is null");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)   // the latter: which case of a closed family is not said
        {
            throw Unreadable(path, number, error);
        }
    }

    public static MatrixException Unreadable(string path, int number, Exception error) => new(
        ExitCode.Usage,
        $"{path}:{number}: {error.Message}",
        "the file was changed by hand or by another tool; restore it, or leave this directory out");

    public static long EndOfLastWholeLine(FileStream file)
    {
        var buffer = new byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            file.Seek(start, SeekOrigin.Begin);
            file.ReadExactly(buffer, 0, (int)(end - start));
            var newLine = buffer.AsSpan(0, (int)(end - start)).LastIndexOf((byte)'\n');
            if (newLine >= 0)
                return start + newLine + 1;

            end = start;
        }

        return 0;
    }
}
