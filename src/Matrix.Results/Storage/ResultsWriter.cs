using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Matrix.Results.Storage;

/// <summary>
/// Writes a results directory as a run goes: a whole line at a time, which is on the disk when the call returns. Safe to call from several
/// threads. Whoever holds one holds the directory: a second writer is refused. Where the disk does not take it, every call throws a
/// <see cref="MatrixException"/> that says so.
/// </summary>
public sealed class ResultsWriter : IDisposable
{
    private readonly Lock gate = new();
    private readonly DirectoryLock directoryLock;
    private readonly FileStream legs;
    private readonly FileStream speed;
    private FileStream verdicts;
    private FileStream ledger;

    private ResultsWriter(ResultsPaths paths, DirectoryLock directoryLock, RunManifest manifest)
    {
        Paths = paths;
        this.directoryLock = directoryLock;
        Manifest = manifest;

        // Before the first line: lines without a run.json would belong to no run.
        Save(manifest);
        try
        {
            legs = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Legs));
            verdicts = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Verdicts));
            ledger = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Ledger));
            speed = JsonLinesFile.OpenForAppending(paths.Absolute(ResultsPaths.Speed));
            FolderSync.Sync(paths.Root);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ResultsPaths Paths { get; }

    public RunManifest Manifest { get; private set; }

    /// <summary>Makes the directory.</summary>
    /// <exception cref="MatrixException">It cannot be made, it holds results already, or another process writes to it.</exception>
    public static ResultsWriter Create(string directory, RunManifest manifest)
    {
        Make(directory);
        return Open(directory, paths => File.Exists(paths.Absolute(ResultsPaths.Manifest))
            ? throw new MatrixException(
                ExitCode.Usage,
                $"{directory} already holds the results of a run",
                "finish that run with --resume, or name another directory with --out")
            : manifest);
    }

    /// <summary>Goes on with a run that was interrupted; what it already wrote stays.</summary>
    /// <exception cref="MatrixException">The directory is not there, or another process writes to it.</exception>
    public static ResultsWriter Resume(string directory, RunManifest manifest) => Open(directory, _ => manifest);

    /// <summary>As <see cref="Resume(string, RunManifest)"/>; nobody else writes to what is read here.</summary>
    /// <param name="next">Gets the manifest as it is, gives the one to go on with, or throws: then nothing was changed.</param>
    /// <exception cref="MatrixException">The directory does not hold results, or another process writes to it.</exception>
    public static ResultsWriter Resume(string directory, Func<RunManifest, RunManifest> next) =>
        Directory.Exists(directory)
            ? Open(directory, paths => next(ResultsReader.Open(directory).Manifest))
            : throw ResultsReader.NoResults(directory, "it is not there");

    /// <summary>A run was killed here before it had written anything: the directory holds nothing but the tool's own empty beginnings.</summary>
    public static bool IsUnbegun(string directory) =>
        Directory.Exists(directory)
        && Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).All(
            name => name is ResultsPaths.Lock or ResultsPaths.Claim or ResultsPaths.Manifest + ReplacedFile.PartialSuffix);

    public void Append(LegResult leg) => Append(legs, leg, ResultsJson.Default.LegResult);

    public void Append(Verdict verdict) => Append(verdicts, verdict, ResultsJson.Default.Verdict);

    public void Append(SpeedResult measured) => Append(speed, measured, ResultsJson.Default.SpeedResult);

    public void Append(IEnumerable<LedgerEntry> entries)
    {
        using var lines = new MemoryStream();
        foreach (var entry in entries)
            lines.Write(Line(entry, ResultsJson.Default.LedgerEntry));
        if (lines.Length > 0)
            Append(ledger, lines.ToArray());
    }

    /// <summary>Replaces <c>run.json</c> in one step, so that a reader sees the old one or the new one.</summary>
    public void Save(RunManifest manifest)
    {
        lock (gate)
        {
            Manifest = manifest;
            StorageTrouble.Guard(() => WriteManifest(Paths, manifest));
        }
    }

    /// <summary>
    /// Replaces all verdicts, and what the ledger says, in one step each: the legs are judged anew. Between the steps run.json names no rules,
    /// so whoever finds it like that after a kill judges once more.
    /// </summary>
    public void Replace(IEnumerable<Verdict> judged, IEnumerable<LedgerEntry> entries, string? rulesSha256)
    {
        Save(Manifest with { RulesSha256 = null });
        lock (gate)
        {
            StorageTrouble.Guard(() =>
            {
                JsonLinesFile.Replace(ref ledger, entries, ResultsJson.Default.LedgerEntry);
                JsonLinesFile.Replace(ref verdicts, judged, ResultsJson.Default.Verdict);
            });
        }

        Save(Manifest with { RulesSha256 = rulesSha256 });
    }

    /// <summary>In one step, and piece by piece into the file: it may name a million crates.</summary>
    internal static void WriteManifest(ResultsPaths paths, RunManifest manifest) =>
        ReplacedFile.Write(paths.Absolute(ResultsPaths.Manifest), file => JsonSerializer.Serialize(file, manifest, ResultsJson.Indented.RunManifest));

    public void Dispose()
    {
        // Some are null where it could not be opened.
        legs?.Dispose();
        verdicts?.Dispose();
        ledger?.Dispose();
        speed?.Dispose();
        directoryLock.Dispose();
    }

    internal static MatrixException NotWritable(string directory, Exception error) => StorageTrouble.IsOf(error)
        ? StorageTrouble.Stops(error)
        : new(ExitCode.Usage, $"{directory} cannot be written to: {error.Message}", "name another directory with --out");

    private static ResultsWriter Open(string directory, Func<ResultsPaths, RunManifest> manifest)
    {
        var paths = new ResultsPaths(Path.GetFullPath(directory));
        var directoryLock = DirectoryLock.Take(paths);
        ResultsWriter? writer = null;
        try
        {
            RefuseOlderFormat(directory, paths);
            writer = new ResultsWriter(paths, directoryLock, manifest(paths));
            writer.DropUnjudgedLedger();
            return writer;
        }
        catch (Exception error)
        {
            writer?.Dispose();
            directoryLock.Dispose();
            if (error is IOException or UnauthorizedAccessException)
                throw NotWritable(directory, error);
            throw;
        }
    }

    // Its lines and today's would stand in one file.
    private static void RefuseOlderFormat(string directory, ResultsPaths paths)
    {
        if (File.Exists(paths.Absolute(ResultsPaths.Manifest)) && ResultsReader.Open(directory).IsOfOlderFormat)
            throw new MatrixException(ExitCode.Usage, $"{directory} is of an older format, which is only read", $"./matrix merge {directory} --out DIR writes it as today's; an unfinished sweep is begun anew");
    }

    // A kill between a crate's ledger and its verdict: the crate is judged again, and writes its ledger again.
    private void DropUnjudgedLedger()
    {
        var judged = Read(ResultsPaths.Verdicts, ResultsJson.Default.Verdict).Select(verdict => verdict.Crate).ToHashSet(StringComparer.Ordinal);
        var kept = Read(ResultsPaths.Ledger, ResultsJson.Default.LedgerEntry).ToLookup(entry => judged.Contains(entry.Crate));
        if (kept.Contains(false))
            JsonLinesFile.Replace(ref ledger, kept[true], ResultsJson.Default.LedgerEntry);
    }

    private IEnumerable<T> Read<T>(string file, JsonTypeInfo<T> type) => JsonLinesFile.Read(Paths.Absolute(file), type, () => { });

    private void Append<T>(FileStream file, T value, JsonTypeInfo<T> type) => Append(file, Line(value, type));

    private void Append(FileStream file, byte[] lines)
    {
        lock (gate)
            StorageTrouble.Guard(() => AppendWhole(file, lines));
    }

    private static void AppendWhole(FileStream file, byte[] lines)
    {
        var end = file.Position;
        try
        {
            file.Write(lines);

            // What is appended later, to this file or another, rests on these lines.
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // A full disk may take half a line; what is appended after it, once there is room again, must not join it.
            file.SetLength(end);
            file.Position = end;
            throw;
        }
    }

    private static byte[] Line<T>(T value, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];

    private static void Make(string directory)
    {
        try
        {
            var made = Directory.CreateDirectory(directory);
            if (made.Parent is { } parent)
                FolderSync.Sync(parent.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(directory, error);
        }
    }
}
