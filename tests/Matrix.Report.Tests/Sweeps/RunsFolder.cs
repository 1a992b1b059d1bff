using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.Report.Tests.Sweeps;

/// <summary>A folder of results directories, written as the runner writes them.</summary>
internal sealed class RunsFolder : IDisposable
{
    public const string Linux = "linux-x86_64";
    public const string LinuxArm = "linux-aarch64";
    public const string MacIntel = "macos-x86_64";
    public const string Mac = "macos-aarch64";

    private readonly TemporaryDirectory directory = new();
    private int written;

    public string Path => directory.Path;

    /// <param name="minutes">After the first run.</param>
    public static RunManifest Manifest(string platform = Linux, string? shard = null, int minutes = 0) => Sample.Manifest with
    {
        Platform = Sample.Manifest.Platform with { Os = platform.Split('-', 2)[0], Arch = platform.Split('-', 2)[1] },
        Settings = Sample.Manifest.Settings with { Shard = shard },
        Start = Sample.Manifest.Start.AddMinutes(minutes),
        End = Sample.Manifest.Start.AddMinutes(minutes + 30),
    };

    public static Verdict Works(string crate) => Sample.Verdict(crate, VerdictKind.Compatible);

    public static Verdict Fails(string crate, params Cause[] causes) => Sample.Verdict(crate, VerdictKind.Regressed, "fails") with { Causes = causes };

    public string Run(RunManifest manifest, params Verdict[] verdicts) => RunIn($"run-{written++}", manifest, verdicts);

    /// <param name="name">Of the directory.</param>
    public string RunIn(string name, RunManifest manifest, params Verdict[] verdicts)
    {
        using var writer = ResultsWriter.Create(PathOf(name), Selecting(manifest, verdicts));
        foreach (var verdict in verdicts)
            writer.Append(verdict);

        return PathOf(name);
    }

    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative);

    public string Copy(string results)
    {
        var copy = Directory.CreateDirectory(PathOf($"copy-{written++}")).FullName;
        foreach (var file in Directory.GetFiles(results))
            File.Copy(file, System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file)));

        return copy;
    }

    public static void Append(string results, string file, string text) => File.AppendAllText(System.IO.Path.Combine(results, file), text);

    public static Sweep Read(params string[] directories) => SweepReader.Read(directories);

    /// <summary>Everything that a sweep says, but not where it lies.</summary>
    public static string Text(Sweep sweep) => string.Join('\n',
    [
        .. sweep.Runs.Select(run => $"{OpenedRuns<SweptRun>.Identity(run)} {run.Verdicts.Count}"),
        .. sweep.Platforms,
        .. sweep.Crates.SelectMany(crate => crate.Results.Select(result => $"{crate.Name} {result.Platform} {result.Verdict.Kind} {result.Verdict.Reason} {OpenedRuns<SweptRun>.Identity(result.Run)}")),
        .. sweep.Gaps.Unreadable,
        .. sweep.Gaps.Shards,
        .. sweep.Gaps.WithoutVerdict.Select(gap => $"{gap.Platform}: {string.Join(' ', gap.Crates)}"),
    ]);

    public void Dispose() => directory.Dispose();

    private static RunManifest Selecting(RunManifest manifest, Verdict[] verdicts) =>
        manifest.List.Crates.Count > 0 ? manifest : manifest with { List = manifest.List with { Crates = [.. verdicts.Select(verdict => verdict.Crate).Distinct()] } };
}
