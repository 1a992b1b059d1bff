using Matrix.Runner.Crates;

namespace Matrix.Runner.Tests.Crates;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class GitDepthTests : IDisposable
{
    private readonly GitScene scene = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose() => scene.Dispose();

    [TestCase("full", true, "v1-2", "3")]
    [TestCase("full", false, "none", "3")]
    [TestCase("2", true, "none", "2")]
    [TestCase("3", true, "v1-2", "3")]
    [TestCase("1", true, "none", "1")]
    public async Task Tags_and_history_come_as_far_as_they_are_wanted(
        string history, bool tags, string described, string commits, CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        var depth = new CheckoutDepth(history == "full" ? null : int.Parse(history), tags);

        await scene.CheckOutAsync(scene.Source("origin", commit), depth, "a", cancellation);

        Assert.That((await DescribedAsync("a", cancellation), await CommitsAsync("a", cancellation)), Is.EqualTo((described, commits)));
    }

    [Test]
    public async Task What_was_had_without_its_history_is_had_with_it_and_the_other_way_round(CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        CheckoutDepth[] depths =
            [CheckoutDepth.Commit, CheckoutDepth.Everything, new(2), CheckoutDepth.Commit, CheckoutDepth.Everything, new(3, Tags: true)];
        var seen = new List<string>();
        foreach (var (number, depth) in depths.Index())
        {
            await scene.CheckOutAsync(scene.Source("origin", commit), depth, $"{number}", cancellation);
            seen.Add($"{await DescribedAsync($"{number}", cancellation)} {await CommitsAsync($"{number}", cancellation)}");
        }

        Assert.That(seen, Is.EqualTo(new[] { "none 1", "v1-2 3", "none 2", "none 1", "v1-2 3", "v1-2 3" }));
    }

    [Test]
    public async Task Crates_of_one_repository_can_be_had_at_once_each_as_deep_as_it_wants(CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        CheckoutDepth[] depths = [CheckoutDepth.Commit, CheckoutDepth.Everything, CheckoutDepth.Everything, new(2), CheckoutDepth.Commit];

        await Task.WhenAll(depths.Select(
            (depth, number) => scene.CheckOutAsync(scene.Source("origin", commit), depth, $"{number}", cancellation)));

        var commits = new List<string>();
        for (var number = 0; number < depths.Length; number++)
            commits.Add(await CommitsAsync($"{number}", cancellation));
        Assert.That(commits, Is.EqualTo(new[] { "1", "3", "3", "2", "1" }));
    }

    [Test]
    public async Task A_history_that_was_had_once_is_had_without_its_repository(CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), CheckoutDepth.Everything, "a", cancellation);
        Directory.Delete(scene.PathOf("origin"), recursive: true);

        await scene.CheckOutAsync(scene.Source("origin", commit), CheckoutDepth.Everything, "b", cancellation);

        Assert.That(await DescribedAsync("b", cancellation), Is.EqualTo("v1-2"));
    }

    [Test]
    public async Task A_tag_that_pins_is_placed_with_its_history(CancellationToken cancellation)
    {
        await TaggedAsync(cancellation);

        await scene.CheckOutAsync(scene.Tag("origin", "v1"), CheckoutDepth.Everything, "a", cancellation);

        Assert.That((await DescribedAsync("a", cancellation), scene.Content("a")), Is.EqualTo(("v1", "one")));
    }

    /// <summary>Two commits after an annotated tag, one of them with a tag of its own that leads elsewhere.</summary>
    private async Task<string> TaggedAsync(CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        await scene.GitAsync("origin", ["tag", "--annotate", "--message=x", "v1"], cancellation);
        await scene.CommitAsync("origin", "two", cancellation);
        var third = await scene.CommitAsync("origin", "three", cancellation);
        await scene.CommitAsync("origin", "four", cancellation);
        await scene.GitAsync("origin", ["tag", "v2"], cancellation);
        return third;
    }

    // v1-2: two commits after v1.
    private async Task<string> DescribedAsync(string folder, CancellationToken cancellation)
    {
        var answer = await scene.Programs.AskAsync("git", ["-C", scene.PathOf(folder), "describe", "--tags"], cancellation);
        return answer.IsSuccess ? string.Join('-', answer.FirstLine.Split('-').Take(2)) : "none";
    }

    private async Task<string> CommitsAsync(string folder, CancellationToken cancellation) =>
        (await scene.GitAsync(folder, ["rev-list", "--count", "HEAD"], cancellation)).Trim();
}
