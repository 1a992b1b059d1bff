using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

[CancelAfter(60_000)]
public sealed class TestRunTests
{
    private static readonly TestTarget Unit = new(null, "lib memchr", TestHarness.Libtest, new CommandSpec("/target/unit", [], "/"));
    private static readonly TestTarget Custom = new(null, "test custom", TestHarness.Custom, new CommandSpec("/target/custom", [], "/"));
    private static readonly TestTarget Docs = new(null, "doctest memchr", TestHarness.Doctest, new CommandSpec("/toolchain/bin/rustdoc", [], "/"));

    private LegScene scene = null!;
    private int starts;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        starts = 0;
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private FakeProcessRunner Processes => scene.Processes;

    [Test]
    public async Task Tests_that_all_end_run_once_together(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "ok"), Started("b"), Ended("b", "failed"), End(1, 1)).Exits(101);

        var run = await RunAsync(Unit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run.Tests), Is.EqualTo(new[] { "a passed", "b failed" }));
            Assert.That(Processes.Commands, Has.Count.EqualTo(1));
            Assert.That(run.Target.HasSummary, Is.True);
            Assert.That(run.Target.Exit, Is.EqualTo(new ProcessExit.Exited(101)));
            Assert.That(run.Target.Command, Is.EqualTo(new[] { "/target/unit", "-Zunstable-options", "--format=json", "--report-time", "--test-threads=2" }));
        }
    }

    [Test]
    public async Task What_an_abort_hides_is_listed_and_run_one_by_one(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "ok"), Started("b"), "fatal runtime error: failed to initiate panic, error 5, aborting")
            .Ends(new ProcessExit.Signalled(6));
        Processes.On("unit", "--list").Prints("a: test", "b: test", "c: test", "d: test", "e: benchmark", "", "4 tests, 1 benchmarks");
        Processes.On("unit", "b").Prints(Begin, Started("b")).Ends(new ProcessExit.Signalled(6));
        Processes.On("unit", "c").Prints(Begin, Started("c"), "no newline" + Ended("c", "ok"), End(1));
        Processes.On("unit", "d").Prints(Begin, Started("d"), Ended("d", "ignored"), End(0, 0, 1));
        Processes.On("unit", "e").Prints(Begin, Started("e")).Ends(new ProcessExit.Signalled(11));

        var run = await RunAsync(Unit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run.Tests), Is.EquivalentTo(new[] { "a passed", "b failed", "c passed", "d ignored", "e failed" }));
            Assert.That(run.Tests.First(test => test.Name == "b").Exit, Is.EqualTo(new ProcessExit.Signalled(6)));
            Assert.That(run.Tests.First(test => test.Name == "e").Exit, Is.EqualTo(new ProcessExit.Signalled(11)), "cargo test runs each benchmark once");
            Assert.That(run.Contradiction, Is.Null);
            Assert.That(starts, Is.EqualTo(1), "they begin where the first run began");
            Assert.That(run.Tests.First(test => test.Name == "a").Exit, Is.Null);
            Assert.That(run.Target.HasSummary, Is.False);
            Assert.That(Log, Has.Member("==> alone: lib memchr: b: signal 6 (SIGABRT)"));
            Assert.That(Log[run.Tests.First(test => test.Name == "c").Log!.Line - 1], Is.EqualTo("==> alone: lib memchr: c"));
            Assert.That(scene.Findings.TraceOf(new TestId("lib memchr", "b")).End!.Text, Is.EqualTo("==> alone: lib memchr: b: signal 6 (SIGABRT)"));
        }
    }

    [Test]
    public async Task A_hang_fails_what_was_running_and_the_others_run_alone(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Started("b"), Ended("b", "ok")).Ends(new ProcessExit.TimedOut(900));
        Processes.On("unit", "--list").Prints("a: test", "b: test", "c: test");
        Processes.On("unit", "c").Prints(Begin, Started("c"), Ended("c", "ok"), End(1));

        var run = await RunAsync(Unit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run.Tests), Is.EqualTo(new[] { "b passed", "a failed", "c passed" }));
            Assert.That(run.Tests.First(test => test.Name == "a").Exit, Is.EqualTo(new ProcessExit.TimedOut(900)));
            Assert.That(Processes.Commands.Count(command => command.Arguments.Contains("a")), Is.Zero, "running it alone would only cost the time again");
        }
    }

    [TestCase(800, true)]
    [TestCase(2, false, Description = "a hang, or a busy machine")]
    public async Task What_was_at_work_when_its_time_was_up_and_passes_with_the_baseline_runs_alone(int worked, bool isAlone, CancellationToken cancellation)
    {
        LetTheBaselinePass("a", 100);
        Processes.On("unit").Prints(Begin, Started("a")).Ends(new ProcessExit.TimedOut(900)).Takes(TimeSpan.FromSeconds(900)).Works(TimeSpan.FromSeconds(worked));
        Processes.On("unit", "--list").Prints("a: test");
        Processes.On("unit", "a").Prints(Begin, Started("a")).Ends(new ProcessExit.TimedOut(600)).Works(TimeSpan.FromSeconds(498.5));

        var run = await RunAsync(Unit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run.Tests), Is.EqualTo(new[] { "a failed" }));
            Assert.That(run.Tests.Single().CpuSeconds, Is.EqualTo(isAlone ? 498.5 : null));
            Assert.That(Processes.Commands.Where(command => command.Arguments.Contains("a")).Select(command => command.Limits.Time), isAlone ? Is.EqualTo(new[] { TimeSpan.FromSeconds(600) }) : Is.Empty);
            Assert.That(scene.Findings.TraceOf(new TestId("lib memchr", "a")).End!.Text, Does.EndWith(isAlone ? "timed out after 600 s, 498.5 s of processor time" : "timed out after 900 s"));
        }
    }

    [Test]
    public async Task The_candidates_time_grows_with_the_baselines_even_while_it_runs(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, End(0));

        await RunAsync(Unit, cancellation);
        var limits = Processes.Commands.Single().Limits;

        Assert.That(limits.TimeNow, Is.EqualTo(limits.Time), "nobody knows yet");
        LetTheBaselinePass("a", 100);
        Assert.That(limits.TimeNow, Is.EqualTo(TimeSpan.FromSeconds(200)));
    }

    [Test]
    public async Task The_baseline_itself_has_all_the_time_there_is(CancellationToken cancellation)
    {
        scene.Request = scene.RequestOf(LegName.Llvm);
        LetTheBaselinePass("a", 1);
        Processes.On("unit").Prints(Begin, End(0));

        await RunAsync(Unit, cancellation);

        Assert.That(Processes.Commands.Single().Limits.TimeNow, Is.EqualTo(scene.Request.Limits.Time));
    }

    private void LetTheBaselinePass(string test, double seconds) => scene.Request.Baseline.Add(new TargetRun(
        new TargetResult { Name = Unit.Name, Harness = TestHarness.Libtest, Exit = new ProcessExit.Exited(0), Seconds = seconds },
        [new TestResult { Target = Unit.Name, Name = test, Outcome = TestOutcome.Passed, Seconds = seconds }],
        new ProcessResult(new ProcessExit.Exited(0), TimeSpan.FromSeconds(seconds), 0, false) { CpuTime = TimeSpan.FromSeconds(seconds) }));

    [Test]
    public async Task A_process_that_a_test_ends_well_is_a_pass_as_it_is_for_cargo_and_hides_no_other(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("exits"));
        Processes.On("unit", "--list").Prints("exits: test", "never: test", "other: test");
        Processes.On("unit", "exits").Prints(Begin, Started("exits"));
        Processes.On("unit", "never").Prints(Begin);
        Processes.On("unit", "other").Prints(Begin, Started("other"), Ended("other", "ok"), End(1));

        var run = await RunAsync(Unit, cancellation);

        Assert.That(Outcomes(run.Tests), Is.EquivalentTo(new[] { "exits passed", "never not-run", "other passed" }), "what has not begun has not passed");
        Assert.That(run.Target.HasSummary, Is.False);
    }

    [Test]
    public async Task A_summary_that_a_running_test_forges_hides_nothing(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("forges"), End(3));
        Processes.On("unit", "--list").Prints("forges: test", "other: test");
        Processes.On("unit", "forges").Prints(Begin, Started("forges"), End(3));
        Processes.On("unit", "other").Prints(Begin, Started("other"), Ended("other", "failed"), End(0, 1)).Exits(101);

        var run = await RunAsync(Unit, cancellation);

        Assert.That(Outcomes(run.Tests), Is.EquivalentTo(new[] { "forges passed", "other failed" }));
    }

    [Test]
    public async Task When_the_time_is_used_up_the_rest_is_not_run(CancellationToken cancellation)
    {
        scene.Request = scene.Request with { Limits = scene.Request.Limits with { Time = TimeSpan.Zero } };
        Processes.On("unit").Prints(Begin).Ends(new ProcessExit.Signalled(11));
        Processes.On("unit", "--list").Prints("a: test", "b: test");

        var run = await RunAsync(Unit, cancellation);

        Assert.That(Outcomes(run.Tests), Is.EquivalentTo(new[] { "a not-run", "b not-run", "lib memchr failed" }));
        Assert.That(run.Tests.Where(test => test.Name != "lib memchr").Select(test => test.Exit), Is.All.EqualTo(new ProcessExit.TimedOut(0)));
    }

    [TestCase(0, "test custom passed")]
    [TestCase(1, "test custom failed")]
    public async Task A_custom_harness_is_one_test_judged_by_its_exit(int code, string outcome, CancellationToken cancellation)
    {
        Processes.On("custom").Prints("test one ... ok", "test two ... FAILED", "thread 'main' (7) panicked at tests/custom.rs:3:5:").Exits(code);

        var run = await RunAsync(Custom, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run.Tests), Is.EqualTo(new[] { outcome }));
            Assert.That(run.Tests.Single().Exit, Is.EqualTo(new ProcessExit.Exited(code)));
            Assert.That(run.Tests.Single().Log!.Line, Is.EqualTo(1), "its output begins there");
            Assert.That(Processes.Commands, Has.Count.EqualTo(1));
            Assert.That(scene.Findings.TraceOf(new TestId("test custom", "test custom")).Panics, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_program_that_cannot_start_ran_no_test(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin).Ends(new ProcessExit.Signalled(6));
        Processes.On("unit", "--list").Prints("a: test");
        Processes.On("unit", "a").Ends(new ProcessExit.NotStarted("no such file"));

        Assert.That(Outcomes((await RunAsync(Unit, cancellation)).Tests), Is.EqualTo(new[] { "a not-run", "lib memchr failed" }));
    }

    [Test]
    public async Task Doctests_that_rustdoc_did_not_get_to_are_not_run(CancellationToken cancellation)
    {
        Processes.On("rustdoc").Prints("running 2 tests", "test src/lib.rs - (line 1) - compile ... ok").Ends(new ProcessExit.OutOfMemory(1));
        Processes.On("rustdoc", "--test-args=--list").Prints("src/lib.rs - (line 1): test", "src/lib.rs - (line 5): test");

        Assert.That(
            Outcomes((await RunAsync(Docs, cancellation)).Tests), Is.EqualTo(new[] { "src/lib.rs - (line 1) passed", "src/lib.rs - (line 5) not-run" }));
    }

    [Test]
    public async Task Tests_run_again_each_by_itself(CancellationToken cancellation)
    {
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("unit", "b").Prints(Begin, Started("b"), Ended("b", "ok"), End(1));

        var tests = await AgainAsync(Unit, ["a", "b"], cancellation);

        Assert.That(Outcomes(tests), Is.EquivalentTo(new[] { "a failed", "b passed" }));
        Assert.That(Processes.Commands.Select(command => command.Arguments), Has.All.Member("--nocapture"));
    }

    [Test]
    public async Task Of_doctests_only_those_that_were_asked_about_are_told(CancellationToken cancellation)
    {
        Processes.On("rustdoc", "--test-args=2)").Prints("test src/lib.rs - (line 2) ... FAILED", "test src/lib.rs - (line 12) ... ok", "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s").Exits(101);

        Assert.That(Outcomes(await AgainAsync(Docs, ["src/lib.rs - (line 2)"], cancellation)), Is.EqualTo(new[] { "src/lib.rs - (line 2) failed" }));
    }

    [Test]
    public async Task A_custom_harness_runs_again_as_a_whole(CancellationToken cancellation)
    {
        Processes.On("custom").Exits(7);

        Assert.That(Outcomes(await AgainAsync(Custom, ["test custom"], cancellation)), Is.EqualTo(new[] { "test custom failed" }));
    }

    [Test]
    public void A_cancelled_sweep_stops(CancellationToken cancellation) =>
        Assert.That(async () => await RunAsync(Unit, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    private string[] Log => scene.Log(Phase.Test);

    private TestRun Tests => new(scene.Sandboxed, scene.Request, scene.Findings, () => starts++);

    private static IEnumerable<string> Outcomes(IEnumerable<TestResult> tests) => tests.Select(test => $"{test.Name} {WireName.Of(test.Outcome)}");

    private async Task<TargetRun> RunAsync(TestTarget target, CancellationToken cancellation)
    {
        using var log = scene.OpenLog(Phase.Test);
        return await Tests.RunAsync(target, log, Phase.Test, cancellation);
    }

    private async Task<IReadOnlyList<TestResult>> AgainAsync(TestTarget target, string[] tests, CancellationToken cancellation)
    {
        using var log = scene.OpenLog(Phase.Test);
        return await Tests.RunAgainAsync(target, [.. tests], log, Phase.Test, cancellation);
    }
}
