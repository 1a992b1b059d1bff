using System.Buffers;
using System.IO.Compression;
using System.Text;
using Matrix.Report.Formatting;
using Matrix.Terminal;

namespace Matrix.Report.Logs;

/// <summary>A line of a log.</summary>
/// <param name="CutFrom">How many bytes the line really has; null where all of it is here.</param>
internal sealed record LogText(int Number, string Text, long? CutFrom);

/// <summary>
/// Reads a log line by line, however long a line is. Only a line feed ends a line, as for <c>zcat LOG | sed -n 12p</c>: a progress bar's
/// carriage returns stay within theirs.
/// </summary>
internal sealed class LogFile(string path) : IDisposable
{
    public const int LongestLine = 2_000;

    private const int BufferSize = 64 << 10;
    private const int MostBytes = LongestLine * 4; // no character of UTF-8 has more than four

    private readonly byte[] line = ArrayPool<byte>.Shared.Rent(MostBytes);
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly GZipStream stream = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), CompressionMode.Decompress);
    private int start;
    private int end;
    private int number;

    /// <summary>What is wrong with the file, once its readable part has been read.</summary>
    public string? Damage { get; private set; }

    /// <returns>Null at the end.</returns>
    public LogText? NextLine()
    {
        var length = 0L;
        while (start < end || Fill())
        {
            var rest = buffer.AsSpan(start..end);
            var lineFeed = rest.IndexOf((byte)'\n');
            var piece = lineFeed < 0 ? rest : rest[..lineFeed];
            Keep(piece, length);
            length += piece.Length;
            start += piece.Length;
            if (lineFeed >= 0)
            {
                start++;
                return Line(length);
            }
        }

        return length > 0 ? Line(length) : null;
    }

    public void Dispose()
    {
        stream.Dispose();
        ArrayPool<byte>.Shared.Return(line);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Keep(ReadOnlySpan<byte> piece, long length)
    {
        if (length < MostBytes)
            piece[..(int)Math.Min(piece.Length, MostBytes - length)].CopyTo(line.AsSpan((int)length));
    }

    private LogText Line(long length)
    {
        number++;
        var text = Encoding.UTF8.GetString(line, 0, (int)Math.Min(length, MostBytes));
        if (text.EndsWith('\r'))
            text = text[..^1];

        return text.Length <= LongestLine && length <= MostBytes
            ? new LogText(number, text, null)
            : new LogText(number, CutText.Begin(text, LongestLine), length);
    }

    private bool Fill()
    {
        if (Damage is not null)
            return false;

        try
        {
            (start, end) = (0, stream.Read(buffer));
            return end > 0;
        }
        catch (InvalidDataException error)
        {
            Damage = error.Message;
            return false;
        }
    }
}
