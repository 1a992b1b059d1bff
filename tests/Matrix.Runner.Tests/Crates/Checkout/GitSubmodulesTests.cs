using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;

namespace Matrix.Runner.Tests.Crates.Checkout;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class GitSubmodulesTests : IDisposable
{
    private readonly GitScene scene = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose() => scene.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Submodules_of_a_repository_of_this_machine_are_placed(bool relative, CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        var commit = await CommitWithSubmoduleAsync(relative ? "../part" : scene.Url("part"), cancellation);

        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);

        Assert.That(scene.Content("a/sub"), Is.EqualTo("part"));
    }

    [Test]
    public async Task A_submodule_that_is_not_there_is_told_and_the_others_are_placed(CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        await scene.CommitAsync("gone", "gone", cancellation);
        await CommitWithSubmoduleAsync(scene.Url("part"), cancellation);
        var inner = await CommitWithSubmoduleAsync(scene.Url("gone"), cancellation, "gone", "deep/gone");
        await scene.CommitAsync("outer", "outer", cancellation);
        var commit = await CommitWithSubmoduleAsync(scene.Url("origin"), cancellation, "origin", "inner", "outer");
        Directory.Delete(scene.PathOf("gone"), recursive: true);

        var placed = await scene.PlaceAsync(scene.Source("outer", commit), CheckoutDepth.Commit, "a", cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inner, Is.Not.Empty);
            Assert.That(placed.MissingSubmodules.Select(missing => missing.Path), Is.EqualTo(new[] { "inner/deep/gone" }));
            Assert.That(placed.MissingSubmodules[0].Why, Does.Contain(scene.PathOf("gone")));
            Assert.That((scene.Content("a"), scene.Content("a/inner"), scene.Content("a/inner/sub")), Is.EqualTo(("outer", "one", "part")));
        }
    }

    [Test]
    public async Task Submodules_that_nobody_wants_are_not_looked_for(CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        var commit = await CommitWithSubmoduleAsync(scene.Url("part"), cancellation);

        var placed = await scene.PlaceAsync(scene.Source("origin", commit), new CheckoutDepth(Submodules: false), "a", cancellation);

        Assert.That((placed.MissingSubmodules.Length, File.Exists(scene.PathOf("a/sub/file"))), Is.EqualTo((0, false)));
    }

    [TestCase("file:///srv/a", "file:///srv/part", "file:///srv/part")]
    [TestCase("file:///srv/a", "/srv/part", "file:///srv/part")]
    [TestCase("file:///srv/a", "../part", "file:///srv/part")]
    [TestCase("https://example.org/a/b.git", "../../c/d.git", "https://example.org/c/d.git")]
    [TestCase("https://example.org/a/b/", "./d", "https://example.org/a/b/d")]
    [TestCase("git@example.org:a/b", "../c", "git@example.org:a/c")]
    [TestCase("git@example.org:a", "../c", "git@example.org:c")]
    [TestCase("https://example.org/a", "https://example.org/b", "https://example.org/b")]
    [TestCase("https://example.org/a", "file:///srv/part", null, Description = "only a repository of this machine may name others of it")]
    [TestCase("https://example.org/a", "/srv/part", null)]
    [TestCase("https://example.org/a", "ext::sh -c touch% /tmp/x", null, Description = "a transport that runs a command")]
    [TestCase("https://example.org/a", "--upload-pack=touch x", null)]
    [TestCase("https://example.org/a", "", null)]
    public async Task A_submodule_is_fetched_from_where_it_may_be_and_nowhere_else(string origin, string written, string? url, CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        var commit = await CommitWithSubmoduleAsync(written, cancellation);
        var fetched = new List<string>();
        var submodules = new GitSubmodules((source, _, _, _) =>
        {
            fetched.Add(source.Url);
            return Task.FromResult(new CheckedOut(source.Revision));
        });

        var missing = await submodules.PlaceAsync(new CrateSource.Git(origin, commit, IsTag: false), CheckoutDepth.Commit, scene.PathOf("origin"), cancellation);

        Assert.That(fetched, Is.EqualTo(url is null ? [] : new[] { url }));
        Assert.That(missing.Select(part => part.Path), Is.EqualTo(url is null ? new[] { "sub" } : []));
    }

    [TestCase("[submodule \"sub\"\n\tpath = sub\n\turl = x\n", Description = "a bracket is open")]
    [TestCase("<<<<<<< HEAD\n", Description = "a merge that was never ended")]
    [TestCase("\0\u0001 = [\n")]
    [TestCase("[submodule \"sub\"]\n\tpath = sub\n")]
    [TestCase("[submodule \"sub\"]\n\tpath = sub\n\turl =\n")]
    [TestCase("[submodule \"sub\"]\n\tpath = ../sub\n\turl = x\n")]
    [TestCase("")]
    public async Task A_gitmodules_that_says_nothing_of_use_stops_nothing(string written, CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        await CommitWithSubmoduleAsync(scene.Url("part"), cancellation);
        scene.File("origin/.gitmodules", written);
        await scene.GitAsync("origin", ["add", ".gitmodules"], cancellation);
        await scene.CommitAsync("origin", cancellation);
        var commit = (await scene.GitAsync("origin", ["rev-parse", "HEAD"], cancellation)).Trim();

        var placed = await scene.PlaceAsync(scene.Source("origin", commit), CheckoutDepth.Commit, "a", cancellation);

        Assert.That(scene.Content("a"), Is.EqualTo("one"));
        Assert.That(placed.MissingSubmodules.Select(missing => missing.Path), Is.EqualTo(new[] { "sub" }));
    }

    [Test]
    public async Task A_link_in_its_way_is_not_followed(CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        await CommitWithSubmoduleAsync(scene.Url("part"), cancellation, place: "deep/sub");
        Directory.Delete(scene.PathOf("origin/deep"), recursive: true);
        Directory.CreateDirectory(scene.PathOf("outside"));
        File.CreateSymbolicLink(scene.PathOf("origin/deep"), scene.PathOf("outside"));

        var missing = await new GitSubmodules((_, _, _, _) => throw new InvalidOperationException())
            .PlaceAsync(scene.Source("origin", new string('1', 40)), CheckoutDepth.Commit, scene.PathOf("origin"), cancellation);

        Assert.That(missing.Single().Why, Is.EqualTo("its place is a link"));
        Assert.That(Directory.EnumerateFileSystemEntries(scene.PathOf("outside")), Is.Empty);
    }

    [Test]
    public async Task What_was_had_once_is_had_without_its_repository(CancellationToken cancellation)
    {
        await scene.CommitAsync("part", "part", cancellation);
        var commit = await CommitWithSubmoduleAsync(scene.Url("part"), cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        Directory.Delete(scene.PathOf("part"), recursive: true);

        await scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);

        Assert.That(scene.Content("b/sub"), Is.EqualTo("part"));
        Assert.That(await scene.GitAsync("b", ["status", "--porcelain"], cancellation), Is.Empty);
    }

    private async Task<string> CommitWithSubmoduleAsync(
        string url, CancellationToken cancellation, string part = "part", string place = "sub", string repository = "origin")
    {
        if (!Directory.Exists(scene.PathOf(repository)))
            await scene.CommitAsync(repository, "one", cancellation);
        await scene.GitAsync(repository, ["clone", "--quiet", scene.Url(part), place], cancellation);
        File.AppendAllText(scene.PathOf($"{repository}/.gitmodules"), $"[submodule \"{place}\"]\n\tpath = {place}\n\turl = {url}\n");
        await scene.GitAsync(repository, ["add", ".gitmodules", place], cancellation);
        return await scene.CommitAsync(repository, cancellation);
    }
}
