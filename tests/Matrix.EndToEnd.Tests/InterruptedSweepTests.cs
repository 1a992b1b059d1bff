using Matrix.Results;

namespace Matrix.EndToEnd.Tests;

public sealed class InterruptedSweepTests
{
    [Test, CancelAfter(RealSweep.Patience)]
    public async Task After_kill_9_resuming_finishes_the_rest_and_repeats_nothing(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(
            SweepFolder.Fixture("passes-everything"), SweepFolder.Fixture("thread-panic-aborts"),
            SweepFolder.Fixture("custom-harness-passes"), SweepFolder.Fixture("catch-unwind-does-not-catch"));
        using (var killed = sweep.Start("--jobs", "1"))
        {
            await killed.UntilAsync(() => Lines(sweep, "verdicts.jsonl") >= 1 && Lines(sweep, "legs.jsonl") >= 3, cancellation);
            killed.Kill();
            await killed.EndAsync(cancellation);
        }

        var before = sweep.Results.Legs().Select(Key).ToList();
        var end = await sweep.RunAsync(cancellation, "--jobs", "1", "--resume");

        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        var results = sweep.Results;
        Assert.That(results.Verdicts().Select(verdict => verdict.Crate), Is.EquivalentTo(
            new[] { "passes-everything", "thread-panic-aborts", "custom-harness-passes", "catch-unwind-does-not-catch" }));
        Assert.That(results.Legs().Select(Key).Take(before.Count), Is.EqualTo(before), "what was done stays");
        Assert.That(results.Legs().Select(Key), Is.Unique, "nothing is done twice");
        Assert.That(results.Manifest.Resumed, Is.EqualTo(1));
        Assert.That(results.VerdictOf("thread-panic-aborts").Kind, Is.EqualTo(VerdictKind.Regressed));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Ctrl_C_ends_every_process_leaves_a_resumable_directory_and_exits_with_130(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(SweepFolder.Fixture("hangs"));
        using var interrupted = sweep.Start();
        await interrupted.UntilAsync(() => Processes(sweep).Any(process => process.Names("target/debug/deps/")), cancellation);

        await interrupted.InterruptAsync(cancellation);
        var end = await interrupted.EndAsync(cancellation);

        Assert.That(end.ExitCode, Is.EqualTo(130), end.ToString());
        Assert.That(Processes(sweep), Is.Empty, "nothing of it runs on");
        Assert.That(sweep.Results.Manifest.End, Is.Null);
        Assert.That(sweep.Results.LegsOf("hangs"), Is.Empty);
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Two_sweeps_cannot_write_to_one_directory(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(SweepFolder.Fixture("hangs"));
        using var first = sweep.Start();
        await first.UntilAsync(() => File.Exists(sweep.PathOf("run.json")), cancellation);

        var end = await sweep.RunAsync(cancellation, "--resume");
        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Errors, Does.Contain("is being written to by another process"));

        await first.InterruptAsync(cancellation);
        await first.EndAsync(cancellation);
    }

    private static int Lines(RealSweep sweep, string file) => File.Exists(sweep.PathOf(file)) ? File.ReadLines(sweep.PathOf(file)).Count() : 0;

    // Those whose command line names the results directory, but for the tool itself.
    private static List<RunningProcess> Processes(RealSweep sweep) =>
        [.. RunningProcess.All().Where(process => process.Names(sweep.Folder) && !process.Names("matrix-runner"))];

    private static string Key(LegResult leg) => $"{leg.Crate} {leg.Leg} {leg.Attempt}";
}
