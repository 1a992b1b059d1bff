namespace Matrix.Runner.Tests;

public sealed class MachineShareTests
{
    [TestCase(8, 0, ExpectedResult = 8)]
    [TestCase(8, 1, ExpectedResult = 8)]
    [TestCase(8, 2, ExpectedResult = 4)]
    [TestCase(8, 3, ExpectedResult = 2)]
    [TestCase(2, 5, ExpectedResult = 1)]
    public int Crates_that_run_share_the_cores(int cores, int crates)
    {
        using var share = new MachineShare(cores);
        for (var crate = 0; crate < crates; crate++)
            share.Enter();
        return share.BuildJobs();
    }

    [Test]
    public void What_ends_leaves_its_cores_to_the_others()
    {
        using var share = new MachineShare(4);
        share.Enter();
        share.Enter();
        share.Leave();

        Assert.That(share.BuildJobs(), Is.EqualTo(4));
    }

    [Test, CancelAfter(60_000)]
    public async Task What_runs_alone_waits_for_what_runs_and_lets_nothing_begin(CancellationToken cancellation)
    {
        using var share = new MachineShare(2);
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
    public async Task Two_that_run_alone_run_one_after_the_other(CancellationToken cancellation)
    {
        using var share = new MachineShare(2);
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
        using var share = new MachineShare(2);
        using var giveUp = new CancellationTokenSource();
        var earlier = new TaskCompletionSource<int>();
        var first = share.TogetherAsync(() => earlier.Task, cancellation);
        var waiting = share.AloneAsync(() => Task.FromResult(0), giveUp.Token);

        await giveUp.CancelAsync();

        Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.That(await share.TogetherAsync(() => Task.FromResult(5), cancellation), Is.EqualTo(5));
        earlier.SetResult(0);
        await first;
    }
}
