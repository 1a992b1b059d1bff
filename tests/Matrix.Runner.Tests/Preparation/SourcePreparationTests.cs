using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Legs;
using Matrix.Runner.Preparation;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Preparation;

[CancelAfter(60_000)]
public sealed class SourcePreparationTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.File("checkout/Cargo.toml", "[package]");
        scene.Processes.On("locate-project").Prints("warning: unused key", $$"""{"root":"{{scene.Directories.Source}}/Cargo.toml"}""");
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private string LockFile => Path.Combine(scene.Directories.Source, "Cargo.lock");

    private string Kept => scene.Results.Absolute(ResultsPaths.LockFile("memchr"));

    private FakeAnswer LockedFetch => scene.Processes.On("fetch", "--locked");

    private FakeAnswer AnyFetch => scene.Processes.On("fetch");

    [Test]
    public async Task The_crates_own_lock_file_counts_if_it_resolves_as_it_is(CancellationToken cancellation)
    {
        scene.File("checkout/Cargo.lock", "own");
        LockedFetch.Exits(0);

        var ready = await ReadyAsync(cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ready.LockFile, Is.EqualTo(LockFileOrigin.Crate));
            Assert.That(ready.Root, Is.EqualTo(scene.Directories.Source));
            Assert.That(ready.Commit, Is.Null);
            Assert.That(File.ReadAllText(Kept), Is.EqualTo("own"));
            Assert.That(scene.Processes.Commands.Select(command => command.Arguments[0]), Is.EqualTo(new[] { "locate-project", "fetch" }));
        }
    }

    [Test]
    public async Task A_lock_file_that_does_not_fit_is_mended_once_for_all_legs(CancellationToken cancellation)
    {
        scene.File("checkout/Cargo.lock", "own");
        AnyFetch.Does(_ => File.WriteAllText(LockFile, "mended"));
        LockedFetch.Exits(101);

        Assert.That((await ReadyAsync(cancellation)).LockFile, Is.EqualTo(LockFileOrigin.Generated));
        Assert.That(File.ReadAllText(Kept), Is.EqualTo("mended"));
    }

    [Test]
    public async Task Without_a_lock_file_one_is_made(CancellationToken cancellation)
    {
        AnyFetch.Does(_ => File.WriteAllText(LockFile, "made"));

        Assert.That((await ReadyAsync(cancellation)).LockFile, Is.EqualTo(LockFileOrigin.Generated));
        Assert.That(File.ReadAllText(Kept), Is.EqualTo("made"));
        Assert.That(scene.Processes.Commands.Select(command => command.Arguments.Contains("--locked")), Is.All.False);
    }

    [TestCase("own", "own", LockFileOrigin.Crate)]
    [TestCase("own", "mended", LockFileOrigin.Generated)]
    [TestCase(null, "made", LockFileOrigin.Generated)]
    public async Task A_resumed_sweep_uses_the_lock_file_of_its_first_start(string? own, string kept, LockFileOrigin origin, CancellationToken cancellation)
    {
        if (own is not null)
            scene.File("checkout/Cargo.lock", own);
        scene.File("results/logs/memchr/Cargo.lock", kept);
        LockedFetch.Exits(0);

        var ready = await ReadyAsync(cancellation);

        Assert.That(ready.LockFile, Is.EqualTo(origin));
        Assert.That(File.ReadAllText(LockFile), Is.EqualTo(kept));
    }

    [Test]
    public async Task The_lock_file_lies_at_the_root_of_the_workspace(CancellationToken cancellation)
    {
        scene.File("checkout/member/Cargo.toml", "[package]");
        scene.File("checkout/Cargo.lock", "own");
        LockedFetch.Exits(0);

        Assert.That((await ReadyAsync(cancellation, "member")).LockFile, Is.EqualTo(LockFileOrigin.Crate));
    }

    [Test]
    public async Task Where_no_workspace_is_told_the_lock_file_lies_beside_the_manifest(CancellationToken cancellation)
    {
        scene.Processes.On("locate-project").Prints("error: boo").Exits(101);
        scene.File("checkout/Cargo.lock", "own");
        LockedFetch.Exits(0);

        Assert.That((await ReadyAsync(cancellation)).LockFile, Is.EqualTo(LockFileOrigin.Crate));
        Assert.That(Log, Has.Member("error: boo"));
    }

    [Test]
    public async Task A_crate_without_a_manifest_is_skipped(CancellationToken cancellation)
    {
        File.Delete(Path.Combine(scene.Checkout, "Cargo.toml"));

        var failed = await FailedAsync(cancellation);

        Assert.That(failed.Verdict, Is.EqualTo(VerdictKind.Skipped));
        Assert.That(failed.Reason, Is.EqualTo("there is no Cargo.toml in its source (list.yaml:3)"));
        Assert.That(scene.Processes.Commands, Is.Empty);
    }

    [Test]
    public async Task A_crate_whose_folder_is_not_there_is_skipped(CancellationToken cancellation)
    {
        Directory.Delete(scene.Checkout, recursive: true);

        var failed = await FailedAsync(cancellation);

        Assert.That(failed.Verdict, Is.EqualTo(VerdictKind.Skipped));
        Assert.That(failed.Reason, Is.EqualTo($"its source cannot be had: there is no folder {scene.Checkout}"));
    }

    [Test]
    public async Task Dependencies_that_do_not_resolve_are_the_crates_own_fault(CancellationToken cancellation)
    {
        AnyFetch.Prints("error: failed to select a version for `nothing`").Exits(101);

        var failed = await FailedAsync(cancellation);

        Assert.That((failed.Verdict, failed.Reason, failed.Observed), Is.EqualTo((VerdictKind.Broken, "its dependencies do not resolve", (Observation?)null)));
        Assert.That(Log[^2..], Is.EqualTo(new[] { "error: failed to select a version for `nothing`", "==> exit code 101" }));
    }

    [Test]
    public async Task What_the_network_is_to_blame_for_says_nothing_of_the_crate(CancellationToken cancellation)
    {
        AnyFetch.Prints("first", "warning: spurious network error (3 tries remaining): [6] Could not resolve host: index.crates.io").Exits(101);

        var failed = await FailedAsync(cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Verdict, Is.EqualTo(VerdictKind.Inconclusive));
            Assert.That(failed.Observed!.Class, Is.EqualTo(FailureClass.Network));
            Assert.That(Log[failed.Observed.Evidence.Line - 1], Does.StartWith("warning: spurious network error"));
        }
    }

    [Test]
    public async Task A_limit_that_ends_the_download_says_nothing_of_the_crate(CancellationToken cancellation)
    {
        AnyFetch.Ends(new ProcessExit.WentSilent(600));

        Assert.That((await FailedAsync(cancellation)).Verdict, Is.EqualTo(VerdictKind.Inconclusive));
    }

    [Test]
    public async Task What_only_the_crates_own_configuration_resolves_says_nothing_of_it(CancellationToken cancellation)
    {
        scene.File("checkout/.cargo/config.toml", "[patch.crates-io]\na = { path = 'a' }\n[registries.b]\nindex = 'x'\n");
        AnyFetch.Prints("error: no matching package named `a` found").Exits(101);

        var failed = await FailedAsync(cancellation);

        Assert.That((failed.Verdict, failed.Reason), Is.EqualTo((
            VerdictKind.Inconclusive,
            "its dependencies do not resolve without its own cargo configuration, which downloading must not see: .cargo/config.toml: patch, .cargo/config.toml: registries")));
    }

    [Test]
    public async Task Settings_that_would_break_the_comparison_are_left_out_and_told(CancellationToken cancellation)
    {
        scene.File("checkout/member/Cargo.toml", "[package]");
        scene.File("checkout/Cargo.toml", "[profile.dev.package.inner]\ncodegen-backend = 'llvm'\n");
        scene.File("checkout/member/.cargo/config.toml", "build.target = 'x'\n");
        scene.File("checkout/Cargo.lock", "own");
        LockedFetch.Exits(0);

        var ready = await ReadyAsync(cancellation, "member");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ready.Workspace, Is.EqualTo("."));
            Assert.That(ready.BackendOverrides, Is.EqualTo(new[] { "profile.dev.package.inner.codegen-backend" }));
            Assert.That(ready.LeftOut, Is.EqualTo(new[] { "member/.cargo/config.toml: build.target", "Cargo.toml: profile.dev.package.inner.codegen-backend" }));
            Assert.That(ready.Tree, Is.EqualTo(SourceTree.Fingerprint(scene.Directories.Source)));
            Assert.That(File.ReadAllText(Path.Combine(scene.Directories.Source, "member/.cargo/config.toml")), Is.Empty);
            Assert.That(Log[0], Is.EqualTo("left out: member/.cargo/config.toml: build.target"));
        }
    }

    [TestCase(true, VerdictKind.Inconclusive)]
    [TestCase(false, VerdictKind.Skipped)]
    public async Task A_repository_that_cannot_be_had_is_told(bool environmental, VerdictKind verdict, CancellationToken cancellation)
    {
        var preparation = Preparing(new Refusal(new CheckoutException("fatal: no way", environmental)));

        var failed = (PreparationOutcome.Failed)await preparation.PrepareAsync(FromGit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Verdict, Is.EqualTo(verdict));
            Assert.That(failed.Reason, Is.EqualTo("its source cannot be had: fatal: no way"));
            Assert.That(failed.Observed?.Class, Is.EqualTo(environmental ? FailureClass.Network : null));
            Assert.That(Log, Is.EqualTo(new[] { "fatal: no way" }));
        }
    }

    [Test]
    public async Task The_commit_that_was_checked_out_is_told(CancellationToken cancellation)
    {
        LockedFetch.Exits(0);
        AnyFetch.Does(_ => File.WriteAllText(LockFile, "made"));

        var prepared = await Preparing(new Given()).PrepareAsync(FromGit, cancellation);

        Assert.That(((PreparationOutcome.Ready)prepared).Source.Commit, Is.EqualTo("c0ffee"));
    }

    [Test]
    public async Task A_submodule_that_is_missing_is_told_and_stops_nothing(CancellationToken cancellation)
    {
        LockedFetch.Exits(0);
        AnyFetch.Does(_ => File.WriteAllText(LockFile, "made"));

        var prepared = await Preparing(new Given { Missing = [new MissingSubmodule("vendor/c", "fatal: gone")] }).PrepareAsync(FromGit, cancellation);

        Assert.That(((PreparationOutcome.Ready)prepared).Source.MissingSubmodules, Is.EqualTo(new[] { "vendor/c" }));
        Assert.That(Log[0], Is.EqualTo("the submodule vendor/c could not be had: fatal: gone"));
    }

    [Test]
    public async Task Without_a_submodule_it_is_not_said_that_dependencies_do_not_resolve(CancellationToken cancellation)
    {
        AnyFetch.Prints("error: failed to load source").Exits(101);

        var failed = (PreparationOutcome.Failed)await Preparing(new Given { Missing = [new MissingSubmodule("vendor/c", "fatal: gone")] }).PrepareAsync(FromGit, cancellation);

        Assert.That((failed.Verdict, failed.Reason), Is.EqualTo((
            VerdictKind.Inconclusive, "its dependencies do not resolve without the submodules that could not be had: vendor/c")));
    }

    [Test]
    public async Task What_was_changed_in_a_source_is_hidden_from_git(CancellationToken cancellation)
    {
        scene.File("checkout/.git/HEAD", "ref: refs/heads/main");
        scene.File("checkout/.cargo/config.toml", "net.offline = true\n");
        AnyFetch.Does(_ => File.WriteAllText(LockFile, "made"));
        var git = new Given();

        await Preparing(git).PrepareAsync(Request, cancellation);

        Assert.That(git.Hidden, Is.EqualTo(new[] { ".cargo/config.toml", "Cargo.lock" }));
        Assert.That(File.Exists(Path.Combine(scene.Directories.Source, ".git/HEAD")), Is.True);
    }

    [Test]
    public async Task What_lies_outside_of_its_folder_is_no_fault_of_the_crates(CancellationToken cancellation)
    {
        scene.File("util/Cargo.toml", "[package]\nname = 'util'\n");
        scene.File("checkout/Cargo.toml", "[package]\nname = 'app'\n[dependencies]\nutil.path = '../util'\n");
        AnyFetch.Prints("error: failed to get `util` as a dependency of package `app v0.1.0`").Exits(101);

        var failed = await FailedAsync(cancellation);

        Assert.That((failed.Verdict, failed.Reason), Is.EqualTo((
            VerdictKind.Skipped,
            "depends on ../util, which is outside the folder that its entry names: name the folder above as path, and directory: checkout (list.yaml:3)")));
    }

    [Test]
    public async Task A_lock_file_that_leads_outside_is_neither_read_nor_written_to(CancellationToken cancellation)
    {
        var outside = scene.File("outside.lock", "outside");
        scene.File("results/logs/memchr/Cargo.lock", "kept");
        File.CreateSymbolicLink(Path.Combine(scene.Checkout, "Cargo.lock"), outside);
        LockedFetch.Exits(0);

        Assert.That((await ReadyAsync(cancellation)).LockFile, Is.EqualTo(LockFileOrigin.Generated));
        Assert.That((File.ReadAllText(outside), File.ReadAllText(LockFile)), Is.EqualTo(("outside", "kept")));
    }

    private PreparationRequest Request => new(scene.Request.Crate, scene.Directories, scene.Request.Limits);

    private PreparationRequest FromGit => Request with { Crate = Request.Crate with { Source = new CrateSource.Git("https://example.org/a", "v1", IsTag: true) } };

    private string[] Log => scene.Unpacked(ResultsPaths.PrepareLog("memchr"));

    private SourcePreparation Preparing(ISourceCheckout checkout) => new(checkout, LegScene.Cargo, scene.Sandboxed, scene.Results, KnownRules.All);

    private async Task<PreparedSource> ReadyAsync(CancellationToken cancellation, string directory = ".") =>
        ((PreparationOutcome.Ready)await Preparing(new Given()).PrepareAsync(Request with { Crate = Request.Crate with { Directory = directory } }, cancellation)).Source;

    private async Task<PreparationOutcome.Failed> FailedAsync(CancellationToken cancellation) =>
        (PreparationOutcome.Failed)await Preparing(new Given()).PrepareAsync(Request, cancellation);

    private sealed class Given : ISourceCheckout
    {
        public ImmutableArray<MissingSubmodule> Missing { get; init; } = [];

        public List<string> Hidden { get; } = [];

        public Task HideChangesAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellation)
        {
            Hidden.AddRange(files);
            return Task.CompletedTask;
        }

        public Task<CheckedOut> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation)
        {
            File.WriteAllText(Path.Combine(folder, "Cargo.toml"), "[package]");
            return Task.FromResult(new CheckedOut("c0ffee") { MissingSubmodules = Missing });
        }
    }

    private sealed class Refusal(CheckoutException why) : ISourceCheckout
    {
        public Task<CheckedOut> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation) => throw why;
    }
}
