using System.Globalization;
using System.Text;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;

namespace Matrix.Runner.Tests.Crates.Checkout;

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

    // As old tools wrote them; git's own fsck refuses each.
    [TestCase("author x<x@example.org> 1 +0000\ncommitter x <x@example.org> 1 +0000\n")]
    [TestCase("author <x@example.org> 1 +0000\ncommitter x <x@example.org> 1 +0000\n")]
    [TestCase("author x 1 +0000\ncommitter x <x@example.org> 1 +0000\n")]
    [TestCase("author x <x@example.org> +0000\ncommitter x <x@example.org> 1 +0000\n")]
    [TestCase("author x <x@example.org>1 +0000\ncommitter x <x@example.org> 1 +0000\n")]
    [TestCase("author x <x@example.org> 01 +0000\ncommitter x <x@example.org> 1 +051800\n")]
    [TestCase("author x <x@example.org> 1 +0000\nauthor y <y@example.org> 1 +0000\ncommitter x <x@example.org> 1 +0000\n")]
    [TestCase("author x <x>@example.org> 1 +0000\ncommitter x> <x@example.org> 99999999999999999999 +0000\n")]
    public async Task A_commit_that_says_odd_things_of_people_and_times_is_had(string people, CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        var tree = (await scene.GitAsync("origin", ["rev-parse", "HEAD^{tree}"], cancellation)).Trim();
        var raw = scene.File("raw", $"tree {tree}\n{people}\nx\n");
        var commit = (await scene.GitAsync("origin", ["hash-object", "--literally", "-t", "commit", "-w", raw], cancellation)).Trim();
        await scene.GitAsync("origin", ["update-ref", "refs/heads/odd", commit], cancellation);

        var placed = await scene.PlaceAsync(scene.Source("origin", commit), CheckoutDepth.Commit, "a", cancellation);

        Assert.That(scene.Content("a"), Is.EqualTo("one"));
        Assert.That(placed.Committed?.Subject, Is.EqualTo("x").Or.Null, "what cannot be read is not told");
    }

    [TestCase("x", "x")]
    [TestCase("Find needles\n\nIn haystacks.", "Find needles")]
    [TestCase("on two\nlines", "on two lines")]
    [TestCase("a \u001B[31mred\u001B[0m one", "a \uFFFD[31mred\uFFFD[0m one")]
    public async Task What_a_commit_says_of_itself_is_told(string message, string subject, CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        await scene.GitAsync("origin", ["commit", "--quiet", "--amend", "--cleanup=verbatim", $"--message={message}", "--date=2001-01-01T00:00:00Z"], cancellation);
        var commit = (await scene.GitAsync("origin", ["rev-parse", "HEAD"], cancellation)).Trim();
        var seconds = (await scene.GitAsync("origin", ["show", "--no-patch", "--format=%ct", commit], cancellation)).Trim();

        foreach (var depth in new[] { CheckoutDepth.Commit, CheckoutDepth.Everything })
        {
            var placed = await scene.PlaceAsync(scene.Source("origin", commit), depth, $"a{depth.IsFull}", cancellation);

            Assert.That((placed.Committed?.Subject, placed.Committed?.Date.ToUnixTimeSeconds()), Is.EqualTo((subject, long.Parse(seconds, CultureInfo.InvariantCulture))));
        }
    }

    [TestCase("tagger x <x@example.org> soon\n")]
    [TestCase("tagger x 1 +0000\n")]
    [TestCase("")]
    public async Task A_tag_that_says_odd_things_of_its_tagger_is_had(string tagger, CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        var raw = scene.File("raw", $"object {commit}\ntype commit\ntag v1\n{tagger}\nx\n");
        var tag = (await scene.GitAsync("origin", ["hash-object", "--literally", "-t", "tag", "-w", raw], cancellation)).Trim();
        await scene.GitAsync("origin", ["update-ref", "refs/tags/v1", tag], cancellation);

        Assert.That(await scene.CheckOutAsync(scene.Tag("origin", "v1"), "a", cancellation), Is.EqualTo(commit));
    }

    [TestCase("100644 blob {0}\tfile\n100644 blob {0}\tfile\n", Description = "one name twice")]
    [TestCase("100644 blob {0}\tfile\n040000 tree {1}\t.git\n", Description = "a folder of git's")]
    public async Task A_tree_that_deceives_is_refused(string entries, CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        var blob = (await scene.GitAsync("origin", ["rev-parse", "HEAD:file"], cancellation)).Trim();
        var inner = (await scene.GitAsync("origin", ["rev-parse", "HEAD^{tree}"], cancellation)).Trim();
        var raw = scene.PathOf("raw");
        await File.WriteAllBytesAsync(raw, RawTree(string.Format(CultureInfo.InvariantCulture, entries, blob, inner)), cancellation);
        var tree = (await scene.GitAsync("origin", ["hash-object", "--literally", "-t", "tree", "-w", raw], cancellation)).Trim();
        var commit = (await scene.GitAsync("origin", ["commit-tree", tree, "-m", "x"], cancellation)).Trim();
        await scene.GitAsync("origin", ["update-ref", "refs/heads/odd", commit], cancellation);

        await Assert.ThatAsync(() => scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation), Throws.InstanceOf<CheckoutException>());
    }

    private static byte[] RawTree(string entries) =>
        [.. entries.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line =>
        {
            var (mode, (hash, name)) = (line.Split(' ')[0].TrimStart('0'), (line.Split(' ')[2].Split('\t')[0], line.Split('\t')[1]));
            return Encoding.UTF8.GetBytes($"{mode} {name}\0").Concat(Convert.FromHexString(hash));
        })];

    [Test]
    public async Task Another_sweep_waits_for_its_turn_at_a_mirror(CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        var turn = await MirrorLock.TakeAsync(Mirror, cancellation);

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
