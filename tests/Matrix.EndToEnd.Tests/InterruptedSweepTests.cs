using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

public sealed class InterruptedSweepTests
{
    private const int Minutes = 60_000;

    private TemporaryDirectory directory = null!;

    private string Results => Path.Combine(directory.Path, "results");

    [SetUp]
    public async Task Prepare()
    {
        await RealToolchain.RequireAsync();
        directory = new TemporaryDirectory();
    }

    [TearDown]
    public void Remove() => directory?.Dispose();

    [Test, CancelAfter(5 * Minutes)]
    public async Task After_kill_9_resuming_finishes_the_rest_and_repeats_nothing(CancellationToken cancellation)
    {
        var list = SmallLists.Write(
            directory,
            SmallLists.Fixture("passes-everything"), SmallLists.Fixture("thread-panic-aborts"),
            SmallLists.Fixture("custom-harness-passes"), SmallLists.Fixture("catch-unwind-does-not-catch"));
        using (var sweep = Start("--list", list, "--jobs", "1"))
        {
            await UntilAsync(() => Lines("verdicts.jsonl") >= 1 && Lines("legs.jsonl") >= 3, sweep, cancellation);
            sweep.Kill();
            await sweep.EndAsync(cancellation);
        }

        var before = ResultsReader.Open(Results).Legs().Select(Key).ToList();
        using var resumed = Start("--list", list, "--jobs", "1", "--resume");
        var end = await resumed.EndAsync(cancellation);

        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        var results = ResultsReader.Open(Results);
        Assert.That(results.Verdicts().Select(verdict => verdict.Crate), Is.EquivalentTo(
            new[] { "passes-everything", "thread-panic-aborts", "custom-harness-passes", "catch-unwind-does-not-catch" }));
        Assert.That(results.Legs().Select(Key).Take(before.Count), Is.EqualTo(before), "what was done stays");
        Assert.That(results.Legs().Select(Key), Is.Unique, "nothing is done twice");
        Assert.That(results.Manifest.Resumed, Is.EqualTo(1));
        Assert.That(results.Verdicts().Single(verdict => verdict.Crate == "thread-panic-aborts").Kind, Is.EqualTo(VerdictKind.Regressed));
    }

    [Test, CancelAfter(5 * Minutes)]
    public async Task Ctrl_C_ends_every_process_leaves_a_resumable_directory_and_exits_with_130(CancellationToken cancellation)
    {
        var list = SmallLists.Write(directory, SmallLists.Fixture("hangs"));
        using var sweep = Start("--list", list);
        await UntilAsync(() => Processes().Any(command => command.Contains("target/debug/deps/", StringComparison.Ordinal)), sweep, cancellation);

        await sweep.InterruptAsync(cancellation);
        var end = await sweep.EndAsync(cancellation);

        Assert.That(end.ExitCode, Is.EqualTo(130), end.ToString());
        Assert.That(Processes(), Is.Empty, "nothing of it runs on");
        Assert.That(ResultsReader.Open(Results).Manifest.End, Is.Null);
        Assert.That(ResultsReader.Open(Results).Legs().Where(leg => leg.Crate == "hangs"), Is.Empty);
    }

    [Test, CancelAfter(5 * Minutes)]
    public async Task Two_sweeps_cannot_write_to_one_directory(CancellationToken cancellation)
    {
        var list = SmallLists.Write(directory, SmallLists.Fixture("hangs"));
        using var first = Start("--list", list);
        await UntilAsync(() => File.Exists(Path.Combine(Results, "run.json")), first, cancellation);

        using var second = Start("--list", list, "--resume");
        var end = await second.EndAsync(cancellation);
        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Errors, Does.Contain("is being written to by another process"));

        await first.InterruptAsync(cancellation);
        await first.EndAsync(cancellation);
    }

    private ProgramRun Start(params string[] options) =>
        ProgramRun.Start("Matrix.Runner", ["sweep", "--no-install", "--fresh", "--out", Results, .. options]);

    private int Lines(string file)
    {
        var path = Path.Combine(Results, file);
        return File.Exists(path) ? File.ReadLines(path).Count() : 0;
    }

    // Processes whose command line names this test's results directory, but for the tool itself.
    private List<string> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out _))
            .Select(process => Path.Combine(process, "cmdline"))
            .Select(ReadOrEmpty)
            .Where(command => command.Contains(Results, StringComparison.Ordinal) && !command.Contains("matrix-runner", StringComparison.Ordinal)),
    ];

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task UntilAsync(Func<bool> condition, ProgramRun sweep, CancellationToken cancellation)
    {
        while (!condition())
        {
            if (sweep.HasExited)
                Assert.Fail($"the sweep ended too early: {await sweep.EndAsync(cancellation)}");
            await Task.Delay(50, cancellation);
        }
    }

    private static string Key(LegResult leg) => $"{leg.Crate} {leg.Leg} {leg.Attempt}";
}
