using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Matrix.Results;

/// <summary>
/// Writes a results directory as a run goes: a whole line at a time, flushed. Safe to call from several threads. Whoever holds one holds
/// the directory: a second writer is refused.
/// </summary>
public sealed class ResultsWriter : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream directoryLock;
    private readonly FileStream legs;
    private readonly FileStream speed;
    private FileStream verdicts;
    private FileStream ledger;

    private ResultsWriter(ResultsPaths paths, FileStream directoryLock, RunManifest manifest)
    {
        Paths = paths;
        this.directoryLock = directoryLock;
        legs = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Legs));
        verdicts = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Verdicts));
        ledger = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Ledger));
        speed = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Speed));
        Manifest = manifest;
        Save(manifest);
    }

    public ResultsPaths Paths { get; }

    public RunManifest Manifest { get; private set; }

    /// <summary>Makes the directory.</summary>
    /// <exception cref="MatrixException">It cannot be made, it holds results already, or another process writes to it.</exception>
    public static ResultsWriter Create(string directory, RunManifest manifest)
    {
        Make(directory);
        var paths = new ResultsPaths(Path.GetFullPath(directory));
        var directoryLock = TakeLock(paths);
        if (!File.Exists(paths.Absolute(ResultsPaths.Manifest)))
            return new ResultsWriter(paths, directoryLock, manifest);

        directoryLock.Dispose();
        throw new MatrixException(
            ExitCode.Usage,
            $"{directory} already holds the results of a run",
            "finish that run with --resume, or name another directory with --out");
    }

    /// <summary>Goes on with a run that was interrupted; what it already wrote stays.</summary>
    /// <exception cref="MatrixException">The directory is not there, or another process writes to it.</exception>
    public static ResultsWriter Resume(string directory, RunManifest manifest)
    {
        var paths = new ResultsPaths(Path.GetFullPath(directory));
        return new ResultsWriter(paths, TakeLock(paths), manifest);
    }

    public void Append(LegResult leg) => Append(legs, leg, ResultsJson.Default.LegResult);

    public void Append(Verdict verdict) => Append(verdicts, verdict, ResultsJson.Default.Verdict);

    public void Append(SpeedResult measured) => Append(speed, measured, ResultsJson.Default.SpeedResult);

    public void Append(IEnumerable<LedgerEntry> entries)
    {
        foreach (var entry in entries)
            Append(ledger, entry, ResultsJson.Default.LedgerEntry);
    }

    /// <summary>Replaces <c>run.json</c> in one step, so that a reader sees the old one or the new one.</summary>
    public void Save(RunManifest manifest)
    {
        lock (gate)
        {
            Manifest = manifest;
            var path = Paths.Absolute(ResultsPaths.Manifest);
            File.WriteAllBytes(path + ".partial", JsonSerializer.SerializeToUtf8Bytes(manifest, ResultsJson.Indented.RunManifest));
            File.Move(path + ".partial", path, overwrite: true);
        }
    }

    /// <summary>Replaces all verdicts, and what the ledger says, in one step each: the legs are judged anew.</summary>
    public void Replace(IEnumerable<Verdict> judged, IEnumerable<LedgerEntry> entries)
    {
        lock (gate)
        {
            JsonLinesFile.Replace(ref verdicts, judged, ResultsJson.Default.Verdict);
            JsonLinesFile.Replace(ref ledger, entries, ResultsJson.Default.LedgerEntry);
        }
    }

    public void Dispose()
    {
        legs.Dispose();
        verdicts.Dispose();
        ledger.Dispose();
        speed.Dispose();
        directoryLock.Dispose();
    }

    private void Append<T>(FileStream file, T value, JsonTypeInfo<T> type)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
        lock (gate)
        {
            var end = file.Position;
            try
            {
                file.Write(line);
                file.Flush();
            }
            catch (IOException)
            {
                // A full disk may take half a line; what is appended after it, once there is room again, must not join it.
                file.SetLength(end);
                file.Position = end;
                throw;
            }
        }
    }

    private static void Make(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(directory, error);
        }
    }

    private static FileStream TakeLock(ResultsPaths paths)
    {
        try
        {
            return new FileStream(paths.Absolute(ResultsPaths.Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw NotWritable(paths.Root, error);
        }
        catch (IOException)
        {
            throw new MatrixException(
                ExitCode.Usage,
                $"{paths.Root} is being written to by another process",
                "wait for it to end, or name another directory with --out");
        }
    }

    private static MatrixException NotWritable(string directory, Exception error) =>
        new(ExitCode.Usage, $"{directory} cannot be written to: {error.Message}", "name another directory with --out");
}
