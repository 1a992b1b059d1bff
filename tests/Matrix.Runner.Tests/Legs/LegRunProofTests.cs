using Matrix.Faults;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>A leg proves something only where what cargo names, what was compiled, what was run and what was counted agree.</summary>
[CancelAfter(60_000)]
public sealed class LegRunProofTests : LegSceneFixture
{
    [SetUp]
    public void LetItBuild()
    {
        Processes.On("fetch");
        Processes.On("build").Prints(Call("--crate-type lib"));
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("memchr-11", "--list").Prints("a: test");
    }

    private string Executable => Path.Combine(Scene.Directories.Target, "debug/deps/memchr-11");

    [Test]
    public async Task Where_all_agree_a_leg_passes(CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact());

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(new LegOutcome.Passed()));
    }

    [Test]
    public async Task What_cargo_names_and_no_call_makes_is_no_proof(CancellationToken cancellation)
    {
        TestBuild(Artifact());

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(Torn("cargo names memchr 1.0.0 lib memchr, and no call of rustc was seen that makes it")));
    }

    [Test]
    public async Task A_call_that_is_only_printed_is_no_proof(CancellationToken cancellation)
    {
        // As a build script or a procedural macro may print it: nobody was told of it.
        Processes.On("build").Prints("     Running `CARGO_CRATE_NAME=memchr /toolchain/bin/rustdoc --crate-name memchr -Z codegen-backend=cranelift`");
        TestBuild(Artifact(isFresh: true));

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(new LegOutcome.Unusable("no call of rustc was seen, so nothing proves which backend compiled it")));
    }

    [Test]
    public async Task What_was_there_already_needs_no_call(CancellationToken cancellation)
    {
        TestBuild(Artifact(isFresh: true));

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(new LegOutcome.Passed()));
    }

    [Test]
    public async Task An_executable_that_was_built_to_be_run_and_was_not_is_no_proof(CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact(), Call("--test", "tests/it.rs", "it"), Artifact("test", "it", "tests/it.rs", "/target/it-22"));

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(Torn("it-22 was built to be run, and was not run")));
    }

    [Test]
    public async Task An_executable_that_was_run_and_that_cargo_does_not_name_is_no_proof(CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact()).Does(command =>
        {
            Build(command);
            Scene.Record("0002.run", ["/bin/forged"]);
        });
        Processes.On("forged").Prints("all is well");

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(Torn("forged was run, and cargo does not name it")));
    }

    [Test]
    public async Task A_count_that_fits_nothing_that_was_seen_gives_way_to_the_exit_of_each_test(CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact());
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(2)).Exits(101);
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1)).Exits(101);

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(new LegOutcome.Failed(Phase.Test, Environmental: false)));
    }

    [Test]
    public async Task A_build_that_fails_contradicts_nothing(CancellationToken cancellation)
    {
        Processes.On("test").Prints(Artifact()).Exits(101);

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(new LegOutcome.Failed(Phase.TestBuild, Environmental: false)));
    }

    [Test]
    public async Task What_a_build_script_tries_out_with_another_backend_is_not_held_against_the_leg(CancellationToken cancellation)
    {
        Processes.On("build").Prints(
            Call("--crate-type lib"), "     Running `CARGO_PKG_NAME=memchr NUM_JOBS=2 PROFILE=debug /toolchain/bin/rustc --crate-name probe --emit=link --test probe.rs`");
        TestBuild(Call("--test"), Artifact());

        Assert.That(await OutcomeAsync(cancellation), Is.EqualTo(new LegOutcome.Passed()));
    }

    [Test]
    public async Task Two_members_with_the_same_targets_and_tests_are_told_apart(CancellationToken cancellation)
    {
        var other = Path.Combine(Scene.Directories.Target, "debug/deps/memchr-22");
        TestBuild(
            Call("--test"), Artifact(), Call("--test", folder: "other"),
            Artifact(executable: other).Replace("/source/Cargo.toml", "/source/other/Cargo.toml").Replace("/source/src/", "/source/other/src/").Replace("#memchr@1.0.0", "#other@1.0.0")).Does(command =>
        {
            Build(command);
            Scene.File(Path.GetRelativePath(Scene.Root, other), "another executable");
            Scene.Record("0002.run", [other]);
        });
        Processes.On("memchr-22").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leg.Tests.Select(test => $"{test.Id} {WireName.Of(test.Outcome)}"), Is.EqualTo(new[] { "lib memchr: a passed", "other lib memchr: a failed" }));
            Assert.That(leg.Result.Targets.Select(target => target.Package), Is.EqualTo(new[] { null, "other" }));
        }

        await Scene.LegRun.RetestAsync(leg, [new TestId("lib memchr", "a") { Package = "other" }], 2, RunManner.Alone, cancellation);
        Assert.That(Processes.Commands[^1].Program, Is.EqualTo(other));
    }

    [Test]
    public async Task Tests_that_run_again_find_what_the_first_run_found(CancellationToken cancellation)
    {
        var seen = new List<bool>();
        var left = Path.Combine(Scene.Directories.Source, "left-behind");
        TestBuild(Call("--test"), Artifact());
        Processes.On("memchr-11").Does(_ =>
        {
            seen.Add(File.Exists(left) || Directory.EnumerateFileSystemEntries(Scene.Directories.Temporary).Any());
            File.WriteAllText(left, "");
            File.WriteAllText(Path.Combine(Scene.Directories.Temporary, "also"), "");
        }).Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        foreach (var manner in new[] { RunManner.Together, RunManner.AsCargo, RunManner.Alone })
            await Scene.LegRun.RetestAsync(leg, [new TestId("lib memchr", "a")], 2, manner, cancellation);
        await Scene.LegRun.OverhearAsync(leg, [new TestId("lib memchr", "a")], 3, cancellation);
        await Scene.LegRun.ControlAsync(leg, [new TestId("lib memchr", "a")], _ => RunManner.Together, cancellation);

        Assert.That(seen, Is.EqualTo(new[] { false, false, false, false, false, false }));
    }

    [TestCase(RunManner.Alone)]
    [TestCase(RunManner.Together)]
    [TestCase(RunManner.AsCargo)]
    public async Task A_repeat_says_how_it_was_run_and_the_leg_itself_nothing(RunManner manner, CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact());
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        var repeat = await Scene.LegRun.RetestAsync(leg, [new TestId("lib memchr", "a")], 2, manner, cancellation);

        Assert.That((leg.Result.Manner, repeat.Result.Manner), Is.EqualTo(((RunManner?)null, (RunManner?)manner)));
    }

    [Test]
    public async Task A_control_that_cannot_start_clean_is_not_made(CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact());
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        File.WriteAllText(Executable, "a test has written over it");

        var control = await Scene.LegRun.ControlAsync(leg, [new TestId("lib memchr", "a")], _ => RunManner.Alone, cancellation);

        Assert.That(control.Tests, Is.Empty);
        Assert.That(control.Result.Phases, Is.Empty);
    }

    [Test]
    public async Task In_one_call_there_is_no_build_before_the_tests_are_built(CancellationToken cancellation)
    {
        Scene.Request = Scene.RequestOf(LegName.Cranelift with { Workaround = Workaround.InOneCall });
        TestBuild(Call("--test"), Artifact());

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Phases.Select(phase => phase.Phase), Is.EqualTo(new[] { Phase.Fetch, Phase.TestBuild, Phase.Test }));
        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Passed()));
    }

    [Test]
    public async Task With_lints_capped_every_compiler_is_told_so_last(CancellationToken cancellation)
    {
        Scene.Request = Scene.RequestOf(LegName.Cranelift with { Workaround = Workaround.LintsCapped });
        TestBuild(Call("--test"), Artifact());

        await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(File.ReadAllText(Path.Combine(Scene.Directories.StandIns, "settings")).Split('\0')[4..], Is.EqualTo(new[] { "--cap-lints=warn", "" }));
    }

    [Test]
    public async Task What_the_leg_needs_stands_where_nothing_that_runs_in_it_can_write(CancellationToken cancellation)
    {
        TestBuild(Call("--test"), Artifact());

        await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        var directories = Scene.Directories;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(directories.ReadOnly, Is.EquivalentTo(new[] { directories.StandIns, directories.Configuration }));
            Assert.That(File.ReadAllText(StandIns.RustcIn(directories)), Is.EqualTo("a shim"));
            Assert.That(new[] { StandIns.RustdocIn(directories), StandIns.RunnerIn(directories) }.Select(File.ReadAllText), Is.All.EqualTo("a recorder"));
            Assert.That(
                File.ReadAllText(Path.Combine(directories.StandIns, "settings")).Split('\0'),
                Is.EqualTo(new[] { "/toolchain/bin/rustc", "/toolchain/bin/rustdoc", directories.Root, directories.Records, "" }));
            Assert.That(File.ReadAllText(Path.Combine(directories.Configuration, "config.toml")), Does.Contain("codegen-backend = \"cranelift\""));
            Assert.That(Directory.EnumerateFileSystemEntries(directories.Source).Select(Path.GetFileName), Is.EquivalentTo(new[] { "src", "target" }), "and nothing of ours in the source");
        }
    }

    private async Task<LegOutcome> OutcomeAsync(CancellationToken cancellation) => (await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation)).Result.Outcome;

    private static LegOutcome.Unusable Torn(string words) => new LegOutcome.Unusable($"two sources do not agree: {words}");

    private FakeAnswer TestBuild(params string[] lines) => Processes.On("test").Prints(lines).Does(Build);

    private void Build(CommandSpec command)
    {
        Scene.File(Path.GetRelativePath(Scene.Root, Executable), "an executable");
        File.WriteAllText(Path.Combine(RelayOnPaper.RecordsOf(command), "0001.run"), $"/place\01\0{Executable}\0");
    }

    private string Call(string words, string source = "src/lib.rs", string name = "memchr", string folder = "") =>
        $"     Running `CARGO_CRATE_NAME={name} CARGO_MANIFEST_DIR={Path.Combine(Scene.Directories.Source, folder).TrimEnd('/')} CARGO_PKG_NAME=memchr CARGO_PKG_VERSION=1.0.0 "
        + $"/toolchain/bin/rustc --crate-name {name} {source} {words} -Z codegen-backend=cranelift`";

    private string Artifact(string kind = "lib", string name = "memchr", string source = "src/lib.rs", string? executable = null, bool isFresh = false) =>
        $$$"""
        {"reason":"compiler-artifact","package_id":"registry+https://example.org#memchr@1.0.0","manifest_path":"{{{Scene.Request.ManifestPath}}}","target":{"kind":["{{{kind}}}"],"name":"{{{name}}}","src_path":"{{{Scene.Directories.Source}}}/{{{source}}}"},"profile":{"test":true},"filenames":[],"executable":"{{{executable ?? Executable}}}","fresh":{{{(isFresh ? "true" : "false")}}}}
        """;
}
