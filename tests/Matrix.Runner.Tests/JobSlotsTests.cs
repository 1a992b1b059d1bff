namespace Matrix.Runner.Tests;

public sealed class JobSlotsTests
{
    [TestCase(8, 0, ExpectedResult = 8)]
    [TestCase(8, 1, ExpectedResult = 8)]
    [TestCase(8, 2, ExpectedResult = 4)]
    [TestCase(8, 3, ExpectedResult = 2)]
    [TestCase(2, 5, ExpectedResult = 1)]
    public int Crates_that_run_share_the_cores(int cores, int crates)
    {
        using var share = new JobSlots(cores);
        for (var crate = 0; crate < crates; crate++)
            share.Enter();
        return share.BuildJobs();
    }

    [Test]
    public void What_ends_leaves_its_cores_to_the_others()
    {
        using var share = new JobSlots(4);
        share.Enter();
        share.Enter();
        share.Leave();

        Assert.That(share.BuildJobs(), Is.EqualTo(4));
    }

    [Test, CancelAfter(60_000)]
    public async Task What_runs_alone_waits_for_what_runs_and_lets_nothing_begin(CancellationToken cancellation)
    {
        using var share = new JobSlots(2);
        var (earlier, alone) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var began = new List<string>();
        Task<int> Begin(string name, TaskCompletionSource<int> ends)
        {
            began.Add(name);
            return ends.Task;
        }

        var first = share.TogetherAsync(() => Begin("earlier", earlier), cancellation);
        var second = share.AloneAsync(() => Begin("alone", alone), cancellation);
        var third = share.TogetherAsync(() => Begin("later", earlier), cancellation);
        Assert.That(began, Is.EqualTo(new[] { "earlier" }));

        earlier.SetResult(0);
        await first;
        Assert.That(() => began, Is.EqualTo(new[] { "earlier", "alone" }).After(delayInMilliseconds: 10_000, pollingInterval: 5));

        alone.SetResult(0);
        await Task.WhenAll(second, third);
        Assert.That(began, Is.EqualTo(new[] { "earlier", "alone", "later" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_pair_runs_one_after_the_other_while_every_worker_has_a_crate(CancellationToken cancellation)
    {
        using var share = new JobSlots(2);
        share.Expect(crates: 3, workers: 2);
        share.Enter();
        share.Enter();
        share.Leave();
        var first = new TaskCompletionSource<int>();
        var begun = false;

        var pair = share.PairAsync(() => first.Task, () => Begun(() => begun = true), cancellation);
        Assert.That(begun, Is.False);
        first.SetResult(1);

        Assert.That(await pair, Is.EqualTo((1, 2)));
    }

    [Test, CancelAfter(60_000)]
    public async Task The_second_of_a_pair_begins_when_a_worker_finds_no_more_crates(CancellationToken cancellation)
    {
        using var share = new JobSlots(4);
        share.Expect(crates: 2, workers: 2);
        share.Enter();
        share.Enter();
        var (first, second, begun) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>(), new TaskCompletionSource());
        var pair = share.PairAsync(
            () => first.Task,
            () =>
            {
                begun.SetResult();
                return second.Task;
            },
            cancellation);
        Assert.That(begun.Task.IsCompleted, Is.False);

        share.Leave();
        await begun.Task.WaitAsync(cancellation);
        Assert.That(share.BuildJobs(), Is.EqualTo(2), "each of the two has its part of the cores");

        second.SetResult(2);
        Assert.That(pair.IsCompleted, Is.False);
        first.SetResult(1);
        Assert.That(await pair, Is.EqualTo((1, 2)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Workers_that_never_had_a_crate_help_at_once(CancellationToken cancellation)
    {
        using var share = new JobSlots(2);
        share.Expect(crates: 1, workers: 2);
        share.Enter();
        var first = new TaskCompletionSource<int>();

        var pair = share.PairAsync(() => first.Task, () => Begun(() => first.SetResult(1)), cancellation);

        Assert.That(await pair, Is.EqualTo((1, 2)));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_pair_of_which_one_goes_wrong_waits_for_the_other(CancellationToken cancellation)
    {
        using var share = new JobSlots(2);
        share.Expect(crates: 1, workers: 2);
        share.Enter();
        var (first, begun) = (new TaskCompletionSource<int>(), new TaskCompletionSource());

        var pair = share.PairAsync(() => first.Task, () => Begun(begun.SetResult).ContinueWith<int>(_ => throw new IOException("full"), TaskScheduler.Default), cancellation);

        Assert.That(pair.IsCompleted, Is.False);
        first.SetResult(1);
        await Assert.ThrowsAsync<IOException>(() => pair);
    }

    private static async Task<int> Begun(Action tell)
    {
        tell();
        await Task.Yield();
        return 2;
    }

    [Test, CancelAfter(60_000)]
    public async Task Two_that_run_alone_run_one_after_the_other(CancellationToken cancellation)
    {
        using var share = new JobSlots(2);
        var (running, most) = (0, 0);
        async Task<int> Run()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            return Interlocked.Decrement(ref running);
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => share.AloneAsync(Run, cancellation), cancellation)));

        Assert.That(most, Is.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Who_no_longer_waits_to_run_alone_stops_nobody(CancellationToken cancellation)
    {
        using var share = new JobSlots(2);
        using var giveUp = new CancellationTokenSource();
        var earlier = new TaskCompletionSource<int>();
        var first = share.TogetherAsync(() => earlier.Task, cancellation);
        var waiting = share.AloneAsync(() => Task.FromResult(0), giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.That(await share.TogetherAsync(() => Task.FromResult(5), cancellation), Is.EqualTo(5));
        earlier.SetResult(0);
        await first;
    }
}
