using Matrix.Results;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>What runs once more behind a leg: its build, some of its tests, its control.</summary>
[CancelAfter(60_000)]
public sealed class LegRunAgainTests : LegSceneFixture
{
    [Test]
    public async Task A_control_leg_builds_only_what_the_tests_are_in_and_runs_each_of_them_alone(CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), Started("b"), Ended("b", "ok"), End(1, 1)).Exits(101);
        Processes.On("rustdoc").Prints(TextEnd(0));
        var first = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        Processes.On("test").Prints(Scene.RustcCall("cranelift", "--test -C extra-filename=-11"), Scene.TestArtifact()).Does(_ =>
        {
            Assert.That(Directory.EnumerateFiles(Scene.Directories.OfControl.Records), Is.Empty);
            Assert.That(
                Directory.EnumerateFiles(Scene.Directories.OfControl.StandIns).Select(Path.GetFileName), Is.EquivalentTo(new[] { "rustc", "run", "rustdoc", "settings" }));
            File.WriteAllText(Path.Combine(Scene.Directories.OfControl.Records, "0001.run"), $"/\01\0{Scene.Executable}\0");
        });
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));

        var control = await Scene.LegRun.ControlAsync(first, [new TestId("lib memchr", "a")], _ => RunManner.Alone, cancellation);

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
        Scene.File("leg/source/target/debug/old", "");
        Scene.File("leg/tmp/old", "");
        Processes.On("test").Prints("error: once more").Exits(101);

        var leg = await Scene.LegRun.RebuildAsync(Scene.Request, Phase.TestBuild, attempt: 2, cancellation);

        Assert.That(leg.Result.Attempt, Is.EqualTo(2));
        Assert.That(leg.Result.Phases.Single().Log, Is.EqualTo("logs/memchr/cranelift/test-build.2.log.gz"));
        Assert.That(leg.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.TestBuild, Environmental: false)));
        Assert.That(Directory.EnumerateFiles(Scene.Directories.Root, "old", SearchOption.AllDirectories), Is.Empty);
        Assert.That(File.ReadAllText(Path.Combine(Scene.Directories.Source, "src/lib.rs")), Is.EqualTo("code"));
    }

    [Test]
    public async Task Tests_are_repeated_each_with_its_own_target(CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints("test src/lib.rs - (line 1) - should panic ... FAILED", TextEnd(0, 1)).Exits(101);
        var first = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        Processes.On("memchr-11", "a").Prints(Begin, Started("a"), Ended("a", "ok"), End(1));

        var again = await Scene.LegRun.RetestAsync(first, [.. first.Result.FailedTests.Select(test => test.Id)], attempt: 2, RunManner.Alone, cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Tests.Select(test => $"{test.Id} {test.Outcome}"), Is.EqualTo(new[] { "lib memchr: a Passed", "doctest memchr: src/lib.rs - (line 1) Failed" }));
            Assert.That(again.Result.Phase(Phase.Test)!.Passed, Is.True);
            Assert.That(again.Result.Phase(Phase.Doctest)!.Passed, Is.False);
            Assert.That(again.Result.Outcome, Is.EqualTo(new LegOutcome.Failed(Phase.Doctest, Environmental: false)));
        }
    }

    [Test]
    public async Task An_ignored_test_and_one_that_a_limit_ended_are_not_repeated(CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("i"), Ended("i", "ignored"), Started("a")).Ends(new ProcessExit.TimedOut(900));
        Processes.On("memchr-11", "--list").Prints("i: test", "a: test", "f: test");
        Processes.On("memchr-11", "f").Prints(Begin, Started("f"), Ended("f", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints(TextEnd(0));

        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);

        Assert.That(
            new[] { "i", "a", "f", "other" }.Select(name => leg.CanRepeat(new TestId("lib memchr", name))), Is.EqualTo(new[] { false, false, true, false }));
    }
}
