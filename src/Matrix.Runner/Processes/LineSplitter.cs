namespace Matrix.Runner.Processes;

/// <summary>
/// Cuts a stream of bytes into lines, without decoding. A line longer than the buffer arrives in pieces, so memory stays flat whatever is
/// printed.
/// </summary>
internal sealed class LineSplitter(LineHandler onLine) : IOutputSink
{
    // libtest puts the whole output of a failed test into one line of JSON.
    private const int LongestLine = 8 << 20;

    private byte[] pending = new byte[16 << 10];
    private int length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var newLine = bytes.IndexOf((byte)'\n');
            if (newLine < 0)
            {
                Keep(bytes);
                return;
            }

            Finish(bytes[..newLine]);
            bytes = bytes[(newLine + 1)..];
        }
    }

    /// <summary>Hands over what stands after the last line end.</summary>
    public void Complete()
    {
        if (length > 0)
            Finish([]);
    }

    private void Finish(ReadOnlySpan<byte> rest)
    {
        if (length == 0)
        {
            onLine(TrimCarriageReturn(rest));
            return;
        }

        Keep(rest);
        onLine(TrimCarriageReturn(pending.AsSpan(0, length)));
        length = 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (length + bytes.Length > LongestLine)
        {
            var fits = LongestLine - length;
            Append(bytes[..fits]);
            onLine(pending.AsSpan(0, length));
            length = 0;
            bytes = bytes[fits..];
        }

        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > pending.Length)
            Array.Resize(ref pending, Math.Max(length + bytes.Length, pending.Length * 2));

        bytes.CopyTo(pending.AsSpan(length));
        length += bytes.Length;
    }

    private static ReadOnlySpan<byte> TrimCarriageReturn(ReadOnlySpan<byte> line) => line.EndsWith("\r"u8) ? line[..^1] : line;
}

/// <summary>Takes one line, without its end.</summary>
internal delegate void LineHandler(ReadOnlySpan<byte> line);
