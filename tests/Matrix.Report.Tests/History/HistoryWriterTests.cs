using FsCheck;
using FsCheck.Fluent;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Tests.History;

public sealed class HistoryWriterTests
{
    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void What_is_kept_of_a_sweep_says_the_same_as_the_sweep()
    {
        var number = 0;
        Prop.ForAll(
            AnyRun.Several.ToArbitrary(),
            planned =>
            {
                var sweep = RunsFolder.Read([.. planned.Select(run => runs.Run(run.Manifest, run.Verdicts))]);
                var later = RunsFolder.Read(runs.Run(RunsFolder.Manifest(minutes: 1_000_000)));
                var folder = runs.PathOf($"history-{number++}");
                HistoryFolder.Remember(folder, sweep);

                var present = new HistoryFolder(null).Upto(sweep);
                var past = new HistoryFolder(folder).Upto(later);
                AssertSays(sweep, present, present.Present);
                AssertSays(sweep, past, past.Sweeps[0]);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Test]
    public void A_test_that_fails_for_a_cause_twice_is_kept_once()
    {
        var test = new TestId("lib", "t");
        var cause = Sample.Cause(FailureClass.Abi, "x");
        var verdict = RunsFolder.Fails("a", cause with { Tests = [test, new TestId("lib", "u")] }, cause with { Tests = [test], Masked = true });

        var kept = new HistoryWriter(RunsFolder.Read(runs.Run(RunsFolder.Manifest(), verdict)));

        Assert.That(kept.Crates.Single().Failures, Is.EqualTo(new[] { new PastFailure(RunsFolder.Linux, 0, 2) }));
        Assert.That(kept.Sweep.Causes, Is.EqualTo(new[] { new PastCause(FailureClass.Abi, "x", cause.Signature) }));
    }

    [Test]
    public void What_ran_is_kept_of_each_run()
    {
        var manifest = RunsFolder.Manifest(RunsFolder.Mac, "2/4", 7) with { List = new ListRecord("popular.yaml", "cd", ["a", "b"]) };

        var run = new HistoryWriter(RunsFolder.Read(runs.Run(manifest, RunsFolder.Works("a")))).Sweep.Runs.Single();

        Assert.That(run, Is.EqualTo(new PastRun
        {
            Platform = RunsFolder.Mac,
            Shard = "2/4",
            Start = manifest.Start,
            End = manifest.End,
            Rustc = manifest.Toolchain.Rustc,
            CommitDate = manifest.Toolchain.CommitDate,
            BackendSha256 = manifest.Candidates.Single().LibrarySha256!,
            CraneliftVersion = manifest.Candidates.Single().Version,
            CatchUnwindCatches = false,
            List = "popular.yaml",
            ListSha256 = "cd",
            Selected = 2,
            ToolVersion = manifest.ToolVersion,
        }));
    }

    [Test]
    public void Seconds_are_kept_where_they_were_measured()
    {
        var sweep = RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a") with { Seconds = 12.3456 }),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Works("a")));

        Assert.That(new HistoryWriter(sweep).Crates.Single().Seconds, Is.EqualTo(new Dictionary<string, double> { [RunsFolder.Linux] = 12.3 }));
    }

    // What the sweep says is counted here again, in the plainest way.
    private static void AssertSays(Sweep sweep, SweepHistory history, HistorySweep column)
    {
        Assert.That(column.Start, Is.EqualTo(sweep.Start));
        Assert.That(column.Sweep.Runs.Select(run => run.Platform), Is.EqualTo(sweep.Runs.Select(run => run.Platform)));
        Assert.That(Tallied(column.Overall), Is.EqualTo(Counted(sweep.Crates.Select(crate => (crate.Standing, crate.Downloads)))));
        foreach (var platform in sweep.Platforms)
        {
            var results = sweep.Crates.Where(crate => crate.On(platform) is not null).ToList();
            var tally = history.Tally(column, platform);
            Assert.That(tally is null, Is.EqualTo(results.Count == 0));
            if (tally is not null)
                Assert.That(Tallied(tally), Is.EqualTo(Counted(results.Select(crate => (crate.On(platform)!.Standing, crate.Downloads)))));
        }

        foreach (var crate in sweep.Crates)
        {
            foreach (var platform in sweep.Platforms)
                Assert.That(history.Verdicts(crate.Name, platform).ElementAt(history.Sweeps.ToList().IndexOf(column)), Is.EqualTo(crate.On(platform)?.Verdict.Kind));
        }

        var causes = Failing(sweep).ToList();
        foreach (var goal in GoalWords.All)
        {
            Assert.That(column.Stopped(goal, null), Is.EqualTo(causes.Where(cause => cause.Key.Goal == goal).DistinctBy(cause => cause.Crate).Count()));
            foreach (var platform in sweep.Platforms.Where(platform => history.Numbers.Platforms.Find(platform) is not null))
            {
                Assert.That(
                    column.Stopped(goal, history.Numbers.Platforms.Find(platform)),
                    Is.EqualTo(causes.Where(cause => cause.Key.Goal == goal && cause.Platform == platform).DistinctBy(cause => cause.Crate).Count()));
            }
        }

        foreach (var key in causes.Select(cause => cause.Key).Distinct())
            Assert.That(column.CratesWith(history.Numbers.Causes.Find(key)!.Value), Is.EqualTo(causes.Where(cause => cause.Key == key).DistinctBy(cause => cause.Crate).Count()));

        Assert.That(
            column.Failures.Sum(failure => failure.Tests),
            Is.EqualTo(causes.SelectMany(cause => cause.Tests.Select(test => (cause.Crate, cause.Platform, cause.Key, test))).Distinct().Count()));
    }

    private static IEnumerable<(string Crate, string Platform, CauseKey Key, IReadOnlyList<TestId> Tests)> Failing(Sweep sweep) =>
        from crate in sweep.Crates
        from result in crate.Results
        where result.Verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken
        from cause in result.Verdict.Causes
        select (crate.Name, result.Platform, CauseKey.Of(cause), cause.Tests);

    private static (int, int, int, long, long) Tallied(Tally tally) => (tally.Works, tally.Fails, tally.Unsaid, tally.WorksDownloads, tally.JudgedDownloads);

    private static (int, int, int, long, long) Counted(IEnumerable<(Standing Standing, long? Downloads)> crates)
    {
        var all = crates.ToList();
        return (
            all.Count(crate => crate.Standing == Standing.Works),
            all.Count(crate => crate.Standing == Standing.Fails),
            all.Count(crate => crate.Standing == Standing.Unsaid),
            all.Where(crate => crate.Standing == Standing.Works).Sum(crate => crate.Downloads ?? 0),
            all.Where(crate => crate.Standing != Standing.Unsaid).Sum(crate => crate.Downloads ?? 0));
    }
}
