using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs.Logs;

/// <summary>Writes the log of a phase, packed as it comes, and knows the number of every line. Once closed it is on the disk.</summary>
/// <remarks>Where the disk does not take it, every call throws a <see cref="MatrixException"/>: that is no trouble of the crate's.</remarks>
internal sealed class PhaseLog : IDisposable
{
    // Now and then, so that a killed sweep leaves all but the last moment of the log behind.
    private const int FlushEveryBytes = 256 << 10;

    private readonly FileStream file;
    [SuppressMessage("Usage", "CA2213", Justification = "its end is written in End, where that can be done; it holds nothing but memory")]
    private readonly GZipStream stream;
    private int unflushed;
    private bool isBroken;

    public PhaseLog(ResultsPaths results, string path)
    {
        Path = path;
        FileStream? opened = null;
        StorageTrouble.Guard(() => opened = Open(results.Absolute(path)));
        file = opened!;
        stream = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>Relative to the results directory.</summary>
    public string Path { get; }

    /// <summary>Lines written so far.</summary>
    public int Lines { get; private set; }

    /// <returns>The number of the line; of the first, where the text has several.</returns>
    public int WriteLine(ReadOnlySpan<byte> line)
    {
        try
        {
            Write(line);
        }
        catch (IOException error)
        {
            isBroken = true;
            throw StorageTrouble.Stops(error);
        }

        var number = Lines + 1;
        Lines = number + line.Count((byte)'\n');
        return number;
    }

    public int WriteLine(string line) => WriteLine(Encoding.UTF8.GetBytes(line));

    /// <summary>Writes a word of the tool's own that something may rest on.</summary>
    public Evidence Say(string line) => new(Path, WriteLine(line), line);

    public void Dispose()
    {
        // What broke it has been thrown already, and must not be hidden by what its end throws.
        using (file)
        {
            if (!isBroken)
                StorageTrouble.Guard(End);
        }
    }

    private static FileStream Open(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);

        // A report may be made while the sweep runs.
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        stream.Write(line);
        stream.WriteByte((byte)'\n');
        unflushed += line.Length + 1;
        if (unflushed > FlushEveryBytes)
        {
            stream.Flush();
            unflushed = 0;
        }
    }

    // The leg's line, which names the log, must not be on the disk before it.
    private void End()
    {
        stream.Dispose();
        file.Flush(flushToDisk: true);
    }
}

/// <summary>A line of a phase that builds which begins with <c>error</c>, or says how the phase failed.</summary>
/// <param name="Package">Whose compilation printed it, <c>name version</c>, where that is known.</param>
internal sealed record BuildError(Phase Phase, Evidence Evidence, string? Package = null);

/// <param name="Evidence">The line that says where it began.</param>
internal sealed record Panic(PanicSite Site, Evidence Evidence)
{
    /// <summary>The first line of what it says; null where it says nothing.</summary>
    public Evidence? Message { get; init; }
}
