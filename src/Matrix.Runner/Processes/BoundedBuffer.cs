using System.Buffers;
using System.Text;

namespace Matrix.Runner.Processes;

/// <summary>Keeps the beginning and the end of an output, however long it is.</summary>
internal sealed class BoundedBuffer : IOutputSink
{
    private const int Part = 512 << 10;

    private readonly ArrayBufferWriter<byte> head = new();
    // A ring, once it is full: the oldest byte is overwritten first.
    private byte[] tail = [];
    private long beyondHead;

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
        if (beyondHead > Part)
            sink.Write(Encoding.UTF8.GetBytes($"\n==> {beyondHead - Part} bytes are left out here\n"));
        sink.Write(Tail());
    }

    public override string ToString() => Encoding.UTF8.GetString(head.WrittenSpan) + Encoding.UTF8.GetString(Tail());

    private void KeepLast(ReadOnlySpan<byte> bytes)
    {
        if (tail.Length == 0)
            tail = new byte[Part];

        var skipped = Math.Max(0, bytes.Length - Part);
        beyondHead += skipped;
        for (bytes = bytes[skipped..]; !bytes.IsEmpty;)
        {
            var place = (int)(beyondHead % Part);
            var fits = Math.Min(bytes.Length, Part - place);
            bytes[..fits].CopyTo(tail.AsSpan(place));
            beyondHead += fits;
            bytes = bytes[fits..];
        }
    }

    private byte[] Tail()
    {
        var place = (int)(beyondHead % Part);
        return beyondHead <= Part ? tail[..(int)beyondHead] : [.. tail.AsSpan(place), .. tail.AsSpan(0, place)];
    }
}
