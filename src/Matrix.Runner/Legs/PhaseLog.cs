using System.IO.Compression;
using System.Text;
using Matrix.Results;

namespace Matrix.Runner.Legs;

/// <summary>Writes the log of a phase, packed as it comes, and knows the number of every line.</summary>
internal sealed class PhaseLog : IDisposable
{
    // Now and then, so that a killed sweep leaves all but the last moment of the log behind.
    private const int FlushEveryBytes = 256 << 10;

    private readonly GZipStream stream;
    private int unflushed;

    public PhaseLog(ResultsPaths results, string path)
    {
        Path = path;
        var absolute = results.Absolute(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(absolute)!);

        // A report may be made while the sweep runs.
        stream = new GZipStream(new FileStream(absolute, FileMode.Create, FileAccess.Write, FileShare.Read), CompressionLevel.Fastest);
    }

    /// <summary>Relative to the results directory.</summary>
    public string Path { get; }

    /// <summary>Lines written so far.</summary>
    public int Lines { get; private set; }

    /// <returns>The number of the line; of the first, where the text has several.</returns>
    public int WriteLine(ReadOnlySpan<byte> line)
    {
        stream.Write(line);
        stream.WriteByte((byte)'\n');
        unflushed += line.Length + 1;
        if (unflushed > FlushEveryBytes)
        {
            stream.Flush();
            unflushed = 0;
        }

        var number = Lines + 1;
        Lines = number + line.Count((byte)'\n');
        return number;
    }

    public int WriteLine(string line) => WriteLine(Encoding.UTF8.GetBytes(line));

    public void Dispose() => stream.Dispose();
}
