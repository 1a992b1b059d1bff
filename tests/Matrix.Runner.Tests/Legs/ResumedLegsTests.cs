using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Files;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Fakes;
using static Matrix.Runner.Tests.Fakes.Libtest;

namespace Matrix.Runner.Tests.Legs;

/// <summary>A leg of a sweep that was interrupted is taken over or run anew.</summary>
[CancelAfter(60_000)]
public sealed class ResumedLegsTests : LegSceneFixture
{
    [Test]
    public async Task A_finished_leg_is_not_run_again_after_an_interruption(CancellationToken cancellation)
    {
        Scene.Builds("cranelift", "llvm.x86.aesni is not yet supported.");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints("test src/lib.rs - (line 1) ... ok", TextEnd(1));
        var first = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        using (var writer = ResultsWriter.Create(Scene.Results.Root, Manifests.Any))
        {
            writer.Append(first.Result);
            writer.Append(first.Result with { Attempt = 2, Tests = new TestCounts() });
        }

        var found = Stored().Find(Scene.Request)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Result.Tests, Is.EqualTo(first.Result.Tests));
            Assert.That(found.Tests.Select(test => test with { Output = null }), Is.EqualTo(first.Tests.Select(test => test with { Output = null })));
            Assert.That(found.Targets.Select(target => (target.Name, target.Harness)), Is.EqualTo(first.Targets.Select(target => (target.Name, target.Harness))));
            Assert.That(found.Targets.Select(target => target.Command.CommandLine), Is.EqualTo(first.Targets.Select(target => target.Command.CommandLine)));
            Assert.That(found.Findings.Ledger.Entries("memchr", BackendName.Cranelift, LegScene.Host).Single().State, Is.EqualTo(LedgerState.Linked));
            Assert.That(Stored().Find(Scene.RequestOf(LegName.Llvm)), Is.Null, "that leg never ran");
            Assert.That(new ResumedLegs(null, LegScene.Toolchain, LegScene.Mark).Find(Scene.Request), Is.Null, "no earlier start");
        }

        FolderRemoval.Remove(Scene.Directories.Root);
        Assert.That(Stored().Find(Scene.Request), Is.Null, "nothing of it could be repeated");
    }

    [Test]
    public async Task What_did_not_build_is_known_though_its_second_build_was_killed_when_it_had_just_begun(CancellationToken cancellation)
    {
        Processes.On("fetch");
        Processes.On("build").Prints("error: no").Exits(101);
        var first = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        using (var writer = ResultsWriter.Create(Scene.Results.Root, Manifests.Any))
            writer.Append(first.Result);
        FolderRemoval.Remove(Scene.Directories.Root);

        Assert.That(Stored().Find(Scene.Request)?.FailedToBuildAt, Is.EqualTo(Phase.Build));
    }

    [Test]
    public async Task What_was_built_before_a_power_off_is_not_trusted(CancellationToken cancellation)
    {
        await StoreAsync(cancellation);

        Assert.That(Stored().Find(Scene.Request), Is.Not.Null);
        Assert.That(Stored("another boot").Find(Scene.Request), Is.Null);
    }

    [Test]
    public async Task A_leg_that_was_begun_anew_is_not_the_one_that_its_old_line_tells_of(CancellationToken cancellation)
    {
        await StoreAsync(cancellation);
        Processes.On("build").Does(_ => throw new OperationCanceledException("the sweep is killed here"));
        await Assert.CatchAsync(() => Scene.LegRun.ExecuteAsync(Scene.Request, cancellation));

        Assert.That(Stored().Find(Scene.Request), Is.Null);
    }

    [TestCase("tests.jsonl.gz")]
    [TestCase("build.log.gz")]
    public async Task A_leg_whose_logs_are_lost_runs_again(string file, CancellationToken cancellation)
    {
        var leg = await StoreAsync(cancellation);
        File.Delete(Scene.Results.Absolute(leg.Result.TestList!.Replace("tests.jsonl.gz", file, StringComparison.Ordinal)));

        Assert.That(Stored().Find(Scene.Request), Is.Null);
    }

    [Test]
    public async Task A_repeat_is_found_again_where_it_has_all_the_tests(CancellationToken cancellation)
    {
        var leg = await StoreAsync(cancellation);
        var (asked, other) = (new TestId("lib memchr", "a"), new TestId("lib memchr", "b"));

        var stored = Stored();
        var found = stored.Find(Scene.Request)!;
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
        Scene.Builds("cranelift");
        Processes.On("test").Does(_ =>
        {
            Scene.Record("0001.rustdoc", ["--crate-name", "one"]);
            Scene.Record("0002.rustdoc", ["--crate-name", "two"]);
        }).Prints(Scene.RustcCall("cranelift"));
        Processes.On("rustdoc").Prints(TextEnd(0));
        var first = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        using (var writer = ResultsWriter.Create(Scene.Results.Root, Manifests.Any))
            writer.Append(first.Result);

        Assert.That(
            Stored().Find(Scene.Request)!.Targets.Select(target => $"{target.Name}: {string.Join(' ', target.Command.Arguments)}"),
            Is.EqualTo(new[] { "doctest one: --crate-name one -Zcodegen-backend=cranelift", "doctest two: --crate-name two -Zcodegen-backend=cranelift" }));
    }

    // A leg with a test that fails, and its repeat.
    private async Task<FinishedLeg> StoreAsync(CancellationToken cancellation)
    {
        Scene.Builds("cranelift");
        Processes.On("memchr-11").Prints(Begin, Started("a"), Ended("a", "failed"), End(0, 1)).Exits(101);
        Processes.On("rustdoc").Prints(TextEnd(0));
        var leg = await Scene.LegRun.ExecuteAsync(Scene.Request, cancellation);
        var repeat = await Scene.LegRun.RetestAsync(leg, [new TestId("lib memchr", "a")], 2, RunManner.Alone, cancellation);
        using var writer = ResultsWriter.Create(Scene.Results.Root, Manifests.Any);
        writer.Append(leg.Result);
        writer.Append(repeat.Result);
        return leg;
    }

    private ResumedLegs Stored(string boot = LegScene.ThisBoot) =>
        new(new StoredLegs(ResultsReader.Open(Scene.Results.Root), KnownRules.All), LegScene.Toolchain, new LegStamp(boot));
}
