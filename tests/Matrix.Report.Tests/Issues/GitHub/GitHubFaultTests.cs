using System.Diagnostics.CodeAnalysis;
using Matrix.GitHub.Faults;
using Matrix.Report.Issues;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class GitHubFaultTests
{
    private static readonly NewIssue Some = new("x", "", []);

    private static readonly FaultKind[] Before = [FaultKind.GatewayBefore, FaultKind.HtmlBefore, FaultKind.DroppedBefore];

    private static readonly FaultKind[] After =
        [FaultKind.GatewayAfter, FaultKind.HtmlAfter, FaultKind.HtmlInPlaceOfJson, FaultKind.DroppedAfter, FaultKind.Truncated, FaultKind.HalfJson];

    private static IEnumerable<FaultKind> All => [.. Before, .. After];

    [TestCaseSource(nameof(All))]
    public async Task What_is_read_is_asked_for_again(FaultKind kind)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        scene.Server.Faults.Next(kind, kind);
        var tracker = scene.Tracker();

        Assert.That(await tracker.IssuesAsync(CancellationToken.None), Has.Count.EqualTo(1));

        Assert.That(scene.Clock.Waits.Select(wait => wait.TotalSeconds), Is.EqualTo(new[] { 2, 4 }));
        Assert.That(scene.Told, Has.Count.EqualTo(2));
        Assert.That(tracker.Counts.Reads, Is.EqualTo(3));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_change_is_sent_again(FaultKind kind)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("x", null, "jane", "a", "b");
        var tracker = scene.Tracker();
        scene.Server.Faults.NextWrite(kind, kind);
        await tracker.UpdateAsync(1, new IssueChange { Body = "new", State = StateChange.CloseCompleted }, CancellationToken.None);
        scene.Server.Faults.NextWrite(kind);
        await tracker.RemoveLabelAsync(1, "a", CancellationToken.None);
        scene.Server.Faults.NextWrite(kind);
        await tracker.AddLabelsAsync(1, ["c"], CancellationToken.None);

        Assert.That((issue.Body, issue.IsOpen), Is.EqualTo(("new", false)));
        Assert.That(issue.Labels, Is.EqualTo(new[] { "b", "c" }));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_label_whose_answer_was_lost_is_there_once_and_no_error(FaultKind kind)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.NextWrite(kind);

        await scene.Tracker().CreateLabelAsync(new TrackedLabel("a", "ff0000", ""), CancellationToken.None);

        Assert.That(scene.Repository.Labels, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_new_issue_whose_answer_was_lost_is_never_sent_again(FaultKind kind)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.AddLabel("x");
        var tracker = scene.Tracker();

        // A connection that has been used is one that a client is tempted to try twice.
        await tracker.LabelsAsync(CancellationToken.None);
        scene.Server.Faults.NextWrite(kind);

        var error = await Assert.ThrowsAsync<AnswerLostException>(() => tracker.OpenAsync(Some, CancellationToken.None));

        Assert.That(error!.Message, Does.StartWith("open an issue in rust/matrix-issues: "));
        Assert.That(scene.Server.Writes.Count(), Is.EqualTo(1));
        Assert.That(scene.Repository.Issues, Has.Count.EqualTo(After.Contains(kind) ? 1 : 0));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_comment_whose_answer_was_lost_is_never_sent_again(FaultKind kind)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("x");
        scene.Server.Faults.NextWrite(kind);

        await Assert.ThrowsAsync<AnswerLostException>(() => scene.Tracker().CommentAsync(1, "y", CancellationToken.None));

        Assert.That(scene.Server.Writes.Count(), Is.EqualTo(1));
        Assert.That(issue.Comments, Has.Count.EqualTo(After.Contains(kind) ? 1 : 0));
    }

    [TestCase(FaultKind.SilentBefore, 0)]
    [TestCase(FaultKind.SilentAfter, 1)]
    public async Task An_answer_that_does_not_come_is_not_waited_for_forever(FaultKind kind, int issues)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var tracker = scene.Tracker(scene.Settings with { AnswerWithin = TimeSpan.FromSeconds(1) });
        scene.Server.Faults.Next(kind, kind);

        Assert.That(await tracker.LabelsAsync(CancellationToken.None).ContinueWith(read => read.IsCompletedSuccessfully, TaskScheduler.Default), Is.True);
        scene.Server.Faults.NextWrite(kind);

        await Assert.ThrowsAsync(
            Is.TypeOf<AnswerLostException>().With.Message.Contains("there was no answer within 1 s"), () => tracker.OpenAsync(Some, CancellationToken.None));
        Assert.That(scene.Repository.Issues, Has.Count.EqualTo(issues));
    }

    [Test]
    public async Task Trouble_that_stays_is_an_error_after_five_attempts()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Chance = _ => new Fault(FaultKind.GatewayBefore) { Status = 500 };

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("GitHub answered 500"), () => scene.Tracker().UpdateAsync(1, new IssueChange(), CancellationToken.None));
        Assert.That(scene.Server.Journal, Has.Count.EqualTo(5));
        Assert.That(scene.Clock.Waits.Select(wait => wait.TotalSeconds), Is.EqualTo(new[] { 2, 4, 8, 16 }));
    }

    [Test]
    public async Task A_GitHub_that_is_not_there_is_an_error_and_nothing_was_lost()
    {
        var scene = await GitHubScene.BeginAsync();
        var settings = scene.Settings;
        await scene.DisposeAsync();
        using var tracker = new Report.Issues.GitHub.GitHubTracker(RepositoryName.Parse(GitHubScene.Name), settings);

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("cannot open an issue in rust/matrix-issues").And.Property("ExitCode").EqualTo(ExitCode.PublishFailed),
            () => tracker.OpenAsync(Some, CancellationToken.None));
    }

    [Test, SuppressMessage("Security", "CA5394", Justification = "chance that can be had again")]
    public async Task Whatever_goes_wrong_no_issue_is_opened_twice([Range(1, 20)] int seed)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var chance = new Random(seed);
        FaultKind[] kinds = [.. All, FaultKind.SecondaryLimit, FaultKind.PrimaryLimit, FaultKind.SecondaryLimitUntold];
        scene.Server.Faults.Chance = _ => chance.Next(3) == 0 ? new Fault(kinds[chance.Next(kinds.Length)]) { Wait = TimeSpan.FromSeconds(30) } : null;
        var tracker = scene.Tracker(scene.Settings with { Patience = TimeSpan.FromDays(1) });
        var opened = new HashSet<string>();
        var lost = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            try
            {
                opened.Add((await tracker.OpenAsync(new NewIssue($"{i}", "", []), CancellationToken.None)).Title);
            }
            catch (AnswerLostException)
            {
                lost.Add($"{i}");
            }
        }

        var titles = scene.Repository.Issues.Select(issue => issue.Title).ToList();
        Assert.That(titles, Is.Unique.And.SupersetOf(opened));
        Assert.That(titles.Except(opened), Is.SubsetOf(lost));
    }
}
