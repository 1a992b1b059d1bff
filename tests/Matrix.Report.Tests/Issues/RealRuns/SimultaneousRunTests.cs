using Matrix.Results;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues.RealRuns;

/// <summary>Two runs that plan at the same time would both open what is not there yet.</summary>
[Parallelizable(ParallelScope.All), CancelAfter(RealIssues.Patience)]
[Category("Slow")]
public sealed class SimultaneousRunTests
{
    [Test]
    public async Task While_one_run_writes_another_says_so_and_ends(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        var hold = issues.HoldAt(call => call.IsWrite);
        using var first = issues.Start("--apply");
        await hold.Reached.WaitAsync(cancellation);

        var second = await issues.RunAsync(cancellation, "--apply", "--repo", "RUST/Matrix-Issues");
        hold.Release();
        var end = await issues.EndAsync(first, cancellation);

        Assert.That(second.Refusal(), Is.EqualTo((ExitCode.PublishFailed, "the issues of RUST/Matrix-Issues are being written to by another process", "wait for it to end, then give the same command again if anything is left to do")));
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(issues.Weeks.Causes, Has.Count.EqualTo(2));
        Assert.That((await issues.RunAsync(cancellation, "--apply")).Output, Does.Contain("nothing to do"), "the lock is gone");
    }

    [Test]
    public async Task What_a_quicker_run_elsewhere_has_opened_is_not_opened_again(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        var elsewhere = 0;
        issues.Server.BeforeAnswering = async call =>
        {
            // The plan is made; this is asked before its first step.
            if (call.Path.EndsWith("/matrix-issues", StringComparison.OrdinalIgnoreCase) && Interlocked.Exchange(ref elsewhere, 1) == 0)
                await issues.Weeks.ApplyAsync(cancellation: cancellation);
        };

        var end = await issues.RunAsync(cancellation, "--apply");

        Assert.That((elsewhere, end.ExitCode), Is.EqualTo((1, 0)), end.ToString());
        Assert.That(end.Output, Does.Contain("#4 was opened meanwhile: left for the next run"));
        Assert.That(issues.Weeks.Causes, Has.Count.EqualTo(2));
        Assert.That((await issues.RunAsync(cancellation, "--apply")).Output, Does.Contain("nothing to do"));
    }

    [Test]
    public async Task Where_no_lock_can_stand_nothing_is_written(CancellationToken cancellation)
    {
        await using var issues = await BeginAsync();
        await File.WriteAllTextAsync(issues.PathOf(".matrix"), "a file, where the folder should be", cancellation);
        var writes = issues.Server.Writes.Count();

        var (code, what, _) = (await issues.RunAsync(cancellation, "--apply")).Refusal();

        Assert.That((code, issues.Server.Writes.Count()), Is.EqualTo((ExitCode.Environment, writes)));
        Assert.That(what, Does.StartWith(".matrix/cache/github cannot be written to"));
        Assert.That((await issues.RunAsync(cancellation)).ExitCode, Is.Zero, "who only looks needs none");
    }

    // One cause has its issue, with all labels; the other will get one.
    private static async Task<RealIssues> BeginAsync()
    {
        var issues = await RealIssues.BeginAsync();
        await issues.Weeks.SweepAsync(Crc);
        issues.Weeks.Run([Crc, Zip]);
        return issues;
    }
}
