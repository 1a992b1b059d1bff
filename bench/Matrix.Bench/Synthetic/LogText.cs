using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Matrix.Bench.Synthetic;

/// <summary>A log as it is being written.</summary>
internal sealed class LogText
{
    private readonly ArrayBufferWriter<byte> bytes = new(4096);

    public int Lines { get; private set; }

    /// <summary>The number of the line.</summary>
    public int Add(string line)
    {
        // Whoever reads the log cuts at every line feed.
        var one = line.Replace('\n', ' ');
        Encoding.UTF8.GetBytes(one, bytes);
        bytes.Write("\n"u8);
        return ++Lines;
    }

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(bytes.WrittenSpan);
    }
}
