using Matrix.Runner.Crates;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Crates;

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

    [TestCase("file:///srv/a", true)]
    [TestCase("https://example.org/a", false)]
    public async Task Only_a_repository_of_this_machine_may_name_others_of_it(string url, bool local, CancellationToken cancellation)
    {
        var processes = new FakeProcessRunner();
        processes.On("git").Prints(new string('1', 40));
        scene.File("a/.gitmodules", "");
        var source = new CrateSource.Git(url, new string('1', 40), IsTag: false);

        await new GitCheckout(new TrustedPrograms(processes), scene.Mirrors)
            .CheckOutAsync(source, CheckoutDepth.Commit, scene.PathOf("a"), cancellation);

        var placing = processes.Commands.Single(command => command.Arguments.Contains("submodule"));
        Assert.That(placing.Arguments.Contains("protocol.file.allow=always"), Is.EqualTo(local));
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
