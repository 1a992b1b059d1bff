using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>Tests that are run again: alone, together, as cargo runs them, as a whole, overheard.</summary>
[CancelAfter(60_000)]
public sealed class TestRunMannerTests
{
    private static readonly TestTarget Unit = new("member", "lib memchr", TestHarness.Libtest, new CommandSpec("/target/unit", ["own"], "/"));

    private LegScene scene = null!;

    [SetUp]
    public void MakeScene()
    {
        scene = new LegScene();
        scene.Request = scene.RequestOf(LegName.Cranelift, ["--skip", "slow"]);
    }

    [TearDown]
    public void RemoveScene() => scene.Dispose();

    private FakeProcessRunner Processes => scene.Processes;

    [Test]
    public async Task Together_all_run_and_only_those_that_were_asked_about_are_told(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(Begin, Started("a"), Started("b"), Ended("a", "failed"), Ended("b", "ok"), Started("c"), Ended("c", "ok"), End(2, 1)).Exits(101);

        var tests = await RunAsync((run, log) => run.RunTogetherAsync(Unit, ["a", "b"], log, Phase.Test, cancellation));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(tests), Is.EquivalentTo(new[] { "member lib memchr: a failed", "member lib memchr: b passed" }));
            Assert.That(Processes.Commands.Single().Arguments, Is.EqualTo(Unit.All(["--skip", "slow"], 2).Arguments), "as in the leg itself");
            Assert.That(scene.Log(Phase.Test)[0], Does.StartWith("==> together: member lib memchr: "));
        }
    }

    [Test]
    public async Task As_cargo_runs_them_there_is_nothing_of_ours_and_text_is_read(CancellationToken cancellation)
    {
        Processes.On("unit").Prints(
            "", "running 3 tests", "test a ... ok", "test b - should panic ... FAILED", "test c ... ok", "", "failures:", "", "---- b stdout ----",
            "thread 'b' (7) panicked at src/lib.rs:3:5:", "", "failures:", "    b", "", TextEnd(2, 1)).Exits(101);

        var tests = await RunAsync((run, log) => run.RunAsCargoAsync(Unit, ["a", "b"], log, Phase.Test, cancellation));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(tests), Is.EqualTo(new[] { "member lib memchr: a passed", "member lib memchr: b failed" }));
            Assert.That(Processes.Commands.Single().Arguments, Is.EqualTo(new[] { "own", "--skip", "slow" }));
            Assert.That(scene.Findings.TraceOf(Unit.IdOf("b")).Panics.Single().Site.ToString(), Is.EqualTo("src/lib.rs:3:5"));
        }
    }

    [Test]
    public async Task What_an_abort_hides_of_such_a_run_is_not_told(CancellationToken cancellation)
    {
        Processes.On("unit").Prints("running 2 tests", "test a ... ok").Ends(new ProcessExit.Signalled(6));

        var tests = await RunAsync((run, log) => run.RunAsCargoAsync(Unit, ["a", "b"], log, Phase.Test, cancellation));

        Assert.That(Outcomes(tests), Is.EqualTo(new[] { "member lib memchr: a passed" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Where_somebody_has_spoken_in_between_such_a_run_tells_nothing(bool asCargo, CancellationToken cancellation)
    {
        if (asCargo)
            Processes.On("unit").Prints("test a ... ok", "test a ... FAILED", TextEnd(0, 1)).Exits(101);
        else
            Processes.On("unit").Prints(Begin, Started("a"), Ended("a", "ok"), Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);

        var tests = await RunAsync((run, log) => asCargo
            ? run.RunAsCargoAsync(Unit, ["a"], log, Phase.Test, cancellation)
            : run.RunTogetherAsync(Unit, ["a"], log, Phase.Test, cancellation));

        Assert.That(tests, Is.Empty);
    }

    [Test]
    public async Task A_limit_that_ends_such_a_run_is_told_with_each_test(CancellationToken cancellation)
    {
        Processes.On("unit").Prints("test a ... FAILED").Ends(new ProcessExit.OutOfMemory(1));

        var tests = await RunAsync((run, log) => run.RunAsCargoAsync(Unit, ["a"], log, Phase.Test, cancellation));

        Assert.That(tests.Single().Exit, Is.EqualTo(new ProcessExit.OutOfMemory(1)));
    }

    [Test]
    public async Task An_executable_is_run_again_as_a_whole_as_cargo_runs_it_beside_its_tests(CancellationToken cancellation)
    {
        Processes.On("unit").Prints("test a ... ok", TextEnd(1)).Ends(new ProcessExit.Signalled(11));
        Processes.On("unit", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));

        var tests = await RunAsync((run, log) => run.RunAgainAsync(Unit, ["a", "lib memchr"], log, Phase.Test, cancellation));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcomes(tests), Is.EqualTo(new[] { "member lib memchr failed", "member lib memchr: a passed" }));
            Assert.That(Processes.Commands[0].Arguments, Is.EqualTo(new[] { "own", "--skip", "slow" }));
            Assert.That(Processes.Commands[1].Arguments, Has.Member("--nocapture"));
        }
    }

    [Test]
    public async Task What_a_program_prints_is_the_tests_that_started_it_where_it_is_overheard(CancellationToken cancellation)
    {
        var tool = scene.File("leg/source/target/debug/tool", "a program");
        scene.Directories.Create();
        scene.File("leg/source/target/debug/tool", "a program");
        Witnesses.Save(scene.Directories, [new Artifact("it 1.0.0", "/src/Cargo.toml", "bin", "tool", IsTest: false, tool, [])]);
        var witnesses = new Witnesses(scene.File("witness", "a witness"), scene.Directories);
        Processes.On("unit", "a").Does(_ => Hear("llvm.x86.sse.rcp.ps is not yet supported.")).Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("unit", "b").Prints(Begin, Started("b"), Ended("b", "ok"), End(1));

        using (witnesses.Place())
        {
            await RunAsync((_, log) => new TestRun(scene.Sandboxed, scene.Request, scene.Findings, () => { }) { Witnesses = witnesses }
                .RunAgainAsync(Unit, ["a", "b"], log, Phase.Test, cancellation));
        }

        Assert.That(scene.Observations.Single().Test, Is.EqualTo(Unit.IdOf("a")));
        Assert.That(scene.Observations.Single().Subclass, Is.EqualTo("llvm.x86.sse.rcp.ps"));
        Assert.That(scene.Findings.TraceOf(Unit.IdOf("b")).Printed, Is.False);
    }

    private void Hear(string words) => File.WriteAllText(Path.Combine(scene.Directories.Root, "overheard", "0", "0001"), words);

    private static IEnumerable<string> Outcomes(IEnumerable<TestResult> tests) => tests.Select(test => $"{test.Id} {WireName.Of(test.Outcome)}");

    private async Task<IReadOnlyList<TestResult>> RunAsync(Func<TestRun, PhaseLog, Task<IReadOnlyList<TestResult>>> run)
    {
        using var log = scene.OpenLog(Phase.Test);
        return await run(new TestRun(scene.Sandboxed, scene.Request, scene.Findings, () => { }), log);
    }
}
