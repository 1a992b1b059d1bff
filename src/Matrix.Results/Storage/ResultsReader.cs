using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Matrix.Results.Storage;

public sealed class ResultsReader
{
    private readonly HashSet<string> cutOff = [];

    private readonly FormatUpgrade? upgrade;

    private ResultsReader(ResultsPaths paths, RunManifest manifest, FormatUpgrade? upgrade)
    {
        Paths = paths;
        Manifest = manifest;
        this.upgrade = upgrade;
    }

    public ResultsPaths Paths { get; }

    public RunManifest Manifest { get; }

    /// <summary>An earlier version wrote it: what is read from it is in the words of today.</summary>
    public bool IsOfOlderFormat => upgrade is not null;

    /// <summary>How many files read so far ended in the middle of a line: the run was killed, or still writes.</summary>
    public int CutOffLines => cutOff.Count;

    /// <exception cref="MatrixException">No results are there, they cannot be read, or a newer version of the tool wrote them.</exception>
    public static ResultsReader Open(string directory)
    {
        var paths = new ResultsPaths(Path.GetFullPath(directory));
        var path = paths.Absolute(ResultsPaths.Manifest);
        try
        {
            var bytes = File.ReadAllBytes(path);
            var upgrade = FormatUpgrade.From(FormatOf(bytes, path));
            var manifest = JsonSerializer.Deserialize(upgrade is null ? bytes : upgrade.Manifest(bytes), ResultsJson.Default.RunManifest);
            return IsWhole(manifest) ? new ResultsReader(paths, manifest, upgrade) : throw new JsonException("something in it is null that must not be");
        }
        catch (JsonException error)
        {
            throw new MatrixException(ExitCode.Usage, $"{path}: {error.Message}", "this is not the run.json of a results directory");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NoResults(directory, error.Message);
        }
    }

    internal static MatrixException NoResults(string directory, string why) =>
        new(ExitCode.Usage, $"{directory} is not a results directory: {why}", "name a directory that `./matrix sweep` wrote");

    public IEnumerable<LegResult> Legs() => Lines(ResultsPaths.Legs, ResultsJson.Default.LegResult);

    /// <summary>The legs by crate, for results that are too many to be held at once.</summary>
    public LegIndex IndexLegs() => LegIndex.Of(Paths.Absolute(ResultsPaths.Legs), upgrade, () => cutOff.Add(ResultsPaths.Legs));

    /// <summary>One per crate: where a crate has several, the last one counts.</summary>
    public IEnumerable<Verdict> Verdicts() =>
        AllVerdicts().GroupBy(verdict => verdict.Crate).Select(group => group.Last());

    /// <summary>As <see cref="Verdicts"/>, with those that a later one of the same crate replaces.</summary>
    public IEnumerable<Verdict> AllVerdicts() => Lines(ResultsPaths.Verdicts, ResultsJson.Default.Verdict);

    public IEnumerable<LedgerEntry> Ledger() => Lines(ResultsPaths.Ledger, ResultsJson.Default.LedgerEntry);

    /// <summary>One per crate: where a crate has several, the last one counts.</summary>
    public IEnumerable<SpeedResult> Speed() =>
        Lines(ResultsPaths.Speed, ResultsJson.Default.SpeedResult).GroupBy(speed => speed.Crate).Select(group => group.Last());

    /// <summary>The lines of one of the files as they were written (an older format: as they are written now), and of which crate they are.</summary>
    /// <param name="file">One of <see cref="ResultsPaths"/>.</param>
    /// <exception cref="MatrixException">A line is not what it should be.</exception>
    public IEnumerable<RawLine> RawLines(string file) => RawLine.Read(Paths.Absolute(file), upgrade is null ? null : line => upgrade.Line(file, line), () => cutOff.Add(file));

    /// <summary>Every test of a leg.</summary>
    public IEnumerable<TestResult> Tests(LegResult leg) => leg.TestList is null ? [] : TestListFile.Read(Paths.Absolute(leg.TestList));

    /// <summary>The lines of a log, unpacked. A log that was cut off ends where it was cut.</summary>
    public IEnumerable<string> LogLines(string log) => LogBytes(log).Select(Encoding.UTF8.GetString);

    /// <summary>As <see cref="LogLines"/>, but as they were written.</summary>
    public IEnumerable<byte[]> LogBytes(string log)
    {
        using var stream = new GZipStream(File.OpenRead(Paths.Absolute(log)), CompressionMode.Decompress);
        foreach (var line in LineFeeds.Lines(stream))
            yield return line;
    }

    private IEnumerable<T> Lines<T>(string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonLinesFile.Read(Paths.Absolute(file), type, () => cutOff.Add(file), upgrade is null ? null : line => upgrade.Line(file, line));

    // The serializer passes over what the types say of null.
    private static bool IsWhole([NotNullWhen(true)] RunManifest? manifest) => manifest is
    {
        ToolVersion: not null,
        Toolchain: { Name: not null, Rustc: not null, Host: not null },
        Backends.Count: > 1,
        Platform: { Os: not null, Arch: not null },
        List: { Name: not null, Sha256: not null, Crates: not null },
        Settings.Limits: not null,
        Plan: null or { Sha256: not null, Shards: not null },
    } && manifest.Parts.All(part => part is not null) && manifest.Backends.All(backend => backend is { Title: not null, CodegenBackend: not null });

    private static int FormatOf(byte[] manifest, string path)
    {
        using var document = JsonDocument.Parse(manifest);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("it is not an object");

        var says = document.RootElement.TryGetProperty("format", out var value) && value.ValueKind == JsonValueKind.Number;
        var format = says && value.TryGetInt32(out var number) ? number : 0;
        return format is >= 1 and <= RunManifest.CurrentFormat ? format : throw new MatrixException(
            ExitCode.Usage,
            $"{path}: format {format} is not one that this version reads (1 to {RunManifest.CurrentFormat})",
            "read it with the version of Cranelift Matrix that wrote it, or a newer one");
    }
}
