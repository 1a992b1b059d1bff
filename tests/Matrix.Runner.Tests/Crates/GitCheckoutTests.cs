using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Processes;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Crates;

/// <summary>The real git, with repositories made on the spot.</summary>
[CancelAfter(120_000)]
public sealed class GitCheckoutTests
{
    private readonly TrustedPrograms programs = new(new ProcessRunner());
    private TemporaryDirectory directory = null!;
    private GitCheckout checkout = null!;

    [SetUp]
    public async Task FindGit()
    {
        directory = new TemporaryDirectory();
        checkout = new GitCheckout(programs, PathOf("mirrors"));
        Directory.CreateDirectory(PathOf("mirrors"));
        if (await programs.AskAsync("git", ["--version"], default) is { IsSuccess: false } answer)
            Assert.Ignore($"git is not here: {answer.Complaint}");
    }

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public async Task A_commit_is_placed_though_it_is_not_the_newest(CancellationToken cancellation)
    {
        var first = await CommitAsync("origin", "one", cancellation);
        await CommitAsync("origin", "two", cancellation);

        Assert.That(await CheckOutAsync(Source("origin", first), "a", cancellation), Is.EqualTo(first));
        Assert.That(Content("a"), Is.EqualTo("one"));
    }

    [TestCase("tag", "v1")]
    [TestCase("tag --annotate --message=x", "v1")]
    public async Task A_tag_is_placed_and_its_commit_told(string command, string name, CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        await GitAsync("origin", [.. command.Split(' '), name], cancellation);
        await CommitAsync("origin", "two", cancellation);

        Assert.That(await CheckOutAsync(new CrateSource.Git(Url("origin"), name, IsTag: true), "a", cancellation), Is.EqualTo(commit));
        Assert.That(Content("a"), Is.EqualTo("one"));
    }

    [Test]
    public async Task A_commit_that_is_not_there_is_told(CancellationToken cancellation)
    {
        await CommitAsync("origin", "one", cancellation);
        var missing = new string('1', 40);

        var error = Assert.ThrowsAsync<CheckoutException>(() => CheckOutAsync(Source("origin", missing), "a", cancellation));

        Assert.That(error!.Message, Does.Contain(missing));
        Assert.That(error.IsEnvironmental, Is.False);
    }

    [Test]
    public async Task A_tag_that_is_not_there_is_told(CancellationToken cancellation)
    {
        await CommitAsync("origin", "one", cancellation);

        var error = Assert.ThrowsAsync<CheckoutException>(
            () => CheckOutAsync(new CrateSource.Git(Url("origin"), "v9", IsTag: true), "a", cancellation));

        Assert.That(error!.Message, Is.EqualTo("fatal: couldn't find remote ref refs/tags/v9"));
    }

    [TestCase("nowhere")]
    [TestCase("connection-pool")]
    public void A_repository_that_is_not_there_is_told(string name, CancellationToken cancellation)
    {
        var error = Assert.ThrowsAsync<CheckoutException>(() => CheckOutAsync(Source(name, new string('1', 40)), "a", cancellation));

        Assert.That(error!.Message, Does.Contain(PathOf(name)));
        Assert.That(error.IsEnvironmental, Is.False);
    }

    [Test]
    public void A_host_that_does_not_answer_is_the_networks_fault(CancellationToken cancellation)
    {
        // Nobody listens on port 1.
        var source = new CrateSource.Git("git://127.0.0.1:1/a", new string('1', 40), IsTag: false);

        Assert.That(Assert.ThrowsAsync<CheckoutException>(() => CheckOutAsync(source, "a", cancellation))!.IsEnvironmental, Is.True);
    }

    [Test]
    public async Task A_commit_that_was_had_once_is_had_without_its_repository(CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        await CheckOutAsync(Source("origin", commit), "a", cancellation);
        Directory.Delete(PathOf("origin"), recursive: true);

        await CheckOutAsync(Source("origin", commit), "b", cancellation);

        Assert.That(Content("b"), Is.EqualTo("one"));
    }

