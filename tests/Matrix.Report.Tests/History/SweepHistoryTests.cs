using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Tests.History;

public sealed class SweepHistoryTests
{
    [TestCase("F", 0)]
    [TestCase("FFF", 0)]
    [TestCase("wF", 1)]
    [TestCase("FwF", 2)]
    [TestCase("wFuF", 1)]
    [TestCase("wF.F", 1)]
    [TestCase("wF-F", 1)]
    [TestCase("wF-u.F", 1)]
    [TestCase("uF", 1)]
    [TestCase("-.uF", 3)]
    [TestCase("FuwuF", 4)]
    [TestCase("Fw", -1)]
    [TestCase("Fu", -1)]
    [TestCase("F.", -1)]
    [TestCase("F-", -1)]
    [TestCase("-", -1)]
    [TestCase("w", -1)]
    public void A_crate_fails_since_the_sweep_after_it_last_worked(string sweeps, int week) =>
        Assert.That(Weeks.WeekOf(Weeks.Of(sweeps).FailingSince("crate", RunsFolder.Linux)), Is.EqualTo(week));

    [TestCase("wF", 0, "Works")]
    [TestCase("Fw", 0, "Fails")]
    [TestCase("wFw", 1, "Fails")]
    [TestCase("wuF", 0, "Works")]
    [TestCase("w-.uF", 0, "Works")]
    [TestCase("Fu", 0, "Fails")]
    [TestCase("F", -1, "")]
    [TestCase("u.-F", -1, "")]
    public void The_sweep_that_judged_a_crate_last_is_the_last_that_says_whether_it_works(string sweeps, int week, string standing)
    {
        var last = Weeks.Of(sweeps).LastJudged("crate", RunsFolder.Linux);

        Assert.That((Weeks.WeekOf(last?.Sweep), $"{last?.Standing}"), Is.EqualTo((week, standing)));
    }

    [TestCase("F", 0)]
    [TestCase("wF", 1)]
    [TestCase("FwF", 2)]
    [TestCase("wF-F", 1)]
    [TestCase("wFuF", 1)]
    [TestCase("-uF", 2)]
    [TestCase("Fw", -1)]
    [TestCase("F-", -1)]
    [TestCase("Fu", -1)]
    [TestCase("w", -1)]
    public void A_goal_stops_crates_since_the_sweep_after_it_last_stopped_none(string sweeps, int week) =>
        Assert.That(Weeks.WeekOf(Weeks.Of(sweeps, withNeighbour: false).StoppedSince(Goal.Unwinding, RunsFolder.Linux)), Is.EqualTo(week));

