using Matrix.GitHub.World;
using Matrix.Report.Issues;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class GitHubWritingTests
{
    [Test]
    public async Task An_issue_is_opened_as_it_was_asked_for(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.OpenPullRequest("takes the first number");

        var opened = await scene.Tracker().OpenAsync(new NewIssue("A \"title\" – ✓", "line\r\nline\n🦀", ["class/unwinding", "os/linux"]), cancellation);

        var issue = scene.Repository.Issue(2);
        Assert.Multiple(() =>
        {
            Assert.That((opened.Number, opened.Title, opened.Body, opened.IsOpen), Is.EqualTo((2, "A \"title\" – ✓", "line\r\nline\n🦀", true)));
            Assert.That((issue.Title, issue.Body, issue.Author), Is.EqualTo((opened.Title, opened.Body, "matrix-bot")));
            Assert.That(issue.Labels, Is.EqualTo(new[] { "class/unwinding", "os/linux" }));
        });
    }

    [Test]
    public async Task Only_what_changes_is_sent(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("title", "body", "jane", "help wanted");
        var tracker = scene.Tracker();

        await tracker.UpdateAsync(1, new IssueChange { Body = "another" }, cancellation);
        Assert.That((issue.Title, issue.Body, issue.IsOpen), Is.EqualTo(("title", "another", true)));

        await tracker.UpdateAsync(1, new IssueChange { Title = "new", State = StateChange.CloseCompleted }, cancellation);
        Assert.That((issue.Title, issue.Body, issue.IsOpen, issue.StateReason), Is.EqualTo(("new", "another", false, "completed")));

        var reopened = await tracker.UpdateAsync(1, new IssueChange { State = StateChange.Reopen }, cancellation);
        Assert.That((issue.IsOpen, issue.StateReason, reopened.IsOpen), Is.EqualTo((true, "reopened", true)));
        Assert.That(issue.Labels, Is.EqualTo(new[] { "help wanted" }));
        Assert.That(scene.Server.Writes.Select(write => write.Call.Body), Is.EqualTo(new[]
        {
            """{"body":"another"}""", """{"title":"new","state":"closed","state_reason":"completed"}""", """{"state":"open","state_reason":"reopened"}""",
        }));
    }

    [Test]
    public async Task A_comment_is_added(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("x");

        var comment = await scene.Tracker().CommentAsync(1, "now on macOS too", cancellation);

        Assert.That(issue.Comments.Single(), Has.Property("Id").EqualTo(comment.Id).And.Property("Body").EqualTo("now on macOS too"));
    }

    [TestCase("class/unwinding")]
    [TestCase("a b?c#d%2F&e=f")]
    [TestCase("größe 🦀")]
    public async Task A_label_of_any_name_is_made_changed_added_and_removed(string name)
    {
        await using var scene = await GitHubScene.BeginAsync();
        var issue = scene.Repository.Open("x", null, "jane", "theirs");
        var tracker = scene.Tracker();

        await tracker.CreateLabelAsync(new TrackedLabel(name, "ff0000", "one"), CancellationToken.None);
        await tracker.UpdateLabelAsync(new TrackedLabel(name, "00ff00", "two"), CancellationToken.None);
        await tracker.AddLabelsAsync(1, [name], CancellationToken.None);
        Assert.That(issue.Labels, Is.EqualTo(new[] { "theirs", name }));
        Assert.That(scene.Repository.Labels.Single(label => label.Name == name), Has.Property("Colour").EqualTo("00ff00").And.Property("Description").EqualTo("two"));

        await tracker.RemoveLabelAsync(1, name, CancellationToken.None);
        Assert.That(issue.Labels, Is.EqualTo(new[] { "theirs" }));
    }

    [TestCase(".")]
    [TestCase("..")]
    public async Task A_label_whose_address_would_be_that_of_its_repository_is_refused(string name)
    {
        await using var scene = await GitHubScene.BeginAsync();

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("has no address"),
            () => scene.Tracker().UpdateLabelAsync(new TrackedLabel(name, "00ff00", "two"), CancellationToken.None));
        Assert.That(scene.Server.Journal, Is.Empty);
    }

    [Test]
    public async Task A_label_that_is_not_on_the_issue_is_none_to_remove_and_an_issue_that_is_not_there_is_an_error()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        var tracker = scene.Tracker();

        await Assert.DoesNotThrowAsync(() => tracker.RemoveLabelAsync(1, "gone", CancellationToken.None));
        await Assert.ThrowsAsync<MatrixException>(() => tracker.RemoveLabelAsync(2, "gone", CancellationToken.None));
    }

    [Test]
    public async Task A_label_that_somebody_else_has_made_meanwhile_is_there()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.AddLabel("Class/ABI");

        await Assert.DoesNotThrowAsync(() => scene.Tracker().CreateLabelAsync(new TrackedLabel("class/abi", "ff0000", ""), CancellationToken.None));
        Assert.That(scene.Repository.Labels, Has.Count.EqualTo(1));
    }

    [TestCase(TokenKind.FineGrained, Access.Read, "give the token the permission Issues: read and write on this repository")]
    [TestCase(TokenKind.FineGrained, Access.Participate, "give the token the permission Issues: read and write on this repository")]
    [TestCase(TokenKind.Installation, Access.Read, "give the token the permission Issues: read and write on this repository")]
    [TestCase(TokenKind.Classic, Access.Read, "give the token the scope public_repo")]
    public async Task A_token_that_may_not_is_told_which_permission_is_missing(TokenKind kind, Access access, string hint)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        scene.Token = scene.Server.AddToken(access, kind);

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("cannot change issue 1 of rust/matrix-issues").And.Property("Hint").StartsWith(hint),
            () => scene.Tracker().UpdateAsync(1, new IssueChange { Title = "y" }, CancellationToken.None));
    }

    [Test]
    public async Task A_token_that_GitHub_does_not_know_is_an_error_that_does_not_show_it()
    {
        await using var scene = await GitHubScene.BeginAsync();
        var settings = scene.Settings with { Token = Report.Issues.GitHub.AccessToken.Parse("ghp_revoked") };

        var error = await Assert.ThrowsAsync<MatrixException>(() => scene.Tracker(settings).OpenAsync(new NewIssue("x", "", []), CancellationToken.None));

        Assert.That(error!.ToString() + error.Hint, Does.Contain("does not take the token").And.Not.Contain("ghp_revoked"));
    }

    [Test]
    public async Task An_archived_repository_is_an_error_that_says_so()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.IsArchived = true;

        await Assert.ThrowsAsync(
            Is.TypeOf<MatrixException>().With.Message.Contains("the repository is archived"),
            () => scene.Tracker().OpenAsync(new NewIssue("x", "", []), CancellationToken.None));
    }

    [TestCase(256, 65_536, null)]
    [TestCase(257, 1, "title is too long (maximum is 256 characters)")]
    [TestCase(1, 65_537, "body is too long (maximum is 65536 characters)")]
    [TestCase(0, 1, "title: missing_field")]
    public async Task What_GitHub_does_not_accept_is_an_error_with_its_reason(int title, int body, string? reason)
    {
        await using var scene = await GitHubScene.BeginAsync();
        Task OpenAsync() => scene.Tracker().OpenAsync(new NewIssue(new string('t', title), new string('b', body), []), CancellationToken.None);

        if (reason is null)
            await Assert.DoesNotThrowAsync(OpenAsync);
        else
            await Assert.ThrowsAsync(Is.TypeOf<MatrixException>().With.Message.Contains(reason), OpenAsync);
        Assert.That(scene.Repository.Issues, Has.Count.EqualTo(reason is null ? 1 : 0));
    }

    [Test]
    public async Task Labels_that_GitHub_drops_are_missing_in_what_was_opened(CancellationToken cancellation)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Token = scene.Server.AddToken(Access.Participate);

        var opened = await scene.Tracker().OpenAsync(new NewIssue("x", "", ["class/abi"]), cancellation);

        Assert.That(opened.Labels, Is.Empty);
    }
}
