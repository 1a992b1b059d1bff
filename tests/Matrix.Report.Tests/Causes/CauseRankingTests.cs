using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Causes;

public sealed class CauseRankingTests
{
    private static readonly Cause Unwinding = Sample.Cause(FailureClass.Unwinding, null) with { Signature = "unwinding" };
    private static readonly Cause Simd = Sample.Cause(FailureClass.SimdIntrinsic, null) with { Signature = "simd-intrinsic" };
    private static readonly Cause Abi = Sample.Cause(FailureClass.Abi, null) with { Signature = "abi" };
    private static readonly Cause Network = Sample.Cause(FailureClass.Network, null);

    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void A_fix_unlocks_the_crates_that_fail_for_nothing_else()
    {
        var ranking = Of(RunsFolder.Fails("one", Unwinding), RunsFolder.Fails("two", Unwinding, Simd), RunsFolder.Fails("again", Unwinding, Unwinding with { Masked = true }));

        Assert.That(Summary(ranking), Is.EqualTo(new[] { "unwinding: again one two unlocks again one", "simd-intrinsic: two unlocks " }));
    }

    [Test]
    public void Nor_on_another_platform()
    {
        var ranking = CauseRanking.Of(RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Fails("both", Unwinding), RunsFolder.Fails("same", Unwinding), RunsFolder.Fails("elsewhere fine", Unwinding)),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Fails("both", Simd), RunsFolder.Fails("same", Unwinding), RunsFolder.Works("elsewhere fine"))));

        Assert.That(Summary(ranking), Is.EqualTo(new[] { "unwinding: both elsewhere fine same unlocks elsewhere fine same", "simd-intrinsic: both unlocks " }));
        Assert.That(ranking.Ranked[0].Platforms, Is.EqualTo(new[] { RunsFolder.Linux, RunsFolder.Mac }));
        Assert.That(ranking.Ranked[1].Platforms, Is.EqualTo(new[] { RunsFolder.Mac }));
    }

    [Test]
    public void A_crate_that_also_fails_for_what_nobody_knows_or_what_is_not_Cranelifts_is_not_unlocked()
    {
        var ranking = CauseRanking.Of(RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Fails("no cause", Unwinding), RunsFolder.Fails("network", Unwinding, Network), RunsFolder.Fails("alone", Unwinding)),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Fails("no cause"))));

        Assert.That(Summary(ranking), Is.EqualTo(new[] { "unwinding: alone network no cause unlocks alone" }));
    }

    [Test]
    public void What_a_verdict_that_says_nothing_of_Cranelift_was_given_for_is_no_cause()
    {
        var unsaid = Enum.GetValues<VerdictKind>().Where(kind => kind.Standing() != Standing.Fails).Select(kind => Sample.Verdict($"{kind}", kind) with { Causes = [Unwinding] });

        var ranking = Of([.. unsaid, RunsFolder.Fails("a", Network)]);

        Assert.That(ranking.Ranked, Is.Empty);
        Assert.That(ranking.Find(CauseKey.Of(Unwinding)), Is.Null);
    }

    [Test]
    public void A_verdict_that_says_nothing_of_Cranelift_keeps_no_crate_locked()
    {
        var ranking = CauseRanking.Of(RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Fails("a", Unwinding)),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), Sample.Verdict("a", VerdictKind.Inconclusive) with { Causes = [Network] })));

        Assert.That(Summary(ranking), Is.EqualTo(new[] { "unwinding: a unlocks a" }));
    }

    [Test]
    public void Causes_are_the_same_by_class_subclass_and_signature()
    {
        var ranking = Of(
            RunsFolder.Fails("a", Simd with { Subclass = "x", Rule = "one" }),
            RunsFolder.Fails("b", Simd with { Subclass = "x", Rule = "two", Package = "memchr 2.7.6" }),
            RunsFolder.Fails("c", Simd with { Subclass = "y" }),
            RunsFolder.Fails("d", Simd with { Subclass = "x", Signature = "other" }));

        Assert.That(ranking.Ranked.Select(cause => cause.Crates.Count), Is.EqualTo(new[] { 2, 1, 1 }));
        Assert.That(ranking.Find(CauseKey.Of(Simd with { Subclass = "x" })), Is.SameAs(ranking.Ranked[0]));
    }

    [Test]
    public void A_test_counts_once_however_many_platforms_it_fails_on()
    {
        var cause = Unwinding with { Tests = [new TestId("lib", "t"), new TestId("lib", "u")] };

        var ranking = CauseRanking.Of(RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), RunsFolder.Fails("a", cause), RunsFolder.Fails("b", cause)),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Fails("a", cause with { Tests = [new TestId("lib", "t"), new TestId("bin", "t")] }))));

        Assert.That(ranking.Ranked.Single().Tests, Is.EqualTo(5), "t and u of a and of b, and another t of a");
    }

    [Test]
    public void The_cause_whose_fix_unlocks_most_comes_first_then_most_downloads_then_most_crates_then_most_tests_then_the_name()
    {
        static Cause Called(string name, int tests = 0) =>
            Sample.Cause(FailureClass.Abi, name) with { Signature = $"abi/{name}", Tests = [.. Enumerable.Range(0, tests).Select(number => new TestId("lib", $"{number}"))] };

        var ranking = Of(
            RunsFolder.Fails("1", Called("two")), RunsFolder.Fails("2", Called("two")),
            RunsFolder.Fails("3", Called("popular")) with { Downloads = 10 },
            RunsFolder.Fails("4", Called("known")) with { Downloads = 9 },
            RunsFolder.Fails("5", Called("many-crates")),
            RunsFolder.Fails("6", Called("many-crates"), Called("b"), Called("a"), Called("many-tests", 3)),
            RunsFolder.Fails("7", Called("unlocks-one")));

        Assert.That(
            ranking.Ranked.Select(cause => cause.Key.Subclass),
            Is.EqualTo(new[] { "two", "popular", "known", "many-crates", "unlocks-one", "many-tests", "a", "b" }));
        Assert.That(ranking.Ranked[1].UnlockedDownloads, Is.EqualTo(10));
    }

    [Test]
    public void It_is_tried_where_it_is_alone_though_another_crate_is_quicker()
    {
        var ranking = Of(Took(1, RunsFolder.Fails("quick", Unwinding, Simd)), Took(100, RunsFolder.Fails("alone", Unwinding with { Confidence = Confidence.Suspected })));

        Assert.That(Tried(ranking, Unwinding), Is.EqualTo("alone"));
    }

    [Test]
    public void It_is_tried_where_it_is_proven_though_another_crate_is_quicker()
    {
        var ranking = Of(Took(1, RunsFolder.Fails("likely", Unwinding with { Confidence = Confidence.Likely })), Took(100, RunsFolder.Fails("proven", Unwinding)));

        Assert.That(Tried(ranking, Unwinding), Is.EqualTo("proven"));
    }

    [Test]
    public void It_is_tried_with_the_crate_and_on_the_platform_that_is_the_quickest()
    {
        var test = new TestId("lib", "t");
        var ranking = CauseRanking.Of(RunsFolder.Read(
            runs.Run(RunsFolder.Manifest(), Took(90, RunsFolder.Fails("a", Unwinding)), Took(70, RunsFolder.Fails("b", Unwinding))),
            runs.Run(RunsFolder.Manifest(RunsFolder.Mac), Took(80, RunsFolder.Fails("a", Unwinding)), Took(6, RunsFolder.Fails("b", Unwinding with { Tests = [test, new TestId("lib", "u")] })))));

        var trial = ranking.Ranked.Single().Reproducer;

        Assert.That((trial.Crate.Name, trial.Platform, trial.Test), Is.EqualTo(("b", RunsFolder.Mac, (TestId?)test)));
    }

    [Test]
    public void It_is_tried_with_the_same_crate_in_the_next_sweep_which_takes_a_little_longer() =>
        Assert.That(Tried(Of(Took(1.9, RunsFolder.Fails("b", Unwinding)), Took(2.2, RunsFolder.Fails("a", Unwinding))), Unwinding), Is.EqualTo("a"));

    [Test]
    public void A_build_that_fails_is_tried_without_a_test() =>
        Assert.That(Of(RunsFolder.Fails("a", Unwinding)).Ranked.Single().Reproducer.Test, Is.Null);

    [Test]
    public void It_is_not_tried_where_another_cause_hides_it()
    {
        var ranking = Of(Took(1, RunsFolder.Fails("hidden", Simd, Unwinding with { Masked = true })), Took(100, RunsFolder.Fails("seen", Unwinding, Abi)));

        Assert.That(Tried(ranking, Unwinding), Is.EqualTo("seen"));
    }

    [Test]
    public void Crates_as_quick_as_each_other_are_tried_in_the_order_of_their_names() =>
        Assert.That(Tried(Of(RunsFolder.Fails("b", Unwinding), RunsFolder.Fails("a", Unwinding), RunsFolder.Fails("c", Unwinding)), Unwinding), Is.EqualTo("a"));

    private static Verdict Took(double seconds, Verdict verdict) => verdict with { Seconds = seconds };

    private static string Tried(CauseRanking ranking, Cause cause) => ranking.Find(CauseKey.Of(cause))!.Reproducer.Crate.Name;

    private static string[] Summary(CauseRanking ranking) =>
        [.. ranking.Ranked.Select(cause => $"{cause.Id}: {Names(cause.Crates)} unlocks {Names(cause.Unlocks)}")];

    private static string Names(IEnumerable<SweptCrate> crates) => string.Join(' ', crates.Select(crate => crate.Name));

    private CauseRanking Of(params Verdict[] verdicts) => CauseRanking.Of(RunsFolder.Read(runs.Run(RunsFolder.Manifest(), verdicts)));
}
