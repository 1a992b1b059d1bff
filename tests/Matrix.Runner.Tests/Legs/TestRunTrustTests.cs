using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>What is believed of what a test executable prints: others speak in between, and it may end in any way.</summary>
[CancelAfter(60_000)]
public sealed class TestRunTrustTests
{
    private static readonly TestTarget Unit = new(null, "lib memchr", TestHarness.Libtest, new CommandSpec("/target/unit", [], "/"));
    private static readonly TestTarget Docs = new("member", "doctest memchr", TestHarness.Doctest, new CommandSpec("/toolchain/bin/rustdoc", [], "/"));

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
    public async Task An_executable_that_fails_though_none_of_its_tests_does_is_a_test_that_fails(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "ok"), End(1)).Ends(new ProcessExit.Signalled(11));
        Processes.On("unit", "--list").Prints("a: test");

        var run = await RunAsync(Unit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run), Is.EqualTo(new[] { "a passed", "lib memchr failed" }));
            Assert.That(run.Tests[^1].Id.IsWhole, Is.True);
            Assert.That(run.Tests[^1].Exit, Is.EqualTo(new ProcessExit.Signalled(11)));
            Assert.That(scene.Findings.TraceOf(Unit.Whole).End!.Text, Is.EqualTo("==> lib memchr: signal 11 (SIGSEGV)"));
            Assert.That(run.Contradiction, Is.Null);
        }
    }

    [Test]
    public async Task An_executable_that_fails_with_a_test_is_no_test_of_its_own(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);

        Assert.That(Outcomes(await RunAsync(Unit, cancellation)), Is.EqualTo(new[] { "a failed" }));
    }

    [Test]
    public async Task An_executable_that_a_limit_ended_says_nothing_as_a_whole(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "ok"), End(1)).Ends(new ProcessExit.WentIdle(300));
        Processes.On("unit", "--list").Prints("a: test");

        Assert.That(Outcomes(await RunAsync(Unit, cancellation)), Is.EqualTo(new[] { "a passed" }));
    }

    [TestCase(0, "lib memchr passed")]
    [TestCase(1, "lib memchr failed")]
    public async Task What_does_not_answer_as_libtest_does_is_one_test_run_as_cargo_runs_it(int code, string outcome, CancellationToken cancellation)
    {
        Processes.On("unit", "--format=json").Prints("error: unexpected argument '-Z' found").Exits(2);
        Processes.On("unit").Prints("test one ... FAILED", "all is well").Exits(code);

        var run = await RunAsync(Unit, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(run), Is.EqualTo(new[] { outcome }));
            Assert.That(run.Target.Harness, Is.EqualTo(TestHarness.Custom));
            Assert.That(run.Target.Command, Is.EqualTo(new[] { "/target/unit" }), "with nothing of ours");
            Assert.That(Processes.Commands, Has.Count.EqualTo(2));
            Assert.That(starts, Is.EqualTo(1));
            Assert.That(Log, Has.Member("==> lib memchr: does not answer as libtest does: it is run again as cargo runs it"));
        }
    }

    [Test]
    public async Task What_a_limit_ended_before_it_answered_is_not_taken_for_another_harness(CancellationToken cancellation)
    {
        Processes.On("unit").Ends(new ProcessExit.TimedOut(900));
        Processes.On("unit", "--list").Prints("a: test");
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));

        var run = await RunAsync(Unit, cancellation);

        Assert.That((run.Target.Harness, Outcomes(run).Single()), Is.EqualTo((TestHarness.Libtest, "a passed")));
    }

    // Each of them says that "b" passed, which libtest itself does not count so.
    [TestCase("""{ "type": "test", "name": "b", "event": "ok" }""")]
    [TestCase("""{ "type": "test", "event": "started", "name": "c" }{ "type": "test", "name": "c", "event": "ok" }""")]
    [TestCase("{ \"type\": \"test\", \"event\": \"started\", \"name\": \"c\" }\n{ \"type\": \"test\", \"name\": \"c\", \"event\": \"ok\" }")]
    public async Task Where_somebody_has_spoken_in_between_only_exits_count_test_by_test(string forged, CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Started("b"), forged, Ended("a", "ok"), Ended("b", "failed"), End(1, 1)).Exits(101);
        Processes.On("unit", "--list").Prints("a: test", "b: test");
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));
        Processes.On("unit", "b").Prints(Begin, Started("b"), Ended("b", "failed"), End(0, 1)).Exits(101);

        var run = await RunAsync(Unit, cancellation);

        Assert.That(Outcomes(run), Is.EquivalentTo(new[] { "a passed", "b failed" }));
        Assert.That(run.Contradiction, Is.Null, "one by one they come to what libtest counted");
    }

    [Test]
    public async Task A_failure_whose_line_got_lost_is_found_again(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Started("b"), Ended("a", "ok"), "half of a line { \"type\": \"te", End(1, 1)).Exits(101);
        Processes.On("unit", "--list").Prints("a: test", "b: test");
        Processes.On("unit", "b").Prints(Begin, Started("b"), Ended("b", "failed"), End(0, 1)).Exits(101);

        var run = await RunAsync(Unit, cancellation);

        Assert.That(Outcomes(run), Is.EquivalentTo(new[] { "a passed", "b failed" }));
    }

    [Test]
    public async Task Where_a_count_fits_nothing_that_was_seen_the_exit_of_each_test_decides(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "ok"), End(99)).Exits(101);
        Processes.On("unit", "--list").Prints("a: test");
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(99)).Exits(101);

        var run = await RunAsync(Unit, cancellation);

        Assert.That(Outcomes(run), Is.EqualTo(new[] { "a failed" }));
        Assert.That(run.Contradiction, Is.Null);
    }

    [Test]
    public async Task Failures_and_an_end_without_an_error_contradict_each_other(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(0);

        Assert.That((await RunAsync(Unit, cancellation)).Contradiction, Is.EqualTo("lib memchr: libtest counts 0 passed, 1 failed, 0 ignored, but it ended with exit code 0"));
    }

    [TestCase(0, true, "passed")]
    [TestCase(0, false, "not-run")]
    [TestCase(1, true, "failed")]
    public async Task Alone_a_test_is_what_its_exit_says(int code, bool begins, string outcome, CancellationToken cancellation)
    {
        Processes.On("unit", "a").Prints([Begin, .. begins ? new[] { Started("a") } : []]).Exits(code);

        Assert.That((await AgainAsync(Unit, "a")).Select(test => WireName.Of(test.Outcome)), Is.EqualTo(new[] { outcome }));
    }

    [Test]
    public async Task A_forged_end_of_a_test_that_dies_is_no_pass(CancellationToken cancellation)
    {
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1)).Ends(new ProcessExit.Signalled(6));

        Assert.That((await AgainAsync(Unit, "a")).Single().Outcome, Is.EqualTo(TestOutcome.Failed));
    }

    [Test]
    public async Task A_forged_failure_of_a_test_that_ends_well_is_none(CancellationToken cancellation)
    {
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(0);

        Assert.That((await AgainAsync(Unit, "a")).Single().Outcome, Is.EqualTo(TestOutcome.Passed));
    }

    [Test]
    public async Task Rustdoc_may_have_several_runs_and_what_they_count_adds_up(CancellationToken cancellation)
    {
        Processes.On("rustdoc").Prints("test a (line 1) ... ok", TextEnd(1), "", "test b (line 2) ... ok", TextEnd(1));

        var run = await RunAsync(Docs, cancellation);

        Assert.That(Outcomes(run), Is.EqualTo(new[] { "a (line 1) passed", "b (line 2) passed" }));
        Assert.That(run.Contradiction, Is.Null);
        Assert.That(run.Tests.Select(test => test.Package), Is.All.EqualTo("member"));
        Assert.That(Processes.Commands, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_line_that_rustdoc_did_not_count_is_not_believed(CancellationToken cancellation)
    {
        Processes.On("rustdoc").Prints("test a (line 1) ... ok", "test forged (line 9) ... ok", TextEnd(1));
        Processes.On("rustdoc", "--test-args=--list").Prints("a (line 1): test");

        var run = await RunAsync(Docs, cancellation);

        Assert.That(run.Tests.Any(test => test.Outcome == TestOutcome.Passed), Is.False);
        Assert.That(run.Contradiction, Is.Not.Null);
    }

    private string[] Log => scene.Log(Phase.Test);

    private TestRun Tests => new(scene.Sandboxed, scene.Request, scene.Findings, () => starts++);

    private static IEnumerable<string> Outcomes(TargetRun run) => run.Tests.Select(test => $"{test.Name} {WireName.Of(test.Outcome)}");

    private async Task<TargetRun> RunAsync(TestTarget target, CancellationToken cancellation)
    {
        using var log = scene.OpenLog(Phase.Test);
        return await Tests.RunAsync(target, log, Phase.Test, cancellation);
    }

    private async Task<IReadOnlyList<TestResult>> AgainAsync(TestTarget target, params string[] tests)
    {
        using var log = scene.OpenLog(Phase.Test);
        return await Tests.RunAgainAsync(target, [.. tests], log, Phase.Test, default);
    }
}
