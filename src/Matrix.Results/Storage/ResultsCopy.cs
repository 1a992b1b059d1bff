namespace Matrix.Results.Storage;

/// <summary>Writes a results directory out of lines that were written before; nobody sees it before it is whole.</summary>
public sealed class ResultsCopy : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly string directory;
    private readonly Dictionary<string, FileStream> files = [];

    private ResultsCopy(string directory)
    {
        this.directory = directory;
        Paths = new ResultsPaths(directory + ".partial");
    }

    /// <summary>Where it grows.</summary>
    public ResultsPaths Paths { get; }

    /// <param name="directory">What was merged there before is replaced in the end; anything else is refused.</param>
    /// <exception cref="MatrixException">It holds something else, or cannot be written to.</exception>
    public static ResultsCopy Create(string directory)
    {
        var copy = new ResultsCopy(Path.GetFullPath(directory));
        copy.RefuseOther();
        copy.Guarded(() =>
        {
            if (Directory.Exists(copy.Paths.Root))
                Directory.Delete(copy.Paths.Root, recursive: true);

            Directory.CreateDirectory(copy.Paths.Root);
            foreach (var file in new[] { ResultsPaths.Legs, ResultsPaths.Verdicts, ResultsPaths.Ledger, ResultsPaths.Speed })
                copy.files[file] = new FileStream(copy.Paths.Absolute(file), FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferSize);
        });
        return copy;
    }

    /// <param name="file">One of <see cref="ResultsPaths"/>.</param>
    public void Append(string file, RawLine line)
    {
        try
        {
            files[file].Write(line.Bytes.Span);
            files[file].WriteByte((byte)'\n');
        }
        catch (IOException error)
        {
            throw NotWritable(error);
        }
    }

    /// <summary>Puts it where it belongs.</summary>
    public void Finish(RunManifest manifest)
    {
        Dispose();

        // Not by a writer, which would first read all that was copied.
        Guarded(() =>
        {
            ResultsWriter.WriteManifest(Paths, manifest);
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);

            Directory.Move(Paths.Root, directory);
        });
    }

    public void Dispose()
    {
        foreach (var file in files.Values)
            file.Dispose();
    }

    private void RefuseOther()
    {
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any() && !IsMerged(directory))
            throw new MatrixException(ExitCode.Usage, $"{directory} holds something that was not merged", "name another directory with --out");
    }

    private static bool IsMerged(string directory)
    {
        try
        {
            return ResultsReader.Open(directory).Manifest.Parts.Count > 0;
        }
        catch (MatrixException)
        {
            return false;
        }
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    private MatrixException NotWritable(Exception error) =>
        new(ExitCode.Usage, $"{directory} cannot be written to: {error.Message}", "make room, or name another directory with --out");
}
