using System.IO.Compression;

namespace Matrix.Results.History;

/// <summary>
/// The lines of a gzip file, one at a time in a buffer of its own: a history has half a million, and an array for each would be most of
/// what reading it leaves behind.
/// </summary>
internal sealed class PackedLines(string path) : IDisposable
{
    private readonly GZipStream stream = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), CompressionMode.Decompress);
    private byte[] buffer = new byte[64 << 10];
    private int start;
    private int end;

    /// <summary>Whether the last line given had its line feed; if not, it may have been cut off.</summary>
    public bool IsWhole { get; private set; }

    /// <param name="line">Without its line feed; holds until the next call.</param>
    /// <returns>False at the end, and where the file is cut off or damaged.</returns>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var lineFeed = buffer.AsSpan((start + searched)..end).IndexOf((byte)'\n');
            if (lineFeed >= 0)
                return Give(searched + lineFeed, isWhole: true, out line);

            searched = end - start;
            if (!Fill())
                return Give(searched, isWhole: false, out line) && searched > 0;
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Give(int length, bool isWhole, out ReadOnlySpan<byte> line)
    {
        line = buffer.AsSpan(start, length);
        start += isWhole ? length + 1 : length;
        IsWhole = isWhole;
        return true;
    }

    private bool Fill()
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);

        try
        {
            var read = stream.Read(buffer.AsSpan(end));
            end += read;
            return read > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
