using System.Runtime.InteropServices;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>A sweep that is divided comes to the same as one machine does.</summary>
public sealed class ShardTests
{
    private const int Shards = 4;

    private static readonly string[] Fixtures = ["passes-everything", "unsupported-intrinsic-is-hit", "catch-unwind-does-not-catch", "does-not-compile", "fails-with-llvm-too", "has-no-tests"];

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_Slurm_array_of_four_shards_gives_the_verdicts_of_one_machine(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf([.. Fixtures.Select(SweepFolder.Fixture)]);
        await using var cluster = await SlurmCluster.StartAsync(cancellation);
        await PlanAsync(folder, cancellation);
        var environment = new Dictionary<string, string>
        {
            ["MATRIX_HOME"] = Home(folder),
            ["MATRIX_LIST"] = folder.List,
            ["MATRIX_PLAN"] = folder.PathOf("plan.json"),
            ["MATRIX_OUT"] = folder.PathOf("out"),
            ["MATRIX_JOBS"] = "1",
        };

        var array = await cluster.RunAsync("sbatch", [.. Batch(folder, "array-%a"), $"--array=1-{Shards}", Script], cancellation, environment);
        Assert.That(array.ExitCode, Is.Zero, $"{array}\n{Told(folder)}");

        // A task that is run again has nothing left to do, and does no harm.
        environment["MATRIX_SHARDS"] = $"{Shards}";
        var again = await cluster.RunAsync("sbatch", [.. Batch(folder, "again-%a"), "--array=3", Script], cancellation, environment);
        Assert.That(again.ExitCode, Is.Zero, $"{again}\n{Told(folder)}");
        Assert.That(File.ReadAllText(folder.PathOf("again-3.log")), Does.Contain("were done before"));

        var merged = await cluster.RunAsync("sbatch", [.. Batch(folder, "merge"), Script, "merge"], cancellation, environment);
        Assert.That(merged.ExitCode, Is.Zero, $"{merged}\n{Told(folder)}");
        Assert.That(folder.PathOf("out/report/index.html"), Does.Exist);

        Assert.That(Verdicts(ResultsReader.Open(Directory.GetDirectories(folder.PathOf("out/merged")).Single())), Is.EqualTo(await OneMachineAsync(sweep, cancellation)));
    }

    private static string Script => Repository.PathOf("contrib/slurm/sweep.sbatch");

    private static IReadOnlyList<string> Verdicts(ResultsReader results) =>
        [.. results.Verdicts().OrderBy(verdict => verdict.Crate, StringComparer.Ordinal)
            .Select(verdict => $"{verdict.Crate} {verdict.Kind} {string.Join(' ', verdict.Causes.Select(cause => $"{cause.Class}/{cause.Subclass}"))}")];

    private static async Task<IReadOnlyList<string>> OneMachineAsync(RealSweep sweep, CancellationToken cancellation)
    {
        var end = await sweep.RunAsync(cancellation);
        Assert.That(end.ExitCode, Is.Zero.Or.EqualTo(3), end.ToString());
        return Verdicts(sweep.Results);
    }

    private static async Task PlanAsync(SweepFolder folder, CancellationToken cancellation)
    {
        var platform = $"linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64")}";
        var config = folder.File("matrix.yaml", $"format: 1\nplatforms: {{ {platform}: {{ runner: slurm, shards: {Shards}, time: 1h }} }}\n");
        var end = await ProgramRun.RunAsync("Matrix.Runner", ["plan", "--config", config, "--list", folder.List, "--out", folder.PathOf("plan.json")], cancellation);
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
    }

    /// <summary>A checkout whose <c>./matrix</c> starts the programs under test.</summary>
    private static string Home(SweepFolder folder)
    {
        var matrix = folder.File(
            "home/matrix",
            $"""
            #!/bin/sh
            case $1 in merge | report) program=Report/debug/matrix-report ;; *) program=Runner/debug/matrix-runner ;; esac
            exec "{Repository.Root}/artifacts/bin/Matrix.$program" "$@"

            """);
        File.SetUnixFileMode(matrix, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.GetDirectoryName(matrix)!;
    }

    private static IEnumerable<string> Batch(SweepFolder folder, string log) => ["--wait", "--ntasks=1", $"--output={folder.PathOf(log)}.log"];

    private static string Told(SweepFolder folder) => string.Join('\n', Directory.GetFiles(folder.Path, "*.log").Select(File.ReadAllText));
}
