using System.Runtime.InteropServices;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>A sweep that is divided comes to the same as one machine does.</summary>
public sealed class ShardTests
{
    private const int Shards = 4;

    private static readonly string[] Fixtures = ["passes-everything", "unsupported-intrinsic-is-hit", "catch-unwind-does-not-catch", "does-not-compile", "fails-with-llvm-too", "has-no-tests"];

    private TemporaryDirectory directory = null!;
    private string list = null!;

    [SetUp]
    public async Task MakeListAsync()
    {
        await RealToolchain.RequireAsync();
        directory = new TemporaryDirectory();
        list = SmallLists.Write(directory, [.. Fixtures.Select(SmallLists.Fixture)]);
    }

    [TearDown]
    public void RemoveList() => directory?.Dispose();

    [Test, CancelAfter(600_000)]
    public async Task A_Slurm_array_of_four_shards_gives_the_verdicts_of_one_machine(CancellationToken cancellation)
    {
        await using var cluster = await SlurmCluster.StartAsync(cancellation);
        await PlanAsync(cancellation);
        var environment = new Dictionary<string, string>
        {
            ["MATRIX_HOME"] = Home(),
            ["MATRIX_LIST"] = list,
            ["MATRIX_PLAN"] = PathOf("plan.json"),
            ["MATRIX_OUT"] = PathOf("out"),
            ["MATRIX_JOBS"] = "1",
        };

        var array = await cluster.RunAsync("sbatch", [.. Batch("array-%a"), $"--array=1-{Shards}", Script], cancellation, environment);
        Assert.That(array.ExitCode, Is.Zero, $"{array}\n{Told()}");

        // A task that is run again has nothing left to do, and does no harm.
        environment["MATRIX_SHARDS"] = $"{Shards}";
        var again = await cluster.RunAsync("sbatch", [.. Batch("again-%a"), "--array=3", Script], cancellation, environment);
        Assert.That(again.ExitCode, Is.Zero, $"{again}\n{Told()}");
        Assert.That(File.ReadAllText(PathOf("again-3.log")), Does.Contain("were done before"));

        var merged = await cluster.RunAsync("sbatch", [.. Batch("merge"), Script, "merge"], cancellation, environment);
        Assert.That(merged.ExitCode, Is.Zero, $"{merged}\n{Told()}");
        Assert.That(Path.Combine(PathOf("out"), "report", "index.html"), Does.Exist);

        Assert.That(Verdicts(Directory.GetDirectories(PathOf("out/merged")).Single()), Is.EqualTo(await OneMachineAsync(cancellation)));
    }

    private static string Script => Repository.PathOf("contrib/slurm/sweep.sbatch");

    private static IReadOnlyList<string> Verdicts(string results) =>
        [.. ResultsReader.Open(results).Verdicts().OrderBy(verdict => verdict.Crate, StringComparer.Ordinal)
            .Select(verdict => $"{verdict.Crate} {verdict.Kind} {string.Join(' ', verdict.Causes.Select(cause => $"{cause.Class}/{cause.Subclass}"))}")];

    private async Task<IReadOnlyList<string>> OneMachineAsync(CancellationToken cancellation)
    {
        var end = await ProgramRun.RunAsync("Matrix.Runner", ["sweep", "--no-install", "--list", list, "--out", PathOf("one")], cancellation);
        Assert.That(end.ExitCode, Is.Zero.Or.EqualTo(3), end.ToString());
        return Verdicts(PathOf("one"));
    }

    private async Task PlanAsync(CancellationToken cancellation)
    {
        var platform = $"linux-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64")}";
        var config = directory.File("matrix.yaml", $"format: 1\nplatforms: {{ {platform}: {{ runner: slurm, shards: {Shards}, time: 1h }} }}\n");
        var end = await ProgramRun.RunAsync("Matrix.Runner", ["plan", "--config", config, "--list", list, "--out", PathOf("plan.json")], cancellation);
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
    }

    /// <summary>A checkout whose <c>./matrix</c> starts the programs under test.</summary>
    private string Home()
    {
        var matrix = directory.File(
            "home/matrix",
            $"""
            #!/bin/sh
            case $1 in merge | report) program=Report/debug/matrix-report ;; *) program=Runner/debug/matrix-runner ;; esac
            exec "{Repository.Root}/artifacts/bin/Matrix.$program" "$@"

            """);
        File.SetUnixFileMode(matrix, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.GetDirectoryName(matrix)!;
    }

    private IEnumerable<string> Batch(string log) => ["--wait", "--ntasks=1", $"--output={PathOf(log)}.log"];

    private string Told() => string.Join('\n', Directory.GetFiles(directory.Path, "*.log").Select(File.ReadAllText));

    private string PathOf(string name) => Path.Combine(directory.Path, name);
}
