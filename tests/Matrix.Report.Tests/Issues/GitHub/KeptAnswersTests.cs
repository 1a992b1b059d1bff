using Matrix.Report.Issues.GitHub;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues.GitHub;

public sealed class KeptAnswersTests
{
    private TemporaryDirectory folder = null!;

    private IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(folder.Path, "kept"));

    [SetUp]
    public void MakeAFolder() => folder = new TemporaryDirectory();

    [TearDown]
    public void RemoveIt() => folder.Dispose();

    [Test]
    public async Task What_is_unchanged_costs_nothing_in_the_next_run()
    {
        await using var scene = await GitHubScene.BeginAsync();
        for (var i = 0; i < 250; i++)
            scene.Repository.Open($"issue {i}", "body");
        var first = await Tracker(scene).IssuesAsync(CancellationToken.None);
        var used = scene.Token.Used;

        var tracker = Tracker(scene);
        var second = await tracker.IssuesAsync(CancellationToken.None);

        Assert.That(second.Select(issue => issue with { Labels = [] }), Is.EqualTo(first.Select(issue => issue with { Labels = [] })));
        Assert.That(tracker.Counts, Is.EqualTo(new RequestCounts(Reads: 3, Unchanged: 3, Writes: 0)));
        Assert.That(scene.Token.Used, Is.EqualTo(used));
    }

    [Test]
    public async Task A_page_with_a_change_is_read_anew_and_the_others_are_not()
    {
        await using var scene = await GitHubScene.BeginAsync();
        for (var i = 0; i < 250; i++)
            scene.Repository.Open($"issue {i}");
        await Tracker(scene).IssuesAsync(CancellationToken.None);
        scene.Repository.Issue(150).Edit("by a person");

        var tracker = Tracker(scene);
        var issues = await tracker.IssuesAsync(CancellationToken.None);

        Assert.That(issues[149].Body, Is.EqualTo("by a person"));
        Assert.That(tracker.Counts, Is.EqualTo(new RequestCounts(Reads: 3, Unchanged: 2, Writes: 0)));
    }

    [Test]
    public async Task A_page_that_was_the_last_and_is_full_hides_nothing_that_came_behind_it()
    {
        await using var scene = await GitHubScene.BeginAsync();
        for (var number = 1; number <= 100; number++)
            scene.Repository.Open("x");
        Assert.That(await Tracker(scene).IssuesAsync(CancellationToken.None), Has.Count.EqualTo(100));

        scene.Repository.Open("y");

        Assert.That(await Tracker(scene).IssuesAsync(CancellationToken.None), Has.Count.EqualTo(101));
    }

    [Test]
    public async Task An_issue_is_looked_at_afresh_and_not_kept()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        var tracker = Tracker(scene);
        await tracker.IssueAsync(1, CancellationToken.None);
        scene.Repository.Issue(1).Edit("new");

        Assert.That((await tracker.IssueAsync(1, CancellationToken.None))!.Body, Is.EqualTo("new"));
        Assert.That(Directory.Exists(Path.Combine(folder.Path, "kept")), Is.False);
    }

    [Test]
    public async Task Only_the_owner_can_read_what_is_kept_and_the_token_is_not_in_it()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        await Tracker(scene).IssuesAsync(CancellationToken.None);

        Assert.That(Files.Select(File.GetUnixFileMode), Is.EqualTo(new[] { UnixFileMode.UserRead | UnixFileMode.UserWrite }));
        Assert.That(File.ReadAllText(Files.Single()), Does.Not.Contain(scene.Token.Text));
        Assert.That(File.GetUnixFileMode(Path.Combine(folder.Path, "kept")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public async Task What_another_token_saw_is_not_used()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        await Tracker(scene).IssuesAsync(CancellationToken.None);
        scene.Token = scene.Server.AddToken();

        var tracker = Tracker(scene);
        await tracker.IssuesAsync(CancellationToken.None);

        Assert.That(tracker.Counts.Unchanged, Is.Zero);
        Assert.That(scene.Server.Journal[^1].Call.Headers, Does.Not.ContainKey("If-None-Match"));
    }

    [Test]
    public async Task What_another_GitHub_said_is_not_used()
    {
        await using var one = await GitHubScene.BeginAsync();
        await using var other = await GitHubScene.BeginAsync();
        one.Repository.Open("x");
        await Tracker(one).IssuesAsync(CancellationToken.None);
        var tracker = other.Tracker(other.Settings with { Cache = Path.Combine(folder.Path, "kept"), Token = AccessToken.Parse(other.Token.Text) });

        Assert.That(await tracker.IssuesAsync(CancellationToken.None), Is.Empty);
        Assert.That(other.Server.Journal.Select(entry => entry.Call.Headers.ContainsKey("If-None-Match")), Has.None.True);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("""{"format":1}""")]
    [TestCase("""{"format":2,"asker":"x","path":"y","tag":"z","body":"[]"}""")]
    public async Task A_file_that_cannot_be_understood_is_as_if_it_were_not_there(string content)
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        await Tracker(scene).IssuesAsync(CancellationToken.None);
        File.WriteAllText(Files.Single(), content);

        Assert.That(await Tracker(scene).IssuesAsync(CancellationToken.None), Has.Count.EqualTo(1));
        var tracker = Tracker(scene);
        await tracker.IssuesAsync(CancellationToken.None);
        Assert.That(tracker.Counts.Unchanged, Is.EqualTo(1), "it was kept anew");
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_to_does_no_harm()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        var tracker = scene.Tracker(scene.Settings with { Cache = folder.File("a-file", "") });

        Assert.That(await tracker.IssuesAsync(CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_kept_does_not_grow_for_ever()
    {
        await using var scene = await GitHubScene.BeginAsync();
        scene.Repository.Open("x");
        var kept = Directory.CreateDirectory(Path.Combine(folder.Path, "kept")).FullName;
        for (var i = 0; i < 600; i++)
            File.WriteAllText(Path.Combine(kept, $"{i}.json"), "");

        await Tracker(scene).IssuesAsync(CancellationToken.None);

        Assert.That(Files.Count(), Is.EqualTo(512));
        var tracker = Tracker(scene);
        await tracker.IssuesAsync(CancellationToken.None);
        Assert.That(tracker.Counts.Unchanged, Is.EqualTo(1), "the youngest stays");
    }

    private GitHubTracker Tracker(GitHubScene scene) => scene.Tracker(scene.Settings with { Cache = Path.Combine(folder.Path, "kept") });
}
