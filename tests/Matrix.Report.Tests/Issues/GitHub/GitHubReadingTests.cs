using Matrix.GitHub.Faults;
using Matrix.GitHub.World;
using Matrix.Report.Issues;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class GitHubReadingTests
{
    [Test]
    public async Task All_issues_of_all_pages_come_once_the_lowest_number_first_without_pull_requests(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        for (var i = 1; i <= 250; i++)
        {
            if (i % 50 == 0)
                scene.Repository.OpenPullRequest($"change {i}");
            else
                scene.Repository.Open($"issue {i}");
        }

        var issues = await scene.Tracker().IssuesAsync(cancellation);

        Assert.That(issues.Select(issue => issue.Number), Is.EqualTo(Enumerable.Range(1, 250).Where(i => i % 50 != 0)));
        Assert.That(scene.Server.Journal, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task An_issue_is_as_people_left_it(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("Unwinding", "a body with é and 🦀", "jane", "class/unwinding", "os/linux");
        scene.Clock.Move(TimeSpan.FromHours(1));
        issue.Close("not_planned");
        issue.Lock();
        scene.Repository.Open("Without a body");

        var issues = await scene.Tracker().IssuesAsync(cancellation);

        Assert.Multiple(() =>
        {
            Assert.That(issues[0] with { Labels = [] }, Is.EqualTo(new TrackedIssue
            {
                Number = 1,
                Title = "Unwinding",
                Body = "a body with é and 🦀",
                IsOpen = false,
                Reason = CloseReason.NotPlanned,
                Labels = [],
                IsLocked = true,
                CreatedAt = issue.CreatedAt,
                UpdatedAt = issue.UpdatedAt,
                ClosedAt = issue.UpdatedAt,
                Author = new TrackedAuthor("jane", HasASay: false),
                Url = "https://github.example/rust/matrix-issues/issues/1",
            }));
            Assert.That(issues[0].Labels, Is.EqualTo(new[] { "class/unwinding", "os/linux" }));
            Assert.That(issues[1], Has.Property("Body").EqualTo("").And.Property("IsOpen").True.And.Property("Reason").Null);
        });
    }

    [TestCase("completed", CloseReason.Completed)]
    [TestCase("not_planned", CloseReason.NotPlanned)]
    [TestCase("duplicate", CloseReason.Duplicate)]
    [TestCase(null, null)]
    public async Task Why_it_is_closed_is_told_and_forgotten_when_it_is_open_again(string? reason, object? expected)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("x");
        issue.Close(reason!);
        var tracker = scene.Tracker();
        Assert.That((await tracker.IssueAsync(1, CancellationToken.None))!.Reason, Is.EqualTo((CloseReason?)expected));

        issue.Reopen();

        Assert.That(await tracker.IssueAsync(1, CancellationToken.None), Has.Property("IsOpen").True.And.Property("Reason").Null.And.Property("ClosedAt").Null);
    }

    [TestCase("jane", false)]
    [TestCase("matrix-bot", true, Description = "whose token may write")]
    [TestCase("github-actions[bot]", true)]
    [TestCase("bot", false)]
    public async Task Who_has_a_say_is_told_of_issues_and_comments(string login, bool hasASay)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x", author: login).Comment(login, "y");
        var tracker = scene.Tracker();

        Assert.That((await tracker.IssueAsync(1, CancellationToken.None))!.Author, Is.EqualTo(new TrackedAuthor(login, hasASay)));
        Assert.That((await tracker.CommentsAsync(1, CancellationToken.None)).Single().Author, Is.EqualTo(new TrackedAuthor(login, hasASay)));
    }

    [Test]
    public async Task Comments_and_labels_come_whole(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("x");
        for (var i = 1; i <= 130; i++)
            issue.Comment("jane", $"comment {i}");
        for (var i = 1; i <= 101; i++)
            scene.Repository.AddLabel($"label {i}", "FF00aa", i == 1 ? "" : $"says {i}");

        var tracker = scene.Tracker();
        var comments = await tracker.CommentsAsync(1, cancellation);
        var labels = await tracker.LabelsAsync(cancellation);

        Assert.That(comments.Select(comment => comment.Body), Is.EqualTo(Enumerable.Range(1, 130).Select(i => $"comment {i}")));
        Assert.That(comments[0], Is.EqualTo(new TrackedComment(issue.Comments[0].Id, new TrackedAuthor("jane", HasASay: false), "comment 1", issue.CreatedAt)));
        Assert.That(labels, Has.Count.EqualTo(101));
        Assert.That(labels.Take(2), Is.EqualTo(new[] { new TrackedLabel("label 1", "ff00aa", ""), new TrackedLabel("label 2", "ff00aa", "says 2") }));
    }

    [TestCase(TokenKind.Classic, Access.Write, typeof(WriteAccess.Yes))]
    [TestCase(TokenKind.Classic, Access.Read, typeof(WriteAccess.No))]
    [TestCase(TokenKind.FineGrained, Access.Write, typeof(WriteAccess.Unknown))]
    [TestCase(TokenKind.FineGrained, Access.Read, typeof(WriteAccess.No))]
    [TestCase(TokenKind.Installation, Access.Write, typeof(WriteAccess.Unknown))]
    [TestCase(TokenKind.Installation, Access.Read, typeof(WriteAccess.Unknown))]
    public async Task What_a_token_may_do_is_told_as_far_as_reading_tells_it(TokenKind kind, Access access, Type expected)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Token = scene.Server.AddToken(access, kind);

        var facts = await scene.Tracker().DescribeAsync(CancellationToken.None);

        Assert.That(facts.MayWrite, Is.TypeOf(expected));
        Assert.That(scene.Server.Writes, Is.Empty);
    }

    [Test]
    public async Task What_stands_in_the_way_of_writing_is_told(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        (scene.Repository.IsArchived, scene.Repository.IsPrivate, scene.Repository.HasIssues) = (true, true, false);

        var facts = await scene.Tracker().DescribeAsync(cancellation);

        Assert.That(facts, Is.EqualTo(new RepositoryFacts(IsPrivate: true, IsArchived: true, HasIssues: false, new WriteAccess.No("the repository is archived"))));
    }

    [Test]
    public async Task What_is_public_can_be_read_without_a_token_and_nothing_be_written(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        var tracker = scene.Tracker(scene.Settings with { Token = null });

        Assert.That(await tracker.IssuesAsync(cancellation), Has.Count.EqualTo(1));
        Assert.That((await tracker.DescribeAsync(cancellation)).MayWrite, Is.EqualTo(new WriteAccess.No("there is no token")));
        Assert.That(scene.Server.Journal.Select(entry => entry.Call.Headers.ContainsKey("Authorization")), Has.None.True);
    }

    [TestCase("a/b", false, "it is not there")]
    [TestCase(GitHubScene.Name, true, "it is not there")]
    public async Task A_repository_that_is_not_there_or_not_shown_is_an_error(string name, bool isPrivate, string reason)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.IsPrivate = isPrivate;
        scene.Token = scene.Server.AddToken(Access.Nothing);

        var error = await Assert.ThrowsAsync<MatrixException>(() => scene.Tracker(name: name).DescribeAsync(CancellationToken.None));

        Assert.That(error!.Message, Does.Contain($"cannot read what {name} is").And.Contain(reason));
        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.PublishFailed));
    }

    [Test]
    public async Task Issues_that_are_switched_off_are_an_error_that_says_so()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.HasIssues = false;

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("has been disabled").And.Property("Hint").Contains("switch them on"),
            () => scene.Tracker().IssuesAsync(CancellationToken.None));
    }

    [Test]
    public async Task A_repository_that_was_renamed_is_an_error_that_says_its_new_name()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        scene.Repository.Rename("rust/elsewhere");
        var tracker = scene.Tracker();

        foreach (var act in new Func<Task>[]
        {
            () => tracker.DescribeAsync(CancellationToken.None),
            () => tracker.IssuesAsync(CancellationToken.None),
            () => tracker.UpdateAsync(1, new IssueChange { Title = "y" }, CancellationToken.None),
            () => tracker.OpenAsync(new NewIssue("y", "", []), CancellationToken.None),
        })
        {
            Assert.That(
                async () => await act(), Throws.TypeOf<MatrixException>().With.Message.Contains("it has moved from rust/matrix-issues to rust/elsewhere"));
        }

        Assert.That(scene.Repository.Issues.Select(issue => issue.Title), Is.EqualTo(new[] { "x" }));
    }

    [Test]
    public async Task The_interface_of_a_GitHub_Enterprise_server_lies_deeper(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync("/api/v3");
        for (var i = 0; i < 101; i++)
            scene.Repository.Open("x");

        Assert.That(await scene.Tracker().IssuesAsync(cancellation), Has.Count.EqualTo(101));
    }

    [Test]
    public async Task An_answer_that_lacks_what_GitHub_promises_is_an_error_that_says_which_request()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        scene.Server.Faults.Next(new Fault(FaultKind.Forged) { Body = """[{"number":1,"title":"x"}]""" });

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("GET /repos/rust/matrix-issues/issues?state=all").And.Message.Contains("it lacks 'state', 'labels'"),
            () => scene.Tracker().IssuesAsync(CancellationToken.None));
    }

    [Test]
    public async Task A_list_without_an_end_is_an_error(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issues = Enumerable.Range(1, 100).Select(number =>
            $$"""{"number":{{number}},"title":"x","state":"open","labels":[],"locked":false,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","closed_at":null,"user":null,"html_url":"x"}""");
        var page = new Fault(FaultKind.Forged) { Body = $"[{string.Join(',', issues)}]" };
        scene.Server.Faults.Chance = _ => page;

        await Assert.ThrowsAsync(Is.TypeOf<MatrixException>().With.Message.Contains("more than 1000 pages"), () => scene.Tracker().IssuesAfterAsync(0, cancellation));
    }

    [Test]
    public async Task Another_repository_in_the_answer_is_an_error()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Next(new Fault(FaultKind.Forged) { Body = """{"full_name":"rust/not-named","private":false,"archived":false,"has_issues":true,"open_issues_count":0}""" });

        await Assert.ThrowsAsync(Is.TypeOf<MatrixException>().With.Message.Contains("another repository"), () => scene.Tracker().DescribeAsync(CancellationToken.None));
    }

    [Test]
    public async Task Every_request_says_who_asks_and_which_version_of_the_interface_is_meant(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        await scene.Tracker().DescribeAsync(cancellation);

        var call = scene.Server.Journal[0].Call;
        Assert.Multiple(() =>
        {
            Assert.That(call.Headers["Accept"], Is.EqualTo("application/vnd.github+json"));
            Assert.That(call.Headers["X-GitHub-Api-Version"], Is.EqualTo("2022-11-28"));
            Assert.That(call.Headers["User-Agent"], Does.StartWith("cranelift-matrix/"));
        });
    }
}
