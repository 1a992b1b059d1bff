using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Crates.Checkout;

/// <summary>What is placed in process is what git places, whatever the commit holds.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(120_000)]
public sealed class LocalRepositoryTests : IDisposable
{
    // Bytes as git writes them into a tree of names that no file system has to be asked for.
    private const string Nasty =
        """
        set -e
        printf 'a\r\nb\r\n' > crlf.txt; printf 'a\nb\n' > lf.bat; printf 'a\r\nb\n' > mixed.txt; printf '\0\r\n\377' > binary
        printf '*.txt text eol=lf\n*.bat text eol=crlf\nbinary -text\n*.id ident\nlfs.bin filter=lfs diff=lfs merge=lfs -text\nnoted.c export-subst\n' > .gitattributes
        printf '$Id$ $Format:%%H$\n' > noted.id; cp noted.id noted.c
        printf 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n' > lfs.bin
        printf '#!/bin/sh\n' > run.sh; chmod 755 run.sh; : > empty
        mkdir -p 'dir with space/ünïcode/深い' 'deep/a/b/c/d/e/f/g/h' 'quote"s' "it's"; : > 'dir with space/ünïcode/深い/ファイル'; : > deep/a/b/c/d/e/f/g/h/x
        : > 'quote"s/x'; : > "it's/x"; : > "$(printf 'new\nline')"; : > '-dash'; : > '*star?'; : > 'back\slash'; : > 'trailing.'; : > 'NUL.txt'; : > '%25'
        printf 'e\314\201' > "$(printf 'decomposed-e\314\201')"
        ln -s crlf.txt link; ln -s nowhere dangling; ln -s 'dir with space' linked-dir; ln -s /etc/passwd outside; ln -s .. up
        printf 'ignored\n' > .gitignore; : > ignored
        """;

    private readonly GitScene scene = new();

    [SetUp]
    public Task SkipWithoutGit() => scene.SkipWithoutGitAsync();

    public void Dispose() => scene.Dispose();

    [Test]
    public async Task A_tree_with_everything_in_it_is_placed_as_git_places_it(CancellationToken cancellation)
    {
        var commit = await NastyAsync("", cancellation);
        var before = scene.Commands.Count;
        await scene.CheckOutAsync(scene.Source("origin", commit), "ours", cancellation);
        Assert.That(scene.Commands.Skip(before).Count(IsGit), Is.EqualTo(1), "one fetch and nothing else is git's");
        await GitsOwnAsync(commit, cancellation);

        var difference = await scene.Programs.AskAsync("diff", ["-r", "--no-dereference", "--exclude=.git", scene.PathOf("ours"), scene.PathOf("gits")], cancellation);
        var modes = await scene.Programs.AskAsync("sh", ["-c", $"for d in ours gits; do (cd '{scene.PathOf(".")}/'$d && find . -name .git -prune -o -printf '%y %m %l %p\\n' | sort > ../$d.modes); done; diff '{scene.PathOf("ours.modes")}' '{scene.PathOf("gits.modes")}'"], cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(difference.IsSuccess, Is.True, difference.Text);
            Assert.That(modes.IsSuccess, Is.True, modes.Text);
            Assert.That(await File.ReadAllLinesAsync(scene.PathOf("ours.modes"), cancellation), Has.Length.GreaterThan(40));
        }
    }

