using System.Buffers;

namespace Matrix.Results;

/// <summary>
/// Cuts bytes into lines at line feeds and nowhere else: a carriage return within a line (a progress bar) is a part of it, or the line
/// numbers of readers and writers would differ.
/// </summary>
internal static class LineFeeds
{
    private const int BlockSize = 64 << 10;

    /// <summary>The lines, without their ends, of the first <paramref name="length"/> bytes. What is packed and cut off ends where it was cut.</summary>
    public static IEnumerable<byte[]> Lines(Stream stream, long length = long.MaxValue)
    {
        var block = new byte[BlockSize];
        var line = new ArrayBufferWriter<byte>();
        for (int read; (read = Read(stream, block.AsSpan(0, (int)Math.Min(length, BlockSize)))) > 0; length -= read)
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(block, (byte)'\n', start, read - start)) >= 0; start = end + 1)
            {
                line.Write(block.AsSpan(start, end - start));
                yield return line.WrittenSpan.ToArray();
                line.ResetWrittenCount();
            }

            line.Write(block.AsSpan(start, read - start));
        }

        if (line.WrittenCount > 0)
            yield return line.WrittenSpan.ToArray();
    }

    private static int Read(Stream stream, Span<byte> block)
    {
        try
        {
            return stream.Read(block);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
