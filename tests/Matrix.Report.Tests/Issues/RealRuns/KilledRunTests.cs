using Matrix.GitHub.Faults;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>kill -9 at each write: what follows comes to the same as if nothing had happened, and no write is made twice.</summary>
[Parallelizable(ParallelScope.All), CancelAfter(RealIssues.Patience)]
[Category("Slow")]
public sealed class KilledRunTests
{
    // Runs of which most only wait for the second between two writes.
    private const int AtOnce = 7;

    [Test]
    public async Task A_first_run_that_is_killed_at_any_write_is_finished_by_the_next(CancellationToken cancellation)
    {
        var (undisturbed, writes) = await UndisturbedAsync(PrepareAsync, cancellation);
        Assert.That(undisturbed, Does.Contain("label os/linux").And.Contain("issue 4 open"), "it is about this");

        // Before a write takes effect all is as after the one before it.
        IEnumerable<(int, FaultKind)> kills = [(1, FaultKind.SilentBefore), .. Enumerable.Range(1, writes).Select(number => (number, FaultKind.SilentAfter))];
        await Parallel.ForEachAsync(kills, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (kill, token) =>
        {
            var (write, when) = kill;
            await using var issues = await PreparedAsync(PrepareAsync);
            await KillAsync(issues, write, when, token);
            await RunAsync(issues, token);
            Assert.That(RepositoryPortrait.Of(issues.Repository), Is.EqualTo(undisturbed), $"killed at write {write}, {when}");
            await NothingMoreAsync(issues, () => issues.Weeks.ApplyAsync(cancellation: token));
        });

        static Task PrepareAsync(IssueWeeks weeks)
        {
            weeks.Run([Crc, Zip]);
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task Runs_that_are_each_killed_at_their_first_write_comment_relabel_and_close_once(CancellationToken cancellation)
    {
        var (undisturbed, writes) = await UndisturbedAsync(PrepareAsync, cancellation);
        Assert.That(undisturbed, Does.Contain("label os/macos").And.Contain("closed completed").And.Contain("comment: "), "it is about this");

        await using var issues = await PreparedAsync(PrepareAsync);
        for (var write = 0; write < writes; write++)
            await KillAsync(issues, 1, FaultKind.SilentAfter, cancellation);

        Assert.That(RepositoryPortrait.Of(issues.Repository), Is.EqualTo(undisturbed));
        await NothingMoreAsync(issues, () => RunAsync(issues, cancellation));

        static async Task PrepareAsync(IssueWeeks weeks)
        {
            await weeks.SweepAsync(Crc, Zip);
            weeks.Run([Crc with { Platform = "macos-aarch64" }, Crc]);
        }
    }

    private static async Task<(string Portrait, int Writes)> UndisturbedAsync(Func<IssueWeeks, Task> prepare, CancellationToken cancellation)
    {
        await using var issues = await PreparedAsync(prepare);
        var before = issues.Server.Writes.Count();
        await RunAsync(issues, cancellation);
        var writes = issues.Server.Writes.Count() - before;
        await NothingMoreAsync(issues, () => RunAsync(issues, cancellation));
        return (RepositoryPortrait.Of(issues.Repository), writes);
    }

    private static async Task<RealIssues> PreparedAsync(Func<IssueWeeks, Task> prepare)
    {
        var issues = await RealIssues.BeginAsync();
        issues.Policy += "  close: { sweeps: 1 }\n";
        issues.Weeks.Policy = issues.Weeks.Policy with { CloseAfterSweeps = 1 };
        issues.Weeks.Working = [.. issues.Weeks.Working.Take(10)];
        await prepare(issues.Weeks);
        return issues;
    }

    private static async Task KillAsync(RealIssues issues, int write, FaultKind when, CancellationToken cancellation)
    {
        var (server, before) = (issues.Server, issues.Server.Writes.Count());
        // Those before it are in the journal, and it is not yet.
        server.Faults.Next(call => call.IsWrite && server.Writes.Count() == before + write - 1, new Fault(when));
        using var run = issues.Start("--apply");
        await run.UntilAsync(() => server.Writes.Count() == before + write, cancellation);
        run.Kill();
        await issues.EndAsync(run, cancellation);
    }

    private static async Task RunAsync(RealIssues issues, CancellationToken cancellation)
    {
        var end = await issues.RunAsync(cancellation, "--apply");
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
    }

    // The same within the tests, a third of the time, once the program itself has shown it.
    private static async Task NothingMoreAsync(RealIssues issues, Func<Task> again)
    {
        var writes = issues.Server.Writes.Count();
        await again();
        Assert.That(issues.Server.Writes.Count(), Is.EqualTo(writes));
    }
}