    [Test]
    public async Task Crates_of_one_repository_can_be_had_at_once(CancellationToken cancellation)
    {
        var commits = new List<string>();
        for (var number = 0; number < 4; number++)
            commits.Add(await CommitAsync("origin", $"{number}", cancellation));

        await Task.WhenAll(commits.Select((commit, number) => CheckOutAsync(Source("origin", commit), $"crate-{number}", cancellation)));

        Assert.That(Enumerable.Range(0, 4).Select(number => Content($"crate-{number}")), Is.EqualTo(new[] { "0", "1", "2", "3" }));
        Assert.That(Directory.GetDirectories(PathOf("mirrors")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Repositories_of_one_name_have_mirrors_of_their_own(CancellationToken cancellation)
    {
        var one = await CommitAsync("one/memchr", "one", cancellation);
        var two = await CommitAsync("two/memchr", "two", cancellation);
        await CheckOutAsync(Source("one/memchr", one), "a", cancellation);
        await CheckOutAsync(Source("two/memchr", two), "b", cancellation);

        Assert.That(Directory.GetDirectories(PathOf("mirrors")), Has.Length.EqualTo(2));
        Assert.That(Directory.GetDirectories(PathOf("mirrors")).Select(Path.GetFileName), Is.All.Match("^memchr-[0-9a-f]{12}[.]git$"));
    }

    [TestCase("shallow.lock")]
    [TestCase("HEAD.lock")]
    [TestCase("config.lock")]
    [TestCase("refs/heads/{0}.lock")]
    public async Task A_lock_of_a_git_that_was_killed_does_not_stop_the_next(string file, CancellationToken cancellation)
    {
        await CheckOutAsync(Source("origin", await CommitAsync("origin", "one", cancellation)), "a", cancellation);
        var second = await CommitAsync("origin", "two", cancellation);
        File.WriteAllText(Path.Combine(Mirror, string.Format(System.Globalization.CultureInfo.InvariantCulture, file, second)), "");

        await CheckOutAsync(Source("origin", second), "b", cancellation);

        Assert.That(Content("b"), Is.EqualTo("two"));
    }

    [Test]
    public async Task A_mirror_that_was_half_made_is_made_anew(CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        await CheckOutAsync(Source("origin", commit), "a", cancellation);
        File.Delete(Path.Combine(Mirror, "HEAD"));
        Directory.CreateDirectory($"{Mirror}.new/objects");

        await CheckOutAsync(Source("origin", commit), "b", cancellation);

        Assert.That(Content("b"), Is.EqualTo("one"));
    }

    [TestCase("objects")]
    [TestCase("refs")]
    [TestCase("shallow")]
    [TestCase("HEAD")]
    public async Task A_mirror_that_lost_files_with_the_power_is_made_anew(string part, CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        await CheckOutAsync(Source("origin", commit), "a", cancellation);
        var place = Path.Combine(Mirror, part);
        foreach (var file in File.Exists(place) ? [place] : Directory.GetFiles(place, "*", SearchOption.AllDirectories))
            Empty(file);

        await CheckOutAsync(Source("origin", commit), "b", cancellation);

        Assert.That(Content("b"), Is.EqualTo("one"));
    }

    [Test]
    public async Task What_is_wrong_with_an_entry_costs_no_mirror(CancellationToken cancellation)
    {
        await CheckOutAsync(Source("origin", await CommitAsync("origin", "one", cancellation)), "a", cancellation);
        var kept = Path.Combine(Mirror, "kept");
        File.WriteAllText(kept, "");

        Assert.CatchAsync<CheckoutException>(() => CheckOutAsync(Source("origin", new string('1', 40)), "b", cancellation));

        Assert.That(File.Exists(kept), Is.True);
    }

    [Test]
    public async Task Another_sweep_waits_for_its_turn_at_a_mirror(CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        await CheckOutAsync(Source("origin", commit), "a", cancellation);
        var turn = await MirrorTurn.TakeAsync(Mirror, cancellation);

        var waiting = CheckOutAsync(Source("origin", commit), "b", cancellation);
        Assert.That(Directory.EnumerateFileSystemEntries(PathOf("b")), Is.Empty);
        turn.Dispose();
        await waiting;

        Assert.That(Content("b"), Is.EqualTo("one"));
    }

    [TestCase("full", true, "v1-2", "3")]
    [TestCase("full", false, "none", "3")]
    [TestCase("2", true, "none", "2")]
    [TestCase("3", true, "v1-2", "3")]
    [TestCase("1", true, "none", "1")]
    public async Task Tags_and_history_come_as_far_as_they_are_wanted(string history, bool tags, string described, string commits, CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        var depth = new CheckoutDepth(history == "full" ? null : int.Parse(history), tags);

        await CheckOutAsync(Source("origin", commit), depth, "a", cancellation);

        Assert.That((await DescribedAsync("a", cancellation), await CommitsAsync("a", cancellation)), Is.EqualTo((described, commits)));
    }

    [Test]
    public async Task What_was_had_without_its_history_is_had_with_it_and_the_other_way_round(CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        CheckoutDepth[] depths = [CheckoutDepth.Commit, CheckoutDepth.Everything, new(2), CheckoutDepth.Commit, CheckoutDepth.Everything, new(3, Tags: true)];
        var seen = new List<string>();
        foreach (var (number, depth) in depths.Index())
        {
            await CheckOutAsync(Source("origin", commit), depth, $"{number}", cancellation);
            seen.Add($"{await DescribedAsync($"{number}", cancellation)} {await CommitsAsync($"{number}", cancellation)}");
        }

        Assert.That(seen, Is.EqualTo(new[] { "none 1", "v1-2 3", "none 2", "none 1", "v1-2 3", "v1-2 3" }));
    }

    [Test]
    public async Task Crates_of_one_repository_can_be_had_at_once_each_as_deep_as_it_wants(CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        CheckoutDepth[] depths = [CheckoutDepth.Commit, CheckoutDepth.Everything, CheckoutDepth.Everything, new(2), CheckoutDepth.Commit];

        await Task.WhenAll(depths.Select((depth, number) => CheckOutAsync(Source("origin", commit), depth, $"{number}", cancellation)));

        var commits = new List<string>();
        for (var number = 0; number < depths.Length; number++)
            commits.Add(await CommitsAsync($"{number}", cancellation));
        Assert.That(commits, Is.EqualTo(new[] { "1", "3", "3", "2", "1" }));
    }

    [Test]
    public async Task A_history_that_was_had_once_is_had_without_its_repository(CancellationToken cancellation)
    {
        var commit = await TaggedAsync(cancellation);
        await CheckOutAsync(Source("origin", commit), CheckoutDepth.Everything, "a", cancellation);
        Directory.Delete(PathOf("origin"), recursive: true);

        await CheckOutAsync(Source("origin", commit), CheckoutDepth.Everything, "b", cancellation);

        Assert.That(await DescribedAsync("b", cancellation), Is.EqualTo("v1-2"));
    }

    [Test]
    public async Task A_tag_that_pins_is_placed_with_its_history(CancellationToken cancellation)
    {
        await TaggedAsync(cancellation);

        await CheckOutAsync(new CrateSource.Git(Url("origin"), "v1", IsTag: true), CheckoutDepth.Everything, "a", cancellation);

        Assert.That((await DescribedAsync("a", cancellation), Content("a")), Is.EqualTo(("v1", "one")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Submodules_of_a_repository_of_this_machine_are_placed(bool relative, CancellationToken cancellation)
    {
        await CommitAsync("part", "part", cancellation);
        var commit = await CommitWithSubmoduleAsync(relative ? "../part" : Url("part"), cancellation);

        await CheckOutAsync(Source("origin", commit), "a", cancellation);

        Assert.That(Content("a/sub"), Is.EqualTo("part"));
    }

    [Test]
    public async Task A_submodule_that_is_not_there_is_told_and_the_others_are_placed(CancellationToken cancellation)
    {
        await CommitAsync("part", "part", cancellation);
        await CommitAsync("gone", "gone", cancellation);
        await CommitWithSubmoduleAsync(Url("part"), cancellation);
        var inner = await CommitWithSubmoduleAsync(Url("gone"), cancellation, "gone", "deep/gone");
        await CommitAsync("outer", "outer", cancellation);
        var commit = await CommitWithSubmoduleAsync(Url("origin"), cancellation, "origin", "inner", "outer");
        Directory.Delete(PathOf("gone"), recursive: true);
        Directory.CreateDirectory(PathOf("a"));

        var placed = await checkout.CheckOutAsync(Source("outer", commit), CheckoutDepth.Commit, PathOf("a"), cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inner, Is.Not.Empty);
            Assert.That(placed.MissingSubmodules.Select(missing => missing.Path), Is.EqualTo(new[] { "inner/deep/gone" }));
            Assert.That(placed.MissingSubmodules[0].Why, Does.Contain(PathOf("gone")));
            Assert.That((Content("a"), Content("a/inner"), Content("a/inner/sub")), Is.EqualTo(("outer", "one", "part")));
        }
    }

    [Test]
    public async Task A_name_that_is_not_UTF8_is_told_and_leaves_nothing_that_cannot_be_removed(CancellationToken cancellation)
    {
        await CommitAsync("origin", "one", cancellation);
        if (!(await programs.AskAsync("sh", ["-c", $"cd '{PathOf("origin")}' && touch \"$(printf 'a\\377')\" && git add . && rm \"$(printf 'a\\377')\""], cancellation)).IsSuccess)
            Assert.Ignore("the file system takes no such name");
        var commit = await CommitAsync("origin", cancellation);

        var error = Assert.ThrowsAsync<CheckoutException>(() => CheckOutAsync(Source("origin", commit), "a", cancellation));

        Assert.That(error!.Message, Is.EqualTo("the name of a file is not UTF-8, so this tool cannot copy it: a\uFFFD"));
        Assert.That(() => Directory.Delete(PathOf("a"), recursive: true), Throws.Nothing);
    }

    [Test]
    public async Task Submodules_that_nobody_wants_are_not_looked_for(CancellationToken cancellation)
    {
        await CommitAsync("part", "part", cancellation);
        var commit = await CommitWithSubmoduleAsync(Url("part"), cancellation);
        Directory.CreateDirectory(PathOf("a"));

        var placed = await checkout.CheckOutAsync(Source("origin", commit), new CheckoutDepth(Submodules: false), PathOf("a"), cancellation);

        Assert.That((placed.MissingSubmodules.Length, File.Exists(PathOf("a/sub/file"))), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task What_is_changed_in_a_source_does_not_show_in_it(CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        await CheckOutAsync(Source("origin", commit), "a", cancellation);
        directory.File("a/file", "changed");

        await checkout.HideChangesAsync(PathOf("a"), ["unknown", "file"], cancellation);

        Assert.That(await GitAsync("a", ["describe", "--always", "--dirty", "--abbrev=40"], cancellation), Is.EqualTo($"{commit}\n"));
    }

    [Test]
    public async Task Hooks_of_a_template_are_not_run(CancellationToken cancellation)
    {
        var commit = await CommitAsync("origin", "one", cancellation);
        var hook = directory.File("template/hooks/post-checkout", $"#!/bin/sh\ntouch '{PathOf("ran")}'\n");
        File.SetUnixFileMode(hook, File.GetUnixFileMode(hook) | UnixFileMode.UserExecute);
        directory.File("mirrors/.gitconfig", $"[init]\n\ttemplateDir = {PathOf("template")}\n");

        await CheckOutAsync(Source("origin", commit), "a", cancellation);

        Assert.That(File.Exists(PathOf("a/.git/hooks/post-checkout")), Is.True, "git took the template");
        Assert.That(File.Exists(PathOf("ran")), Is.False);
    }

    [Test]
    public async Task Git_sees_no_settings_of_the_machine_and_asks_for_nothing(CancellationToken cancellation)
    {
        var processes = new Fakes.FakeProcessRunner();
        processes.On("git").Prints(new string('1', 40));
        Directory.CreateDirectory(PathOf("a"));
        await new GitCheckout(new TrustedPrograms(processes), PathOf("mirrors")).CheckOutAsync(Source("origin", new string('1', 40)), CheckoutDepth.Commit, PathOf("a"), cancellation);

        using (Assert.EnterMultipleScope())
        {
            foreach (var command in processes.Commands)
            {
                Assert.That(command.Environment["HOME"], Is.EqualTo(PathOf("mirrors")));
                Assert.That(command.Environment["GIT_CONFIG_NOSYSTEM"], Is.EqualTo("1"));
                Assert.That(command.Environment["GIT_TERMINAL_PROMPT"], Is.EqualTo("0"));
                Assert.That(command.Environment["LC_ALL"], Is.EqualTo("C"));
                Assert.That(command.Arguments[..2], Is.EqualTo(new[] { "-c", "core.hooksPath=/dev/null" }));
            }
        }
    }

    [TestCase("file:///srv/a", true)]
    [TestCase("https://example.org/a", false)]
    public async Task Only_a_repository_of_this_machine_may_name_others_of_it(string url, bool local, CancellationToken cancellation)
    {
        var processes = new Fakes.FakeProcessRunner();
        processes.On("git").Prints(new string('1', 40));
        directory.File("a/.gitmodules", "");

        await new GitCheckout(new TrustedPrograms(processes), PathOf("mirrors"))
            .CheckOutAsync(new CrateSource.Git(url, new string('1', 40), IsTag: false), CheckoutDepth.Commit, PathOf("a"), cancellation);

        var placing = processes.Commands.Single(command => command.Arguments.Contains("submodule"));
        Assert.That(placing.Arguments.Contains("protocol.file.allow=always"), Is.EqualTo(local));
    }

    [Test]
    public void Without_git_the_machine_is_not_ready(CancellationToken cancellation)
    {
        var processes = new Fakes.FakeProcessRunner();
        processes.On("git").Ends(new ProcessExit.NotStarted("no such file"));
        var without = new GitCheckout(new TrustedPrograms(processes), PathOf("mirrors"));

        Assert.That(
            () => without.CheckOutAsync(Source("origin", new string('1', 40)), CheckoutDepth.Commit, PathOf("a"), cancellation),
            Throws.InstanceOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Environment));
    }

    private string Mirror => Directory.GetDirectories(PathOf("mirrors")).Single();

    // git makes its objects read-only.
    private static void Empty(string file)
    {
        File.Delete(file);
        File.WriteAllText(file, "");
    }

    private string PathOf(string name) => Path.Combine(directory.Path, name);

    private string Url(string repository) => $"file://{PathOf(repository)}";

    private string Content(string folder) => File.ReadAllText(Path.Combine(PathOf(folder), "file"));

    private CrateSource.Git Source(string repository, string commit) => new(Url(repository), commit, IsTag: false);

    private Task<string> CheckOutAsync(CrateSource.Git source, string folder, CancellationToken cancellation) =>
        CheckOutAsync(source, CheckoutDepth.Commit, folder, cancellation);

    private async Task<string> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(PathOf(folder));
        return (await checkout.CheckOutAsync(source, depth, PathOf(folder), cancellation)).Commit;
    }

    private async Task<string> CommitAsync(string repository, string content, CancellationToken cancellation)
    {
        directory.File($"{repository}/file", content);
        await GitAsync(repository, ["init", "--quiet", "--initial-branch=main"], cancellation);
        await GitAsync(repository, ["add", "file"], cancellation);
        return await CommitAsync(repository, cancellation);
    }

    private async Task<string> CommitWithSubmoduleAsync(
        string url, CancellationToken cancellation, string part = "part", string place = "sub", string repository = "origin")
    {
        if (!Directory.Exists(PathOf(repository)))
            await CommitAsync(repository, "one", cancellation);
        await GitAsync(repository, ["clone", "--quiet", Url(part), place], cancellation);
        var known = Path.Combine(PathOf(repository), ".gitmodules");
        directory.File($"{repository}/.gitmodules", $"{(File.Exists(known) ? File.ReadAllText(known) : "")}[submodule \"{place}\"]\n\tpath = {place}\n\turl = {url}\n");
        await GitAsync(repository, ["add", ".gitmodules", place], cancellation);
        return await CommitAsync(repository, cancellation);
    }

    /// <summary>Two commits after an annotated tag, one of them with a tag of its own that leads elsewhere.</summary>
    private async Task<string> TaggedAsync(CancellationToken cancellation)
    {
        await CommitAsync("origin", "one", cancellation);
        await GitAsync("origin", ["tag", "--annotate", "--message=x", "v1"], cancellation);
        await CommitAsync("origin", "two", cancellation);
        var third = await CommitAsync("origin", "three", cancellation);
        await CommitAsync("origin", "four", cancellation);
        await GitAsync("origin", ["tag", "v2"], cancellation);
        return third;
    }

    // v1-2: two commits after v1.
    private async Task<string> DescribedAsync(string folder, CancellationToken cancellation)
    {
        var answer = await programs.AskAsync("git", ["-C", PathOf(folder), "describe", "--tags"], cancellation);
        return answer.IsSuccess ? string.Join('-', answer.FirstLine.Split('-').Take(2)) : "none";
    }

    private async Task<string> CommitsAsync(string folder, CancellationToken cancellation) =>
        (await GitAsync(folder, ["rev-list", "--count", "HEAD"], cancellation)).Trim();

    private async Task<string> CommitAsync(string repository, CancellationToken cancellation)
    {
        await GitAsync(repository, ["commit", "--quiet", "--message=x"], cancellation);
        return (await GitAsync(repository, ["rev-parse", "HEAD"], cancellation)).Trim();
    }

    private async Task<string> GitAsync(string repository, ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        var command = new CommandSpec("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", .. arguments], PathOf(repository))
        {
            Environment = TrustedPrograms.Environment.SetItem("HOME", PathOf("mirrors")).SetItem("GIT_CONFIG_NOSYSTEM", "1"),
        };
        var answer = await programs.AskAsync(command, cancellation);
        Assert.That(answer.IsSuccess, Is.True, answer.Text);
        return answer.Text;
    }
}
