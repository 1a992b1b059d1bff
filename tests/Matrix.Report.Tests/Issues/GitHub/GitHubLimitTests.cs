using Matrix.GitHub.Faults;
using Matrix.Report.Issues;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class GitHubLimitTests
{
    private static readonly NewIssue Some = new("x", "", []);

    [TestCase(FaultKind.PrimaryLimit, 300, "GitHub's rate limit is reached: waiting 6 min")]
    [TestCase(FaultKind.SecondaryLimit, 90, "GitHub's secondary rate limit is reached: waiting 90 s")]
    [TestCase(FaultKind.SecondaryLimitUntold, 50, "GitHub's secondary rate limit is reached: waiting 60 s")]
    public async Task A_limit_is_waited_for_and_told_and_then_it_goes_on(FaultKind kind, int seconds, string told)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Next(new Fault(kind) { Wait = TimeSpan.FromSeconds(seconds) });

        await scene.Tracker().OpenAsync(Some, CancellationToken.None);

        Assert.That(scene.Repository.Issues, Has.Count.EqualTo(1));
        Assert.That(scene.Told, Is.EqualTo(new[] { told }));
        Assert.That(scene.Clock.Waits.Sum(wait => wait.TotalSeconds), Is.GreaterThanOrEqualTo(seconds));
    }

    [Test]
    public async Task A_limit_that_does_not_say_how_long_is_waited_for_twice_as_long_each_time()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Next(Enumerable.Repeat(FaultKind.SecondaryLimitUntold, 3));

        await scene.Tracker().OpenAsync(Some, CancellationToken.None);

        Assert.That(scene.Clock.Waits.Select(wait => wait.TotalSeconds).Where(wait => wait >= 60), Is.EqualTo(new[] { 60, 120, 240 }));
        Assert.That(scene.Repository.Issues, Has.Count.EqualTo(1));
    }

    [TestCase(FaultKind.PrimaryLimit, "GitHub's rate limit is reached for another 61 min")]
    [TestCase(FaultKind.SecondaryLimit, "GitHub's secondary rate limit is reached for another 60 min")]
    public async Task A_limit_that_lasts_longer_than_patience_is_an_error_at_once(FaultKind kind, string message)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Next(new Fault(kind) { Wait = TimeSpan.FromHours(1) });

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains(message).And.Property("ExitCode").EqualTo(ExitCode.PublishFailed),
            () => scene.Tracker().OpenAsync(Some, CancellationToken.None));
        Assert.That(scene.Repository.Issues, Is.Empty);
        Assert.That(scene.Server.Journal, Has.Count.EqualTo(1));
        Assert.That(scene.Clock.Waits, Is.Empty);
    }

    [Test]
    public async Task Patience_is_for_all_waits_of_a_run_together()
    {
        await using var scene = await GitHubScene.BeginAsync();
        var tracker = scene.Tracker(scene.Settings with { Patience = TimeSpan.FromMinutes(5) });
        scene.Server.Faults.Next(new Fault(FaultKind.SecondaryLimit) { Wait = TimeSpan.FromMinutes(4) });
        await tracker.LabelsAsync(CancellationToken.None);

        scene.Server.Faults.Next(new Fault(FaultKind.SecondaryLimit) { Wait = TimeSpan.FromMinutes(2) });

        await Assert.ThrowsAsync<MatrixException>(() => tracker.LabelsAsync(CancellationToken.None));
    }

    [Test]
    public async Task A_machine_whose_clock_is_wrong_waits_as_long_as_GitHub_means()
    {
        await using var scene = await GitHubScene.BeginAsync();
        var wrong = new HastyClock();
        wrong.Move(TimeSpan.FromDays(-1));
        scene.Server.Faults.Next(new Fault(FaultKind.PrimaryLimit) { Wait = TimeSpan.FromHours(2) });
        scene.Clock.Move(TimeSpan.FromHours(1.95));

        // The server's clock stands still here, so the client runs into its patience: of two hours, not of a day.
        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("for another 121 min"),
            () => scene.Tracker(scene.Settings with { Time = wrong }).LabelsAsync(CancellationToken.None));
    }

    [Test]
    public async Task Between_two_writes_there_is_a_second_and_none_between_reads()
    {
        await using var scene = await GitHubScene.BeginAsync();
        var tracker = scene.Tracker();
        for (var i = 0; i < 3; i++)
            await tracker.LabelsAsync(CancellationToken.None);
        Assert.That(scene.Clock.Waits, Is.Empty);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => tracker.OpenAsync(Some, CancellationToken.None)));

        var times = scene.Server.Writes.Select(write => write.Time).ToList();
        Assert.That(times.Zip(times.Skip(1), (one, next) => next - one), Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(scene.Repository.Issues, Has.Count.EqualTo(100));
        Assert.That(scene.Told, Is.Empty);
    }

    [Test]
    public async Task No_write_begins_before_the_one_before_has_its_answer()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.BeforeAnswering = _ => Task.Delay(20);
        var tracker = scene.Tracker();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => tracker.OpenAsync(Some, CancellationToken.None)));

        Assert.That(scene.Server.MostWritesAtOnce, Is.EqualTo(1));
    }

    [Test]
    public async Task Five_hundred_writes_are_the_most_in_an_hour()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        var tracker = scene.Tracker();
        for (var i = 0; i < 500; i++)
            await tracker.UpdateAsync(1, new IssueChange { Title = $"{i}" }, CancellationToken.None);

        await Assert.ThrowsAsync(Is.TypeOf<MatrixException>().With.Message.Contains("the next may be made in 52 min"), () => tracker.OpenAsync(Some, CancellationToken.None));
        scene.Clock.Move(TimeSpan.FromMinutes(45));
        await tracker.OpenAsync(Some, CancellationToken.None);

        Assert.That(scene.Told.Single(), Is.EqualTo("500 writes within an hour are as many as GitHub bears: waiting 7 min"));
        Assert.That(scene.Server.Writes.Count(), Is.EqualTo(501));
    }

    [Test]
    public async Task A_wait_can_be_cancelled()
    {
        await using var scene = await GitHubScene.BeginAsync();
        using var cancellation = new CancellationTokenSource();
        var settings = scene.Settings with { Time = TimeProvider.System, Tell = _ => cancellation.Cancel() };
        scene.Server.Faults.Next(new Fault(FaultKind.SecondaryLimit) { Wait = TimeSpan.FromMinutes(10) });

        await Assert.CatchAsync<OperationCanceledException>(() => scene.Tracker(settings).LabelsAsync(cancellation.Token));
    }
}
