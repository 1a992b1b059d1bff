using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class GitMirrorTests : IDisposable
{
    private readonly GitScene scene = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose() => scene.Dispose();

    [Test]
    public async Task A_commit_that_was_had_once_is_had_without_its_repository(CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        Directory.Delete(scene.PathOf("origin"), recursive: true);

        await scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);

        Assert.That(scene.Content("b"), Is.EqualTo("one"));
    }

    [Test]
    public async Task Crates_of_one_repository_can_be_had_at_once(CancellationToken cancellation)
    {
        var commits = new List<string>();
        for (var number = 0; number < 4; number++)
            commits.Add(await scene.CommitAsync("origin", $"{number}", cancellation));

        await Task.WhenAll(commits.Select(
            (commit, number) => scene.CheckOutAsync(scene.Source("origin", commit), $"crate-{number}", cancellation)));

        Assert.That(Enumerable.Range(0, 4).Select(number => scene.Content($"crate-{number}")), Is.EqualTo(new[] { "0", "1", "2", "3" }));
        Assert.That(Directory.GetDirectories(scene.Mirrors), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Repositories_of_one_name_have_mirrors_of_their_own(CancellationToken cancellation)
    {
        var one = await scene.CommitAsync("one/memchr", "one", cancellation);
        var two = await scene.CommitAsync("two/memchr", "two", cancellation);
        await scene.CheckOutAsync(scene.Source("one/memchr", one), "a", cancellation);
        await scene.CheckOutAsync(scene.Source("two/memchr", two), "b", cancellation);

        Assert.That(Directory.GetDirectories(scene.Mirrors), Has.Length.EqualTo(2));
        Assert.That(Directory.GetDirectories(scene.Mirrors).Select(Path.GetFileName), Is.All.Match("^memchr-[0-9a-f]{12}[.]git$"));
    }

    [TestCase("shallow.lock")]
    [TestCase("HEAD.lock")]
    [TestCase("config.lock")]
    [TestCase("refs/heads/{0}.lock")]
    public async Task A_lock_of_a_git_that_was_killed_does_not_stop_the_next(string file, CancellationToken cancellation)
    {
        await scene.CheckOutAsync(scene.Source("origin", await scene.CommitAsync("origin", "one", cancellation)), "a", cancellation);
        var second = await scene.CommitAsync("origin", "two", cancellation);
        File.WriteAllText(Path.Combine(Mirror, string.Format(System.Globalization.CultureInfo.InvariantCulture, file, second)), "");

        await scene.CheckOutAsync(scene.Source("origin", second), "b", cancellation);

        Assert.That(scene.Content("b"), Is.EqualTo("two"));
    }

    [Test]
    public async Task A_mirror_that_was_half_made_is_made_anew(CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        File.Delete(Path.Combine(Mirror, "HEAD"));
        Directory.CreateDirectory($"{Mirror}.new/objects");

        await scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);

        Assert.That(scene.Content("b"), Is.EqualTo("one"));
    }

    [TestCase("objects")]
    [TestCase("refs")]
    [TestCase("shallow")]
    [TestCase("HEAD")]
    public async Task A_mirror_that_lost_files_with_the_power_is_made_anew(string part, CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        var place = Path.Combine(Mirror, part);
        foreach (var file in File.Exists(place) ? [place] : Directory.GetFiles(place, "*", SearchOption.AllDirectories))
            Empty(file);

        await scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);

        Assert.That(scene.Content("b"), Is.EqualTo("one"));
    }

    [Test]
    public async Task What_is_wrong_with_an_entry_costs_no_mirror(CancellationToken cancellation)
    {
        await scene.CheckOutAsync(scene.Source("origin", await scene.CommitAsync("origin", "one", cancellation)), "a", cancellation);
        var kept = Path.Combine(Mirror, "kept");
        File.WriteAllText(kept, "");

        await Assert.CatchAsync<CheckoutException>(() => scene.CheckOutAsync(scene.Source("origin", new string('1', 40)), "b", cancellation));

        Assert.That(File.Exists(kept), Is.True);
    }

    [Test]
    public async Task Another_sweep_waits_for_its_turn_at_a_mirror(CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        var turn = await MirrorTurn.TakeAsync(Mirror, cancellation);

        var waiting = scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);
        Assert.That(Directory.EnumerateFileSystemEntries(scene.PathOf("b")), Is.Empty);
        turn.Dispose();
        await waiting;

        Assert.That(scene.Content("b"), Is.EqualTo("one"));
    }

    private string Mirror => Directory.GetDirectories(scene.Mirrors).Single();

    // git makes its objects read-only.
    private static void Empty(string file)
    {
        File.Delete(file);
        File.WriteAllText(file, "");
    }
}