    [Test]
    public async Task What_is_placed_is_clean_and_knows_where_it_is_from_and_nothing_of_ours(CancellationToken cancellation)
    {
        var commit = await NastyAsync("", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "ours", cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await scene.GitAsync("ours", ["status", "--porcelain"], cancellation), Is.Empty);
            Assert.That(await scene.GitAsync("ours", ["rev-parse", "HEAD", "--is-shallow-repository"], cancellation), Is.EqualTo($"{commit}\ntrue\n"));
            Assert.That(await scene.GitAsync("ours", ["config", "remote.origin.url"], cancellation), Is.EqualTo($"{scene.Url("origin")}\n"));
            Assert.That(await scene.GitAsync("ours", ["fsck", "--no-progress"], cancellation), Is.Empty);
            var told = await scene.Programs.AskAsync("grep", ["-rl", scene.Mirrors, scene.PathOf("ours/.git")], cancellation);
            Assert.That(told.IsSuccess, Is.False, told.Text);
        }
    }

    [Test]
    public async Task What_libgit2_would_encode_otherwise_is_left_to_git(CancellationToken cancellation)
    {
        var commit = await NastyAsync("printf 'a\\n' > wide.txt; printf 'wide.txt working-tree-encoding=UTF-16LE\\n' > .gitattributes; printf 'a\\0\\n\\0' > wide.txt", cancellation);

        await scene.CheckOutAsync(scene.Source("origin", commit), "ours", cancellation);

        Assert.That(await File.ReadAllBytesAsync(scene.PathOf("ours/wide.txt"), cancellation), Is.EqualTo("a\0\n\0"u8.ToArray()));
    }

    [TestCase(400, 0)]
    [TestCase(600, 1)]
    public async Task Many_files_are_left_to_git_few_cost_no_process(int files, int least, CancellationToken cancellation)
    {
        var commit = await NastyAsync($"for i in $(seq {files}); do : > many-$i; done", cancellation);
        await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation);
        var before = scene.Commands.Count;

        await scene.CheckOutAsync(scene.Source("origin", commit), "b", cancellation);

        Assert.That(scene.Commands.Skip(before).Count(IsGit), least == 0 ? Is.Zero : Is.GreaterThanOrEqualTo(least));
        Assert.That(await scene.GitAsync("b", ["status", "--porcelain"], cancellation), Is.Empty);
        Assert.That(File.Exists(scene.PathOf("b/.git/FETCH_HEAD")), Is.False);
    }

    [Test]
    public async Task Nobodys_settings_and_filters_are_looked_at(CancellationToken cancellation)
    {
        var commit = await NastyAsync("", cancellation);
        scene.File("home/.gitconfig", $"[core]\n\tautocrlf = true\n[filter \"lfs\"]\n\tsmudge = touch {scene.PathOf("ran")}\n\trequired = true\n");
        var home = Environment.GetEnvironmentVariable("HOME");
        try
        {
            Environment.SetEnvironmentVariable("HOME", scene.PathOf("home"));
            await scene.CheckOutAsync(scene.Source("origin", commit), "ours", cancellation);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOME", home);
        }

        Assert.That(await File.ReadAllTextAsync(scene.PathOf("ours/crlf.txt"), cancellation), Is.EqualTo("a\nb\n"));
        Assert.That(File.Exists(scene.PathOf("ran")), Is.False);
    }

    [Test]
    public async Task A_tree_that_would_write_into_the_repository_is_refused_before_anything_reads_it(CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        var blob = (await scene.GitAsync("origin", ["hash-object", "-w", "file"], cancellation)).Trim();
        var tree = await scene.Programs.AskAsync("sh", ["-c", $"cd '{scene.PathOf("origin")}' && t=$(printf '100644 blob {blob}\\tconfig\\n' | git mktree) && printf \"040000 tree $t\\t.GIT\\n\" | git mktree && git config uploadpack.allowAnySHA1InWant true"], cancellation);
        Assert.That(tree.IsSuccess, Is.True, tree.Text);
        var commit = (await scene.GitAsync("origin", ["commit-tree", "-m", "x", tree.FirstLine.Trim()], cancellation)).Trim();
        await scene.GitAsync("origin", ["update-ref", "refs/heads/evil", commit], cancellation);

        Assert.That(async () => await scene.CheckOutAsync(scene.Source("origin", commit), "a", cancellation), Throws.TypeOf<CheckoutException>().With.Message.Contains("hasDotgit").IgnoreCase);
    }

    private static bool IsGit(CommandSpec command) => command.Program == "git";

    private async Task GitsOwnAsync(string commit, CancellationToken cancellation)
    {
        await scene.GitAsync(".", ["clone", "--quiet", "--no-checkout", scene.Url("origin"), scene.PathOf("gits")], cancellation);
        await scene.GitAsync("gits", ["checkout", "--quiet", "--detach", commit], cancellation);
    }

    private async Task<string> NastyAsync(string more, CancellationToken cancellation)
    {
        await scene.CommitAsync("origin", "one", cancellation);
        var made = await scene.Programs.AskAsync("sh", ["-c", $"cd '{scene.PathOf("origin")}'\n{(more.Length > 0 ? $"set -e\n{more}" : Nasty)}"], cancellation);
        Assert.That(made.IsSuccess, Is.True, made.Text);
        await scene.GitAsync("origin", ["add", "--all"], cancellation);
        return await scene.CommitAsync("origin", cancellation);
    }
}
