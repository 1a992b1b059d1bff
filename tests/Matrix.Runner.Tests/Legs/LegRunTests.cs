using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>A leg from its copy of the source to its outcome.</summary>
[CancelAfter(60_000)]
public sealed class LegRunTests : LegSceneFixture
{
    [Test]
    public async Task A_leg_goes_through_all_phases_in_order(CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints("test src/lib.rs - (line 1) ... ok", TextEnd(1));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Passed()));
            Assert.That(leg.Result.Phases.Select(phase => phase.Phase), Is.EqualTo(Enum.GetValues<Phase>()));
            Assert.That(leg.Result.Phases.Select(phase => phase.Passed), Is.All.True);
            Assert.That(leg.Result.Targets.Select(target => target.Name), Is.EqualTo(new[] { "lib memchr", "doctest memchr" }));
            Assert.That(leg.Result.Tests, Is.EqualTo(new TestCounts(Passed: 2)));
            Assert.That(leg.Result.Units.Of(BackendName.Cranelift), Is.EqualTo(4), "rustdoc's call is a unit too");
            Assert.That(leg.Result.Units.Wrong, Is.Empty);
            Assert.That(leg.Result.Profile, Is.EqualTo(new[] { "opt-level=1" }));
            Assert.That(leg.Result.ArtefactBytes, Is.EqualTo("an executable".Length));
            Assert.That(leg.Result.Attempt, Is.EqualTo(1));
            Assert.That(TestListFile.Read(Scene.Results.Absolute(leg.Result.TestList!)).Select(test => test.Name), Is.EqualTo(new[] { "a", "src/lib.rs - (line 1)" }));
            Assert.That(File.ReadAllText(Path.Combine(Scene.Directories.Source, "src/lib.rs")), Is.EqualTo("code"));
            Assert.That(Scene.Log(Phase.Build)[0], Does.StartWith("$ /toolchain/bin/cargo build"));
            Assert.That(Scene.Log(Phase.Build)[^1], Is.EqualTo("==> exit code 0"));
        }
    }

    [Test]
    public async Task A_leg_ends_where_it_does_not_build(CancellationToken cancellation)
    {
        Processes.On("fetch");
        Processes.On("build").Prints("error: asm! and global_asm! sym operands are not yet supported").Exits(101);

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

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

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Build, Environmental: true)));
    }

    [Test]
    public async Task A_unit_of_the_other_backend_makes_the_leg_unusable(CancellationToken cancellation)
    {
        Scene.Builds("llvm");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Unusable(
            "not compiled by the leg's backend: memchr 1.0.0 memchr, memchr 1.0.0 memchr, memchr 1.0.0 memchr")));
        Assert.That(leg.Result.Units.Of(BackendName.Llvm), Is.EqualTo(3));
    }

    [Test]
    public async Task An_executable_of_the_LLVM_leg_with_Cranelifts_mark_makes_it_unusable(CancellationToken cancellation)
    {
        Scene.Request = Scene.RequestOf(LegName.Llvm);
        Scene.Builds("llvm", "rustc version 1.95.0 with cranelift 0.123.13 llvm.x86.aesni is not yet supported.");
        Processes.On("memchr-11").Prints(Begin, End(0));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Units.Wrong, Is.EqualTo(new[] { "lib memchr (its executable carries Cranelift's mark)" }));
        Assert.That(
            leg.Findings.Ledger.Entries("memchr", BackendName.Cranelift, LegScene.Host).Select(entry => (entry.Intrinsic, entry.State, entry.TestTarget)),
            Is.EqualTo(new[] { ("llvm.x86.aesni", LedgerState.Linked, "lib memchr") }));
    }

    [Test]
    public async Task Without_any_call_of_the_compiler_nothing_is_proven(CancellationToken cancellation)
    {
        foreach (var verb in new[] { "fetch", "build", "test" })
            Processes.On(verb);

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.InstanceOf<LegOutcome.Unusable>());
    }

    [Test]
    public async Task An_abort_fails_the_executable_as_a_whole_though_every_test_passes_alone(CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a")).Ends(new ProcessExit.Signalled(6));
        Processes.On("memchr-11", "--list").Prints("a: test");
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Test, Environmental: false)));
        Assert.That(leg.Result.Phase(Phase.Test)!.Exit, Is.EqualTo(new ProcessExit.Signalled(6)));
        Assert.That(leg.Result.Tests, Is.EqualTo(new TestCounts(Passed: 1, Failed: 1)));
        Assert.That(leg.Result.FailedTests.Single(), Is.EqualTo(leg.Result.FailedTests.Single() with { Name = "lib memchr", Target = "lib memchr", Exit = new ProcessExit.Signalled(6) }));
    }

    [Test]
    public async Task What_an_interrupted_start_left_behind_is_gone(CancellationToken cancellation)
    {
        Scene.File("leg/source/target/debug/old", "");
        Scene.Record("0001.run", ["/target/old"]);
        Directory.CreateDirectory(Scene.Directories.Source);
        File.CreateSymbolicLink(Path.Combine(Scene.Checkout, "link"), "src");
        File.CreateSymbolicLink(Path.Combine(Scene.Directories.Source, "link"), "src");
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(leg.Result.Targets.Select(target => target.Name), Is.EqualTo(new[] { "lib memchr", "doctest memchr" }));
        Assert.That(File.Exists(Path.Combine(Scene.Directories.Target, "debug/old")), Is.False);
    }

    [TestCase(0)]
    [TestCase(101)]
    [TestCase(null, Description = "cut short by itself too")]
    public async Task A_run_of_all_tests_that_our_limit_cut_short_is_only_as_bad_as_its_tests(int? code, CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Scene.Request.Baseline.Add(new TargetRun(
            new TargetResult { Name = "lib memchr", Harness = TestHarness.Libtest, Exit = new ProcessExit.Exited(0), Seconds = 100 },
            [new TestResult { Target = "lib memchr", Name = "a", Outcome = TestOutcome.Passed, Seconds = 100 }],
            new ProcessResult(new ProcessExit.Exited(0), TimeSpan.FromSeconds(100), 0, false) { CpuTime = TimeSpan.FromSeconds(100) }));
        Processes.On("memchr-11").Prints(Begin, Started("a")).Ends(new ProcessExit.TimedOut(200)).Takes(TimeSpan.FromSeconds(200)).Works(TimeSpan.FromSeconds(190));
        Processes.On("memchr-11", "--list").Prints("a: test");
        var alone = Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", code == 0 ? "ok" : "failed"), End(code == 0 ? 1 : 0, code == 0 ? 0 : 1)).Works(TimeSpan.FromSeconds(50));
        _ = code is { } exit ? alone.Exits(exit) : alone.Ends(new ProcessExit.TimedOut(300));
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(leg.Result.Targets[0].Exit, Is.EqualTo(new ProcessExit.TimedOut(200)), "what came is told");
            Assert.That(leg.Result.Phase(Phase.Test)!.CpuSeconds, Is.EqualTo(50), "together two threads had no more than what was cut short");
            Assert.That(leg.Result.Outcome, code == 0 ? Is.EqualTo(new LegOutcome.Passed()) : Is.EqualTo(new LegOutcome.Failed(Phase.Test, Environmental: code is null)));
        }
    }
}
