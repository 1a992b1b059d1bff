using Matrix.Results;
using Matrix.Runner.Cli;

namespace Matrix.Runner.Tests.Crates.Revisions;

/// <summary><c>list update</c> with the real git and repositories of this machine.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class RevisionUpkeepTests : IDisposable
{
    private readonly GitScene scene = new();
    private readonly StringWriter output = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose()
    {
        scene.Dispose();
        output.Dispose();
    }

    [Test]
    public async Task A_list_is_brought_up_to_date(CancellationToken cancellation)
    {
        var (old, released) = await ReleasesAsync("tagged", cancellation);
        var first = await scene.CommitAsync("untagged", "one", cancellation);
        var head = await scene.CommitAsync("untagged", "two", cancellation);
        var list = scene.File("list.yaml", $"""
            format: 1
            crates:
              - name: tagged   # stays
                git: {scene.Url("tagged")}
                commit: "{old}"
              - name: untagged
                git: {scene.Url("untagged")}
                commit: "{first}"

            """);
        var before = await File.ReadAllTextAsync(list, cancellation);

        var check = await UpdateAsync(list, cancellation, isCheck: true);
        Assert.That((check, await File.ReadAllTextAsync(list, cancellation)), Is.EqualTo((ExitCode.Regressed, before)), output.ToString());
        var update = await UpdateAsync(list, cancellation);
        var told = Lines();
        var again = await UpdateAsync(list, cancellation, isCheck: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((update, again), Is.EqualTo((ExitCode.Ok, ExitCode.Ok)));
            Assert.That(await File.ReadAllTextAsync(list, cancellation), Is.EqualTo(before.Replace(old, released).Replace(first, head)));
            Assert.That(told.Take(2), Is.EqualTo(new[]
            {
                "  tagged                   v1.0.0 -> v1.1.0",
                $"  untagged                 {first[..10]} -> {head[..10]}, the head of main",
            }));
            Assert.That(told[2], Is.EqualTo("NOT ASKED: whether releases of 1 crate were yanked; the registry's index does not answer (--index)"));
            Assert.That(Lines()[^1], Does.EndWith("list.yaml: of 2 crates 2 up to date"));
        }
    }

    [Test]
    public async Task One_crate_alone_can_be_named(CancellationToken cancellation)
    {
        var (old, _) = await ReleasesAsync("a", cancellation);
        var list = scene.File("list.yaml", $"format: 1\ncrates:\n  - {{ name: a, git: '{scene.Url("a")}', commit: '{old}' }}\n  - {{ name: b, git: 'file:///nowhere', commit: '{old}' }}\n");

        Assert.That(await UpdateAsync(list, cancellation, isCheck: true, crate: "b"), Is.EqualTo(ExitCode.Ok));
        Assert.That(Lines()[0], Does.StartWith("  b                        its repository is gone, or not open to everybody: "));
        Assert.That(Lines()[^1], Does.EndWith("of 1 crate 1 gone"));
        await Assert.ThatAsync(() => UpdateAsync(list, cancellation, crate: "c"), Throws.InstanceOf<MatrixException>().With.Message.Contains("no crate is named 'c'"));
    }

    [Test]
    public async Task What_cannot_be_asked_is_no_finding_but_a_trouble(CancellationToken cancellation)
    {
        var list = scene.File("list.yaml", $"format: 1\ncrates:\n  - {{ name: a, git: 'http://127.0.0.1:9/a', commit: '{new string('1', 40)}' }}\n");

        Assert.That(await UpdateAsync(list, cancellation, isCheck: true), Is.EqualTo(ExitCode.Environment));
        Assert.That(Lines()[0], Does.Contain("NOT ASKED: "));
        Assert.That(Lines()[^1], Does.EndWith("of 1 crate 1 not known"));
    }

    [Test]
    public async Task A_repository_that_moved_is_told_and_asked_where_it_is(CancellationToken cancellation)
    {
        var (old, released) = await ReleasesAsync("new", cancellation);
        await scene.GitAsync("new", ["update-server-info"], cancellation);
        using var server = new SmallServer(request =>
            request.Url!.AbsolutePath.StartsWith("/old", StringComparison.Ordinal) ? (301, $"/new{request.Url.PathAndQuery[4..]}")
            : File.Exists(Served(request)) ? (200, File.ReadAllText(Served(request), System.Text.Encoding.Latin1))
            : (404, ""));
        var list = scene.File("list.yaml", $"format: 1\ncrates:\n  - {{ name: a, git: '{server.Address}/old', commit: '{old}' }}\n");

        Assert.That(await UpdateAsync(list, cancellation), Is.EqualTo(ExitCode.Ok), output.ToString());
        Assert.That(Lines()[1], Is.EqualTo($"  a                        its repository moved to {server.Address}/new"));
        Assert.That(await File.ReadAllTextAsync(list, cancellation), Does.Contain(released).And.Contain("/old"));

        string Served(System.Net.HttpListenerRequest request) => scene.PathOf($"new/.git{request.Url!.AbsolutePath["/new".Length..]}");
    }

    // The second with a tag that is an object of its own.
    private async Task<(string Old, string Released)> ReleasesAsync(string repository, CancellationToken cancellation)
    {
        var old = await scene.CommitAsync(repository, "one", cancellation);
        await scene.GitAsync(repository, ["tag", "v1.0.0"], cancellation);
        var released = await scene.CommitAsync(repository, "two", cancellation);
        await scene.GitAsync(repository, ["tag", "--annotate", "--message=x", "v1.1.0"], cancellation);
        return (old, released);
    }

    private Task<ExitCode> UpdateAsync(string list, CancellationToken cancellation, bool isCheck = false, string? crate = null)
    {
        output.GetStringBuilder().Clear();
        var options = new RevisionOptions { List = list, IsCheck = isCheck, Crates = crate is null ? [] : [crate], Index = new Uri("http://127.0.0.1:9/") };
        return new RevisionUpdate(options, output).UpdateAsync(cancellation);
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
