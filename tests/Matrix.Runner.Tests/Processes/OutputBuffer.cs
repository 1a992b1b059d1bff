using System.Text;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Processes;

internal sealed class OutputBuffer : IOutputSink
{
    private readonly Lock gate = new();
    private readonly MemoryStream bytes = new();

    public byte[] Bytes
    {
        get
        {
            lock (gate)
                return bytes.ToArray();
        }
    }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
            this.bytes.Write(bytes);
    }

    /// <summary>For a program that tells in this way how far it is.</summary>
    public async Task<string> LineAsync(int index, CancellationToken cancellation)
    {
        while (Text.Count(character => character == '\n') <= index)
            await Task.Delay(5, cancellation);

        return Lines[index];
    }
}
