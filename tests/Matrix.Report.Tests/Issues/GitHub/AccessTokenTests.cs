using Matrix.GitHub;
using Matrix.GitHub.Faults;
using Matrix.Report.Issues.GitHub;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class AccessTokenTests
{
    private const string Secret = "ghp_abcdefghijklmnopqrstuvwxyz";

    [Test]
    public void A_token_does_not_show_itself()
    {
        var token = AccessToken.Parse($" {Secret}\n");

        Assert.That($"{token} {new GitHubSettings { Token = token }} {token.Fingerprint()}", Does.Not.Contain("abcdef"));
        Assert.That(token.Header().Parameter, Is.EqualTo(Secret));
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("ghp_two words")]
    [TestCase("ghp_two\nlines")]
    [TestCase("ghp_größe")]
    public void What_is_none_is_refused_without_showing_it(string text) => Assert.That(
        () => AccessToken.Parse(text),
        Throws.TypeOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage).And.Message.Not.Contain("ghp_"));

    [Test]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using var scene = await GitHubScene.BeginAsync();
        await using var elsewhere = await GitHubServer.StartAsync(scene.Clock);
        elsewhere.AddRepository(GitHubScene.Name);
        scene.Server.Faults.Next(Redirect(elsewhere), Redirect(elsewhere), Redirect(elsewhere));
        var tracker = scene.Tracker();

        foreach (var act in new Func<Task>[] { () => tracker.IssuesAsync(default), () => tracker.OpenAsync(new("x", "", []), default), () => tracker.DescribeAsync(default) })
            Assert.That(async () => await act(), Throws.TypeOf<MatrixException>().With.Message.Contains("it has moved from rust/matrix-issues to another address"));
        Assert.That(elsewhere.Journal, Is.Empty);
    }

    [Test]
    public async Task A_next_page_on_another_host_is_not_asked_for()
    {
        await using var scene = await GitHubScene.BeginAsync();
        await using var elsewhere = await GitHubServer.StartAsync(scene.Clock);
        scene.Server.Faults.Next(new Fault(FaultKind.Forged)
        {
            Body = "[]",
            Headers = new Dictionary<string, string> { ["Link"] = $"<{elsewhere.Address}/repos/{GitHubScene.Name}/labels?page=2>; rel=\"next\"" },
        });

        Assert.That(async () => await scene.Tracker().LabelsAsync(default), Throws.TypeOf<MatrixException>().With.Message.Contains("its next page is at another address"));
        Assert.That(elsewhere.Journal, Is.Empty);
    }

    [TestCase(FaultKind.GatewayBefore)]
    [TestCase(FaultKind.DroppedBefore)]
    [TestCase(FaultKind.HtmlInPlaceOfJson)]
    [TestCase(FaultKind.Forged)]
    public async Task No_error_shows_the_token(FaultKind kind)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Server.Faults.Chance = _ => new Fault(kind) { Body = "[]" };
        var tracker = scene.Tracker();

        foreach (var act in new Func<Task>[] { () => tracker.DescribeAsync(default), () => tracker.OpenAsync(new("x", "", []), default) })
        {
            Assert.That(
                async () => await act(),
                Throws.InstanceOf<MatrixException>().With.Matches<MatrixException>(error => !(error! + error!.Hint).Contains(scene.Token.Text, StringComparison.Ordinal)));
        }
    }

    private static Fault Redirect(GitHubServer to) => new(FaultKind.Forged)
    {
        Status = 307,
        Headers = new Dictionary<string, string> { ["Location"] = $"{to.Address}/repos/{GitHubScene.Name}/issues" },
    };
}
