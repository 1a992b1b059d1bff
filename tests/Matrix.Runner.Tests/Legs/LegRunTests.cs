using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

[CancelAfter(60_000)]
public sealed class LegRunTests
{
    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.File("checkout/src/lib.rs", "code");
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private FakeProcessRunner Processes => scene.Processes;

    private string Executable => Path.Combine(scene.Directories.Target, "debug/deps/memchr-11");

    [Test]
    public async Task A_leg_goes_through_all_phases_in_order(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints("test src/lib.rs - (line 1) ... ok", TextEnd(1));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Passed()));
            Assert.That(leg.Result.Phases.Select(phase => phase.Phase), Is.EqualTo(Enum.GetValues<Phase>()));
            Assert.That(leg.Result.Phases.Select(phase => phase.Passed), Is.All.True);
            Assert.That(leg.Result.Targets.Select(target => target.Name), Is.EqualTo(new[] { "lib memchr", "doctest memchr" }));
            Assert.That(leg.Result.Tests, Is.EqualTo(new TestCounts(Passed: 2)));
            Assert.That(leg.Result.Units.Cranelift, Is.EqualTo(4), "rustdoc's call is a unit too");
            Assert.That(leg.Result.Units.Wrong, Is.Empty);
            Assert.That(leg.Result.Profile, Is.EqualTo(new[] { "opt-level=1" }));
            Assert.That(leg.Result.ArtefactBytes, Is.EqualTo("an executable".Length));
            Assert.That(leg.Result.Attempt, Is.EqualTo(1));
            Assert.That(TestListFile.Read(scene.Results.Absolute(leg.Result.TestList!)).Select(test => test.Name), Is.EqualTo(new[] { "a", "src/lib.rs - (line 1)" }));
            Assert.That(File.ReadAllText(Path.Combine(scene.Directories.Source, "src/lib.rs")), Is.EqualTo("code"));
            Assert.That(scene.Log(Phase.Build)[0], Does.StartWith("$ /toolchain/bin/cargo build"));
            Assert.That(scene.Log(Phase.Build)[^1], Is.EqualTo("==> exit code 0"));
        }
    }

    [Test]
    public async Task A_leg_ends_where_it_does_not_build(CancellationToken cancellation)
    {
        Processes.On("fetch");
        Processes.On("build").Prints("error: asm! and global_asm! sym operands are not yet supported").Exits(101);

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Build, Environmental: false)));
            Assert.That(leg.FailedToBuildAt, Is.EqualTo(Phase.Build));
            Assert.That(leg.Result.Phases.Select(phase => phase.Phase), Is.EqualTo(new[] { Phase.Fetch, Phase.Build }));
            Assert.That(leg.Result.TestList, Is.Null);
            Assert.That(leg.Result.Observations.Single().Rule, Is.EqualTo("asm-sym"));
            Assert.That(leg.Findings.Errors.Select(error => error.Evidence.Text), Has.Member("==> exit code 101"));
        }
    }

    [TestCase("timed out")]
    [TestCase("disk")]
    public async Task What_the_machine_is_to_blame_for_is_environmental(string what, CancellationToken cancellation)
    {
        Processes.On("fetch");
        if (what == "disk")
            Processes.On("build").Prints("error: No space left on device").Exits(101);
        else
            Processes.On("build").Ends(new ProcessExit.TimedOut(900));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Build, Environmental: true)));
    }

    [Test]
    public async Task A_unit_of_the_other_backend_makes_the_leg_unusable(CancellationToken cancellation)
    {
        Builds("llvm");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Unusable(
            "not compiled by the leg's backend: memchr 1.0.0 memchr, memchr 1.0.0 memchr, memchr 1.0.0 memchr")));
        Assert.That(leg.Result.Units.Llvm, Is.EqualTo(3));
    }

    [Test]
    public async Task An_executable_of_the_LLVM_leg_with_Cranelifts_mark_makes_it_unusable(CancellationToken cancellation)
    {
        scene.Request = scene.RequestOf(LegName.Llvm);
        Builds("llvm", "rustc version 1.95.0 with cranelift 0.123.13 llvm.x86.aesni is not yet supported.");
        Processes.On("memchr-11").Prints(Begin, End(0));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(leg.Result.Units.Wrong, Is.EqualTo(new[] { "lib memchr (its executable carries Cranelift's mark)" }));
        Assert.That(
            leg.Findings.Ledger.Entries("memchr", LegScene.Host).Select(entry => (entry.Intrinsic, entry.State, entry.TestTarget)),
            Is.EqualTo(new[] { ("llvm.x86.aesni", LedgerState.Linked, "lib memchr") }));
    }

    [Test]
    public async Task Without_any_call_of_the_compiler_nothing_is_proven(CancellationToken cancellation)
    {
        foreach (var verb in new[] { "fetch", "build", "test" })
            Processes.On(verb);

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.InstanceOf<LegOutcome.Unusable>());
    }

    [Test]
    public async Task An_abort_fails_the_executable_as_a_whole_though_every_test_passes_alone(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a")).Ends(new ProcessExit.Signalled(6));
        Processes.On("memchr-11", "--list").Prints("a: test");
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Test, Environmental: false)));
        Assert.That(leg.Result.Phase(Phase.Test)!.Exit, Is.EqualTo(new ProcessExit.Signalled(6)));
        Assert.That(leg.Result.Tests, Is.EqualTo(new TestCounts(Passed: 1, Failed: 1)));
        Assert.That(leg.Result.FailedTests.Single(), Is.EqualTo(leg.Result.FailedTests.Single() with { Name = "lib memchr", Target = "lib memchr", Exit = new ProcessExit.Signalled(6) }));
    }

    [Test]
    public async Task What_an_interrupted_start_left_behind_is_gone(CancellationToken cancellation)
    {
        scene.File("leg/source/target/debug/old", "");
        scene.Record("0001.run", ["/target/old"]);
        Directory.CreateDirectory(scene.Directories.Source);
        File.CreateSymbolicLink(Path.Combine(scene.Checkout, "link"), "src");
        File.CreateSymbolicLink(Path.Combine(scene.Directories.Source, "link"), "src");
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(leg.Result.Targets.Select(target => target.Name), Is.EqualTo(new[] { "lib memchr", "doctest memchr" }));
        Assert.That(File.Exists(Path.Combine(scene.Directories.Target, "debug/old")), Is.False);
    }

    [Test]
    public async Task A_control_leg_builds_only_what_the_tests_are_in_and_runs_each_of_them_alone(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), Started("b"), Ended("b", "ok"), End(1, 1)).Exits(101);
        Processes.On("rustdoc").Prints(TextEnd(0));
        var first = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);
        Processes.On("test").Prints(Call("cranelift", "--test -C extra-filename=-11"), Artifact()).Does(_ =>
        {
            Assert.That(Directory.EnumerateFiles(scene.Directories.OfControl.Records), Is.Empty);
            Assert.That(
                Directory.EnumerateFiles(scene.Directories.OfControl.StandIns).Select(Path.GetFileName), Is.EquivalentTo(new[] { "rustc", "run", "rustdoc", "settings" }));
            File.WriteAllText(Path.Combine(scene.Directories.OfControl.Records, "0001.run"), $"/\01\0{Executable}\0");
        });
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));

        var control = await scene.LegRun.ControlAsync(first, [new TestId("lib memchr", "a")], _ => RunManner.Alone, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(control.Result.Leg.ToString(), Is.EqualTo("cranelift-abort"));
            Assert.That(control.Result.Phases.Select(phase => phase.Phase), Is.EqualTo(new[] { Phase.TestBuild, Phase.Test }));
            Assert.That(control.Result.Phases[0].Command, Has.Member("--lib").And.None.EqualTo("--doc"));
            Assert.That(control.Tests.Select(test => (test.Name, test.Outcome)), Is.EqualTo(new[] { ("a", TestOutcome.Passed) }));
        }
    }

    [Test]
    public async Task A_build_is_repeated_from_nothing_under_a_log_of_its_own(CancellationToken cancellation)
    {
        scene.File("leg/source/target/debug/old", "");
        scene.File("leg/tmp/old", "");
        Processes.On("test").Prints("error: once more").Exits(101);

        var leg = await scene.LegRun.RebuildAsync(scene.Request, Phase.TestBuild, attempt: 2, cancellation);

        Assert.That(leg.Result.Attempt, Is.EqualTo(2));
        Assert.That(leg.Result.Phases.Single().Log, Is.EqualTo("logs/memchr/cranelift/test-build.2.log.gz"));
        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.TestBuild, Environmental: false)));
        Assert.That(Directory.EnumerateFiles(scene.Directories.Root, "old", SearchOption.AllDirectories), Is.Empty);
        Assert.That(File.ReadAllText(Path.Combine(scene.Directories.Source, "src/lib.rs")), Is.EqualTo("code"));
    }

    [Test]
    public async Task Tests_are_repeated_each_with_its_own_target(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints("test src/lib.rs - (line 1) - should panic ... FAILED", TextEnd(0, 1)).Exits(101);
        var first = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));

        var again = await scene.LegRun.RetestAsync(first, [.. first.Result.FailedTests.Select(test => test.Id)], attempt: 2, RunManner.Alone, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Tests.Select(test => $"{test.Id} {test.Outcome}"), Is.EqualTo(new[] { "lib memchr: a Passed", "doctest memchr: src/lib.rs - (line 1) Failed" }));
            Assert.That(again.Result.Phase(Phase.Test)!.Passed, Is.True);
            Assert.That(again.Result.Phase(Phase.Doctest)!.Passed, Is.False);
            Assert.That(again.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Doctest, Environmental: false)));
        }
    }

    [Test]
    public async Task A_finished_leg_is_not_run_again_after_an_interruption(CancellationToken cancellation)
    {
        Builds("cranelift", "llvm.x86.aesni is not yet supported.");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints("test src/lib.rs - (line 1) ... ok", TextEnd(1));
        var first = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);
        using (var writer = ResultsWriter.Create(scene.Results.Root, Manifests.Any))
        {
            writer.Append(first.Result);
            writer.Append(first.Result with { Attempt = 2, Tests = new TestCounts() });
        }

        var found = Stored().Find(scene.Request)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Result.Tests, Is.EqualTo(first.Result.Tests));
            Assert.That(found.Tests.Select(test => test with { Output = null }), Is.EqualTo(first.Tests.Select(test => test with { Output = null })));
            Assert.That(found.Targets.Select(target => (target.Name, target.Harness)), Is.EqualTo(first.Targets.Select(target => (target.Name, target.Harness))));
            Assert.That(found.Targets.Select(target => target.Command.CommandLine), Is.EqualTo(first.Targets.Select(target => target.Command.CommandLine)));
            Assert.That(found.Findings.Ledger.Entries("memchr", LegScene.Host).Single().State, Is.EqualTo(LedgerState.Linked));
            Assert.That(Stored().Find(scene.RequestOf(LegName.Llvm)), Is.Null, "that leg never ran");
            Assert.That(new FinishedLegs(null, LegScene.Toolchain, LegScene.Mark).Find(scene.Request), Is.Null, "no earlier start");
        }

        FolderRemoval.Remove(scene.Directories.Root);
        Assert.That(Stored().Find(scene.Request), Is.Null, "nothing of it could be repeated");
    }

    [Test]
    public async Task What_did_not_build_is_known_though_its_second_build_was_killed_when_it_had_just_begun(CancellationToken cancellation)
    {
        Processes.On("fetch");
        Processes.On("build").Prints("error: no").Exits(101);
        var first = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);
        using (var writer = ResultsWriter.Create(scene.Results.Root, Manifests.Any))
            writer.Append(first.Result);
        FolderRemoval.Remove(scene.Directories.Root);

        Assert.That(Stored().Find(scene.Request)?.FailedToBuildAt, Is.EqualTo(Phase.Build));
    }

    [Test]
    public async Task What_was_built_before_a_power_off_is_not_trusted(CancellationToken cancellation)
    {
        await StoreAsync(cancellation);

        Assert.That(Stored().Find(scene.Request), Is.Not.Null);
        Assert.That(Stored("another boot").Find(scene.Request), Is.Null);
    }

    [Test]
    public async Task A_leg_that_was_begun_anew_is_not_the_one_that_its_old_line_tells_of(CancellationToken cancellation)
    {
        await StoreAsync(cancellation);
        Processes.On("build").Does(_ => throw new OperationCanceledException("the sweep is killed here"));
        await Assert.CatchAsync(() => scene.LegRun.ExecuteAsync(scene.Request, cancellation));

        Assert.That(Stored().Find(scene.Request), Is.Null);
    }

    [TestCase("tests.jsonl.gz")]
    [TestCase("build.log.gz")]
    public async Task A_leg_whose_logs_are_lost_runs_again(string file, CancellationToken cancellation)
    {
        var leg = await StoreAsync(cancellation);
        File.Delete(scene.Results.Absolute(leg.Result.TestList!.Replace("tests.jsonl.gz", file, StringComparison.Ordinal)));

        Assert.That(Stored().Find(scene.Request), Is.Null);
    }

    [Test]
    public async Task A_repeat_is_found_again_where_it_has_all_the_tests(CancellationToken cancellation)
    {
        var leg = await StoreAsync(cancellation);
        var (asked, other) = (new TestId("lib memchr", "a"), new TestId("lib memchr", "b"));

        var stored = Stored();
        var found = stored.Find(scene.Request)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored.Find(found, LegName.Cranelift, 2, [asked])!.Tests.Select(test => test.Name), Is.EqualTo(new[] { "a" }));
            Assert.That(stored.Find(found, LegName.Cranelift, 2, [asked, other]), Is.Null, "it did not run the other");
            Assert.That(stored.Find(found, LegName.Cranelift, 3, [asked]), Is.Null, "it never ran");
            Assert.That(
                stored.Find(leg with { Result = leg.Result with { Start = leg.Result.Start.AddSeconds(1) } }, LegName.Cranelift, 2, [asked]),
                Is.Null,
                "it repeats an earlier run");
        }
    }

    [Test]
    public async Task Every_members_doctests_are_found_again(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("test").Does(_ =>
        {
            scene.Record("0001.rustdoc", ["--crate-name", "one"]);
            scene.Record("0002.rustdoc", ["--crate-name", "two"]);
        }).Prints(Call("cranelift"));
        Processes.On("rustdoc").Prints(TextEnd(0));
        var first = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);
        using (var writer = ResultsWriter.Create(scene.Results.Root, Manifests.Any))
            writer.Append(first.Result);

        Assert.That(
            Stored().Find(scene.Request)!.Targets.Select(target => $"{target.Name}: {string.Join(' ', target.Command.Arguments)}"),
            Is.EqualTo(new[] { "doctest one: --crate-name one -Zcodegen-backend=cranelift", "doctest two: --crate-name two -Zcodegen-backend=cranelift" }));
    }

    [Test]
    public async Task An_ignored_test_and_one_that_a_limit_ended_are_not_repeated(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("i"), Ended("i", "ignored"), Started("a")).Ends(new ProcessExit.TimedOut(900));
        Processes.On("memchr-11", "--list").Prints("i: test", "a: test", "f: test");
        Processes.On("memchr-11", "f").Prints(Begin, Started("f"), Ended("f", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        Assert.That(
            new[] { "i", "a", "f", "other" }.Select(name => leg.CanRepeat(new TestId("lib memchr", name))), Is.EqualTo(new[] { false, false, true, false }));
    }

    [TestCase(0)]
    [TestCase(101)]
    [TestCase(null, Description = "cut short by itself too")]
    public async Task A_run_of_all_tests_that_our_limit_cut_short_is_only_as_bad_as_its_tests(int? code, CancellationToken cancellation)
    {
        Builds("cranelift");
        scene.Request.Baseline.Add(new TargetRun(
            new TargetResult { Name = "lib memchr", Harness = TestHarness.Libtest, Exit = new ProcessExit.Exited(0), Seconds = 100 },
            [new TestResult { Target = "lib memchr", Name = "a", Outcome = TestOutcome.Passed, Seconds = 100 }],
            new ProcessResult(new ProcessExit.Exited(0), TimeSpan.FromSeconds(100), 0, false) { CpuTime = TimeSpan.FromSeconds(100) }));
        Processes.On("memchr-11").Prints(Begin, Started("a")).Ends(new ProcessExit.TimedOut(200)).Takes(TimeSpan.FromSeconds(200)).Works(TimeSpan.FromSeconds(190));
        Processes.On("memchr-11", "--list").Prints("a: test");
        var alone = Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", code == 0 ? "ok" : "failed"), End(code == 0 ? 1 : 0, code == 0 ? 0 : 1)).Works(TimeSpan.FromSeconds(50));
        _ = code is { } exit ? alone.Exits(exit) : alone.Ends(new ProcessExit.TimedOut(300));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leg.Result.Targets[0].Exit, Is.EqualTo(new ProcessExit.TimedOut(200)), "what came is told");
            Assert.That(leg.Result.Phase(Phase.Test)!.CpuSeconds, Is.EqualTo(240), "and all that it burned");
            Assert.That(leg.Result.Outcome, code == 0 ? Is.EqualTo(new LegOutcome.Passed()) : Is.EqualTo(new LegOutcome.Failed(Phase.Test, Environmental: code is null)));
        }
    }

    // A leg with a test that fails, and its repeat.
    private async Task<FinishedLeg> StoreAsync(CancellationToken cancellation)
    {
        Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints(TextEnd(0));
        var leg = await scene.LegRun.ExecuteAsync(scene.Request, cancellation);
        var repeat = await scene.LegRun.RetestAsync(leg, [new TestId("lib memchr", "a")], 2, RunManner.Alone, cancellation);
        using var writer = ResultsWriter.Create(scene.Results.Root, Manifests.Any);
        writer.Append(leg.Result);
        writer.Append(repeat.Result);
        return leg;
    }

    private FinishedLegs Stored(string boot = LegScene.ThisBoot) =>
        new(new StoredLegs(ResultsReader.Open(scene.Results.Root), KnownRules.All), LegScene.Toolchain, new FinishedMark(boot));

    private void Builds(string backend, string executable = "an executable")
    {
        Processes.On("fetch");
        Processes.On("build").Prints(Call(backend));
        Processes.On("test").Prints(Call(backend), Call(backend, "--test -C extra-filename=-11"), Artifact()).Does(_ =>
        {
            scene.File(Path.GetRelativePath(scene.Root, Executable), executable);
            scene.Record("0001.run", [Executable]);
            scene.Record("0001.rustdoc", ["--crate-name", "memchr"]);
        });
    }

    private string Call(string backend, string more = "--crate-type lib") =>
        $"     Running `CARGO_CRATE_NAME=memchr CARGO_MANIFEST_DIR={scene.Directories.Source} CARGO_PKG_NAME=memchr CARGO_PKG_VERSION=1.0.0 CARGO_PRIMARY_PACKAGE=1 "
        + $"/toolchain/bin/rustc --crate-name memchr src/lib.rs {more} -C opt-level=1 -Z codegen-backend={backend}`";

    private string Artifact(bool isFresh = false) =>
        $$$"""
        {"reason":"compiler-artifact","package_id":"registry+https://example.org#memchr@1.0.0","manifest_path":"{{{scene.Request.ManifestPath}}}","target":{"kind":["lib"],"name":"memchr","src_path":"{{{scene.Directories.Source}}}/src/lib.rs"},"profile":{"test":true},"filenames":["{{{Executable}}}"],"executable":"{{{Executable}}}","fresh":{{{(isFresh ? "true" : "false")}}}}
        """;
}
