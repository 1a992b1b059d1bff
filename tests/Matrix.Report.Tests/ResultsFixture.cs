using System.IO.Compression;
using System.Text;
using Matrix.Report.Rendering;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Report.Tests;

/// <summary>A results directory, written as the runner writes one, and the report of it.</summary>
public sealed class ResultsFixture : IDisposable
{
    private static readonly Lazy<Templates> SharedTemplates = new(() => PageTemplates.Load());

    private readonly TemporaryDirectory directory = new();
    private readonly List<Verdict> verdicts = [];
    private readonly List<LegResult> legs = [];
    private readonly List<LedgerEntry> ledger = [];

    public string Results => Path.Combine(directory.Path, "run");

    public string Site => Path.Combine(directory.Path, "site");

    public string Index => File.ReadAllText(Path.Combine(Site, "index.html"));

    public string Summary => File.ReadAllText(Path.Combine(Site, "summary.md"));

    /// <summary>Without a list of crates: those that were added.</summary>
    public RunManifest Manifest { get; set; } = Sample.Manifest;

    internal static Templates Templates => SharedTemplates.Value;

    public string Read(string relative) => File.ReadAllText(Path.Combine(Site, relative));

    public string PathOf(string relative) => Path.Combine(Results, relative);

    public ResultsFixture Add(Verdict verdict, params LegResult[] legsOfIt)
    {
        verdicts.Add(verdict);
        legs.AddRange(legsOfIt);
        return this;
    }

    public ResultsFixture Add(params LedgerEntry[] entries)
    {
        ledger.AddRange(entries);
        return this;
    }

    public ResultsFixture Log(string relative, string text) => Log(relative, Encoding.UTF8.GetBytes(text));

    public ResultsFixture Log(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        using var file = new GZipStream(File.Create(PathOf(relative)), CompressionLevel.Fastest);
        file.Write(bytes);
        return this;
    }

    public ResultsFixture Write()
    {
        var list = Manifest.List.Crates.Count > 0 ? Manifest.List : Manifest.List with { Crates = [.. verdicts.Select(verdict => verdict.Crate)] };
        using var writer = ResultsWriter.Create(Results, Manifest with { List = list });
        legs.ForEach(writer.Append);
        verdicts.ForEach(writer.Append);
        writer.Append(ledger);
        return this;
    }

    /// <summary>Writes an A/A sweep beside it: LLVM with LLVM.</summary>
    /// <returns>Its results directory.</returns>
    public string WriteNoise(params Verdict[] found)
    {
        var noise = Path.Combine(directory.Path, "noise");
        var manifest = Manifest with { Backends = TwoBackends.Noise, List = Manifest.List with { Crates = [.. found.Select(verdict => verdict.Crate)] } };
        using var writer = ResultsWriter.Create(noise, manifest);
        foreach (var verdict in found)
        {
            writer.Append(Sample.Passed(verdict.Crate, LegName.Llvm, new TestCounts(1)));
            writer.Append(Sample.Passed(verdict.Crate, new LegName(BackendName.Llvm.Again()), new TestCounts(1)));
            writer.Append(verdict);
        }

        return noise;
    }

    internal WrittenReport Report() => Report(Results);

    /// <param name="history">Folder of earlier sweeps; null for none.</param>
    internal WrittenReport Report(string directory, string? history = null, bool remember = false) => Report([directory], history, remember);

    internal WrittenReport Report(IReadOnlyList<string> directories, string? history = null, bool remember = false) =>
        new ReportRun(Templates).Execute(new ReportRequest(directories, history, remember, Site), CancellationToken.None);

    public void Dispose() => directory.Dispose();
}