    [Test]
    public void A_goal_that_other_crates_show_goes_on_without_the_first()
    {
        var history = Weeks.Of(
            (Weeks.Sweep(0, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Regressed), Weeks.Crate("b", VerdictKind.Compatible)]),
            (Weeks.Sweep(1, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Compatible), Weeks.Crate("b", VerdictKind.PartlyBroken)]));

        Assert.That(Weeks.WeekOf(history.StoppedSince(Goal.Unwinding, RunsFolder.Linux)), Is.Zero);
        Assert.That(history.StoppedSince(Goal.Simd, RunsFolder.Linux), Is.Null);
        Assert.That(history.StoppedSince(Goal.Unwinding, "nowhere"), Is.Null);
    }

    [Test]
    public void Shares_of_what_a_goal_stops_are_of_the_crates_that_were_judged()
    {
        var history = Weeks.Of(
            (Weeks.Sweep(0, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Regressed), Weeks.Crate("b", VerdictKind.Compatible), Weeks.Crate("c", VerdictKind.Improved), Weeks.Crate("d", VerdictKind.Flaky), Weeks.Crate("e", VerdictKind.Compatible)]),
            (Weeks.Sweep(1, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Regressed), Weeks.Crate("b", VerdictKind.Compatible)]),
            (Weeks.Sweep(2, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Inconclusive)]),
            (Weeks.Sweep(3, Weeks.Run(RunsFolder.Mac)), [Weeks.Crate("a", VerdictKind.Regressed, RunsFolder.Mac)]),
            (Weeks.Sweep(4, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Compatible)]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(history.StoppedShares(Goal.Unwinding, RunsFolder.Linux), Is.EqualTo(new double?[] { 0.25, 0.5, null, null, 0 }));
            Assert.That(history.StoppedShares(Goal.Unwinding, null), Is.EqualTo(new double?[] { 0.25, 0.5, null, 1, 0 }));
            Assert.That(history.StoppedShares(Goal.Abi, null), Is.EqualTo(new double?[] { 0, 0, null, 0, 0 }));
            Assert.That(history.StoppedShares(Goal.Unwinding, "nowhere"), Is.EqualTo(new double?[5]));
            Assert.That(history.Stopped(Goal.Unwinding, RunsFolder.Linux), Is.EqualTo(new int?[] { 1, 1, 0, null, 0 }));
            Assert.That(history.Stopped(Goal.Unwinding, "nowhere"), Is.EqualTo(new int?[5]));
        }
    }

    [Test]
    public void A_goal_stops_a_crate_once_however_many_causes_and_platforms_it_has()
    {
        var sweep = Weeks.Sweep(0, Weeks.Run(), Weeks.Run(RunsFolder.Mac)) with { Causes = [Weeks.Unwinding, new PastCause(FailureClass.Unwinding, "y", "y"), new PastCause(FailureClass.OutOfMemory, null, "m")] };
        var crate = new PastCrate
        {
            Crate = "a",
            Verdicts = new Dictionary<string, VerdictKind> { [RunsFolder.Linux] = VerdictKind.Regressed, [RunsFolder.Mac] = VerdictKind.Regressed, ["other"] = VerdictKind.Broken },
            Failures = [new(RunsFolder.Linux, 0, 1), new(RunsFolder.Linux, 1, 2), new(RunsFolder.Mac, 0, 3), new(RunsFolder.Mac, 2, 3), new("other", 0, 4)],
        };

        var history = Weeks.Of((sweep, [crate]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(history.Present.Stopped(Goal.Unwinding, null), Is.EqualTo(1));
            Assert.That(history.Stopped(Goal.Unwinding, RunsFolder.Linux), Is.EqualTo(new int?[] { 1 }));
            Assert.That(history.Stopped(Goal.Unwinding, "other"), Is.EqualTo(new int?[] { 0 }), "the crate is broken there anyway");
            Assert.That(history.CratesWith(CauseKey.Of(Weeks.Unwinding)), Is.EqualTo(new[] { 1 }));
            Assert.That(GoalWords.All.Sum(goal => history.Present.Stopped(goal, null)), Is.EqualTo(1), "memory is no goal");
        }
    }

    [Test]
    public void The_first_sweep_of_a_platform_does_not_change_its_backend() =>
        Assert.That(Changes(Weeks.Sweep(0, Weeks.Run(backend: "1")), Weeks.Sweep(1, Weeks.Run(backend: "1"), Weeks.Run(RunsFolder.Mac, "2"))), Is.EqualTo(new[] { "", "" }));

    [Test]
    public void Another_backend_is_a_change_on_its_platform_alone() =>
        Assert.That(
            Changes(
                Weeks.Sweep(0, Weeks.Run(backend: "1"), Weeks.Run(RunsFolder.Mac, "1")),
                Weeks.Sweep(1, Weeks.Run(backend: "1"), Weeks.Run(RunsFolder.Mac, "2")),
                Weeks.Sweep(2, Weeks.Run(backend: "1"), Weeks.Run(RunsFolder.Mac, "2"))),
            Is.EqualTo(new[] { "", $"{RunsFolder.Mac} 2", "" }));

    [Test]
    public void A_backend_is_compared_with_the_last_sweep_that_had_the_platform() =>
        Assert.That(
            Changes(
                Weeks.Sweep(0, Weeks.Run(backend: "1"), Weeks.Run(RunsFolder.Mac, "1")),
                Weeks.Sweep(1, Weeks.Run(backend: "2")),
                Weeks.Sweep(2, Weeks.Run(backend: "2"), Weeks.Run(RunsFolder.Mac, "1")),
                Weeks.Sweep(3, Weeks.Run(RunsFolder.Mac, "3"))),
            Is.EqualTo(new[] { "", $"{RunsFolder.Linux} 2", "", $"{RunsFolder.Mac} 3" }));

    [Test]
    public void Shards_change_their_backend_once()
    {
        PastRun[] shards = [Weeks.Run(backend: "2", shard: "1/3"), Weeks.Run(backend: "2", shard: "2/3"), Weeks.Run(backend: "1", shard: "3/3")];

        Assert.That(Changes(Weeks.Sweep(0, Weeks.Run(backend: "1")), Weeks.Sweep(1, shards)), Is.EqualTo(new[] { "", $"{RunsFolder.Linux} 2" }));
    }

    [Test]
    public void Platforms_are_those_of_all_sweeps_in_the_order_of_the_goal()
    {
        var history = Weeks.Of(
            (Weeks.Sweep(0, Weeks.Run("plan9-x")), [Weeks.Crate("a", VerdictKind.Compatible, "plan9-x")]),
            (Weeks.Sweep(1, Weeks.Run(RunsFolder.Mac)), [Weeks.Crate("a", VerdictKind.Compatible, RunsFolder.Mac)]),
            (Weeks.Sweep(2, Weeks.Run()), [Weeks.Crate("a", VerdictKind.Compatible)]));

        Assert.That(history.Platforms, Is.EqualTo(new[] { RunsFolder.Linux, RunsFolder.Mac, "plan9-x" }));
    }

    [Test]
    public void A_sweep_is_of_the_day_on_which_it_began_in_Greenwich()
    {
        var sweep = Weeks.Sweep(0, Weeks.Run()) with { Start = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.FromHours(-5)) };

        Assert.That(Weeks.Of((sweep, [])).Days, Is.EqualTo(new[] { new DateOnly(2026, 3, 2) }));
    }

    [Test]
    public void A_tally_counts_downloads_of_what_is_judged_alone()
    {
        var tally = new Tally();
        tally.Add(Standing.Works, 300);
        tally.Add(Standing.Works, null);
        tally.Add(Standing.Fails, 100);
        tally.Add(Standing.Unsaid, 1000);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((tally.Works, tally.Fails, tally.Unsaid, tally.Judged, tally.All, tally.Weighed), Is.EqualTo((2, 1, 1, 3, 4, 2)));
            Assert.That(tally.Share, Is.EqualTo(2 / 3.0).Within(1e-12));
            Assert.That(tally.WeightedShare, Is.EqualTo(0.75).Within(1e-12));
            Assert.That((new Tally().Share, new Tally().WeightedShare), Is.EqualTo(((double?)null, (double?)null)));
        }
    }

    [Test]
    public void A_file_that_claims_any_number_of_crates_takes_no_more_room_than_its_own()
    {
        var numbers = HistoryNumbers.Empty();
        var column = new HistorySweep(Weeks.Sweep(0, Weeks.Run()) with { Crates = int.MaxValue }, numbers);
        column.Add(Weeks.Crate("a", VerdictKind.Compatible));

        Assert.That(column.Verdict(numbers.Platforms.Of(RunsFolder.Linux), numbers.Crates.Of("a")), Is.EqualTo(VerdictKind.Compatible));
    }

    [Test]
    public void A_failure_without_its_cause_is_an_error()
    {
        var column = new HistorySweep(Weeks.Sweep(0, Weeks.Run()), HistoryNumbers.Empty());
        var crate = Weeks.Crate("a", VerdictKind.Regressed) with { Failures = [new PastFailure(RunsFolder.Linux, 1, 0)] };

        Assert.That(() => column.Add(crate), Throws.InstanceOf<MatrixException>().With.Message.Contains("no cause 1"));
    }

    [Test]
    public void Sweeps_of_the_same_second_have_files_of_their_own()
    {
        var sweep = Weeks.Sweep(0, Weeks.Run());
        var history = Weeks.Of((sweep, []), (sweep with { Start = sweep.Start.AddMilliseconds(1) }, []), (Weeks.Sweep(1), []));

        Assert.That(history.Files, Is.EqualTo(new[] { "20260104-030000.sweep.jsonl.gz", "20260104-030000-2.sweep.jsonl.gz", "20260111-030000.sweep.jsonl.gz" }));
    }

    [Test]
    public void Numbers_are_the_same_from_several_threads()
    {
        var numbering = new Interner<string>();
        var given = new System.Collections.Concurrent.ConcurrentDictionary<(string, int), bool>();

        Parallel.For(0, 20_000, index => given[($"{index % 500}", numbering.Of($"{index % 500}"))] = true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(given.Keys.Select(pair => pair.Item2).Distinct().Count(), Is.EqualTo(500));
            Assert.That(given, Has.Count.EqualTo(500));
            Assert.That(numbering.Count, Is.GreaterThanOrEqualTo(500));
            Assert.That(numbering.Find("7"), Is.EqualTo(numbering.Of("7")));
            Assert.That(numbering.Find("absent"), Is.Null);
        }
    }

    private static string[] Changes(params PastSweep[] sweeps)
    {
        var history = Weeks.Of([.. sweeps.Select(sweep => (sweep, Array.Empty<PastCrate>()))]);
        return [.. sweeps.Select((_, index) => string.Join(", ", history.BackendChanges(index).Select(run => $"{run.Platform} {run.BackendSha256}")))];
    }
}
