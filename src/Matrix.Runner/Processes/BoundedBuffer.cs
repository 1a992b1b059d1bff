using System.Buffers;
using System.Text;

namespace Matrix.Runner.Processes;

/// <summary>Keeps the beginning and the end of an output, however long it is.</summary>
internal sealed class BoundedBuffer : IOutputSink
{
    private const int Part = 512 << 10;

    private readonly ArrayBufferWriter<byte> head = new();
    private byte[] tail = [];
    private long dropped;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var fits = Math.Min(bytes.Length, Part - head.WrittenCount);
        head.Write(bytes[..fits]);
        if (fits < bytes.Length)
            KeepLast(bytes[fits..]);
    }

    public void CopyTo(IOutputSink sink)
    {
        sink.Write(head.WrittenSpan);
        if (dropped > 0)
            sink.Write(Encoding.UTF8.GetBytes($"\n==> {dropped} bytes are left out here\n"));
        sink.Write(tail);
    }

    public override string ToString() => Encoding.UTF8.GetString(head.WrittenSpan) + Encoding.UTF8.GetString(tail);

    private void KeepLast(ReadOnlySpan<byte> bytes)
    {
        byte[] joined = [.. tail, .. bytes];
        var excess = Math.Max(0, joined.Length - Part);
        dropped += excess;
        tail = joined[excess..];
    }
}
