using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;

namespace Matrix.Runner.Tests.Crates.Checkout;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class GitCheckoutTests : IDisposable
{
    private readonly GitScene scene = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose() => scene.Dispose();

    [Test]
    public async Task A_commit_is_placed_though_it_is_not_the_newest(CancellationToken cancellation)
    {
        var first = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CommitAsync("origin", "two", cancellation);

        Assert.That(await scene.CheckOutAsync(scene.Source("origin", first), "a", cancellation), Is.EqualTo(first));
        Assert.That(scene.Content("a"), Is.EqualTo("one"));
    }

    [TestCase("tag", "v1")]
    [TestCase("tag --annotate --message=x", "v1")]
    public async Task A_tag_is_placed_and_its_commit_told(string command, string name, CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.GitAsync("origin", [.. command.Split(' '), name], cancellation);
        await scene.CommitAsync("origin", "two", cancellation);

        Assert.That(await scene.CheckOutAsync(scene.Tag("origin", name), "a", cancellation), Is.EqualTo(commit));
        Assert.That(scene.Content("a"), Is.EqualTo("one"));
    }

    [Test]
    public async Task A_commit_that_is_not_there_is_told(CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        var missing = new string('1', 40);

        var error = await Assert.ThrowsAsync<CheckoutException>(() => scene.CheckOutAsync(scene.Source("origin", missing), "a", cancellation));

        Assert.That(error!.Message, Does.Contain(missing));
        Assert.That(error.IsEnvironmental, Is.False);
    }

    [Test]
    public async Task A_tag_that_is_not_there_is_told(CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);

        var error = await Assert.ThrowsAsync<CheckoutException>(() => scene.CheckOutAsync(scene.Tag("origin", "v9"), "a", cancellation));

        Assert.That(error!.Message, Is.EqualTo("fatal: couldn't find remote ref refs/tags/v9"));
    }

    [TestCase("nowhere")]
    [TestCase("connection-pool")]
    public async Task A_repository_that_is_not_there_is_told(string name, CancellationToken cancellation)
    {
        var error = await Assert.ThrowsAsync<CheckoutException>(
            () => scene.CheckOutAsync(scene.Source(name, new string('1', 40)), "a", cancellation));

        Assert.That(error!.Message, Does.Contain(scene.PathOf(name)));
        Assert.That(error.IsEnvironmental, Is.False);
    }

    [Test]
    public async Task A_host_that_does_not_answer_is_the_networks_fault(CancellationToken cancellation)
    {
        // Nobody listens on port 1.
        var source = new CrateSource.Git("git://127.0.0.1:1/a", new string('1', 40), IsTag: false);

        Assert.That((await Assert.ThrowsAsync<CheckoutException>(() => scene.CheckOutAsync(source, "a", cancellation)))!.IsEnvironmental, Is.True);
    }

    [Test]
    public async Task A_name_that_is_not_UTF8_is_told_and_leaves_nothing_that_cannot_be_removed(CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        var adding = $"cd '{scene.PathOf("origin")}' && touch \"$(printf 'a\\377')\" && git add . && rm \"$(printf 'a\\377')\"";
        if (!(await scene.Programs.AskAsync("sh", ["-c", adding], cancellation)).IsSuccess)
            Assert.Ignore("the file system takes no such name");
        var commit = await scene.CommitAsync("origin", cancellation);

        var error = await Assert.ThrowsAsync<CheckoutException>(() => scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation));

        Assert.That(error!.Message, Is.EqualTo("the name of a file is not UTF-8, so this tool cannot copy it: a\uFFFD"));
        Assert.That(() => Directory.Delete(scene.PathOf("a"), recursive: true), Throws.Nothing);
    }

    [Test]
    public async Task What_is_changed_in_a_source_does_not_show_in_it(CancellationToken cancellation)
    {
        var commit = await scene.CommitAsync("origin", "one", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        scene.File("a/file", "changed");

        await scene.Checkout.HideChangesAsync(scene.PathOf("a"), ["unknown", "file"], cancellation);

        Assert.That(await scene.GitAsync("a", ["describe", "--always", "--dirty", "--abbrev=40"], cancellation), Is.EqualTo($"{commit}\n"));
    }
}
