using Matrix.Report.Diff;
using Matrix.Results;

namespace Matrix.Report.Tests.Diff;

public sealed class ComparisonTests
{
    private static readonly string[] Findings =
    [
        .. WireName.All<VerdictKind>(), "regressed abi", "regressed abi:one", "regressed abi:one,two", "regressed abi:one,~two", "regressed crash:two abi:one",
        "regressed limit abi:one", "regressed abi:2", "partly-broken crash", "flaky crash:~one", "inconclusive timeout",
    ];

    [FsCheck.NUnit.Property]
    public bool Nothing_changed_between_a_sweep_and_itself(byte[]? findings)
    {
        var side = SideOf(findings);
        return Differences.Of(side, side, side.Platforms).Count == 0;
    }

    [FsCheck.NUnit.Property]
    public bool What_regressed_is_fixed_the_other_way_round(byte[]? before, byte[]? now)
    {
        var (old, present) = (SideOf(before), SideOf(now));
        return Of(DifferenceKind.Regressed, old, present).SetEquals(Of(DifferenceKind.Fixed, present, old))
            && Of(DifferenceKind.Added, old, present).SetEquals(Of(DifferenceKind.Gone, present, old))
            && Of(DifferenceKind.JudgedAgain, old, present).SetEquals(Of(DifferenceKind.NoLongerJudged, present, old))
            && Of(DifferenceKind.VerdictChanged, old, present).SetEquals(Of(DifferenceKind.VerdictChanged, present, old));
    }

    [Test]
    public void What_may_come_from_the_processor_is_said_of_each_crate_that_needs_what_only_one_has()
    {
        var before = On(Found.Side(("wide", Found.Linux, "regressed simd-intrinsic:one"), ("other", Found.Linux, "regressed abi")), "sse2", "avx512bw");
        var now = On(Found.Side(("wide", Found.Linux, "compatible"), ("other", Found.Linux, "compatible")), "sse2", "avx2");
        Needing(before, "wide", "avx512bw");

        var comparison = Comparison.Of(before, now);

        Assert.That(comparison.Differences.Select(difference => (difference.Crate, string.Join(' ', difference.Features))), Is.EquivalentTo(new[] { ("wide", "avx512bw"), ("other", "") }));
        var row = comparison.Circumstances.Single();
        Assert.That((row.What, row.Before, row.Now), Is.EqualTo(("only this processor can", "avx512bw", "avx2")));
    }

    [Test]
    public void Of_a_processor_that_nobody_knows_nothing_is_said()
    {
        var before = Found.Side(("wide", Found.Linux, "regressed simd-intrinsic:one"));
        var now = On(Found.Side(("wide", Found.Linux, "compatible")), "sse2");
        Needing(before, "wide", "avx512bw");

        Assert.That(Comparison.Of(before, now).Differences.Single().Features, Is.Empty);
    }

    private static DiffInput On(DiffInput side, params string[] features) => side with { Runs = [.. side.Runs.Select(run => run with { TargetFeatures = features })] };

    private static void Needing(DiffInput side, string crate, string feature)
    {
        var findings = (Dictionary<string, Finding>)side.Crates[crate].Findings;
        foreach (var (platform, finding) in findings.ToList())
            findings[platform] = finding with { Needs = [[feature]] };
    }

    [Test]
    public void Another_list_changes_no_share_of_what_both_judge()
    {
        var before = Found.Side(("kept", Found.Linux, "compatible"), ("dropped", Found.Linux, "regressed abi"));
        var now = Found.Side(("kept", Found.Linux, "compatible"), ("added", Found.Linux, "compatible"));

        var together = Comparison.Of(before, now).Readiness[0];

        Assert.That((together.Before!.Works, together.Before.Judged, together.Now!.Works, together.Now.Judged), Is.EqualTo((1, 2, 2, 2)));
        Assert.That((together.BothBefore.Works, together.BothBefore.Judged, together.BothNow.Works, together.BothNow.Judged), Is.EqualTo((1, 1, 1, 1)));
    }

    [Test]
    public void A_platform_that_is_missing_changes_no_share_of_what_both_judge()
    {
        var before = Found.Side(("a", Found.Linux, "compatible"), ("a", Found.Mac, "regressed abi"));
        var now = Found.Side(("a", Found.Linux, "compatible"));

        var comparison = Comparison.Of(before, now);

        Assert.That(comparison.Platforms, Is.EqualTo(new[] { Found.Linux }));
        Assert.That(comparison.Differences, Is.Empty);
        Assert.That(comparison.Readiness.Select(shift => (shift.Platform, shift.BothBefore.Works, shift.BothNow.Works, shift.Now?.Judged)),
            Is.EqualTo(new (string?, int, int, int?)[] { (null, 1, 1, 1), (Found.Linux, 1, 1, 1), (Found.Mac, 0, 0, null) }));
    }

    [Test]
    public void A_cause_counts_a_crate_once_and_only_where_both_sides_judge_it()
    {
        var before = Found.Side(("a", Found.Linux, "regressed abi"), ("a", Found.Mac, "regressed abi"), ("b", Found.Linux, "regressed crash"), ("c", Found.Linux, "regressed abi"));
        var now = Found.Side(("a", Found.Linux, "regressed abi"), ("a", Found.Mac, "regressed limit"), ("b", Found.Linux, "compatible"), ("c", Found.Linux, "flaky"));

        var causes = Comparison.Of(before, now).Causes;

        Assert.That(causes.Select(shift => (shift.Cause.Label, shift.Before, shift.Now)), Is.EqualTo(new[] { ("limit", 0, 1), ("crash", 1, 0) }));
    }

    [Test]
    public void What_differs_on_several_platforms_alike_is_one_circumstance()
    {
        var before = Found.Side(("a", Found.Linux, "compatible"), ("a", Found.Mac, "compatible"));
        var now = before with { Runs = [.. before.Runs.Select(run => run with { Rustc = "rustc 2", Isolation = run.Platform == Found.Mac ? "none" : run.Isolation, RulesSha256 = "abc" })] };

        Assert.That(Comparison.Of(before, now).Circumstances.Select(row => (row.What, string.Join(' ', row.Platforms), row.Now)),
            Is.EqualTo(new[] { ("rustc", $"{Found.Linux} {Found.Mac}", "rustc 2"), ("isolation", Found.Mac, "none") }));
    }

    [Test]
    public void Sweeps_without_a_platform_or_a_crate_in_common_cannot_be_compared()
    {
        var side = Found.Side(("a", Found.Linux, "compatible"));

        Assert.That(() => Comparison.Of(side, Found.Side(("a", Found.Mac, "compatible"))), Throws.TypeOf<MatrixException>().With.Message.Contains("no platform in common"));
        Assert.That(() => Comparison.Of(side, Found.Side(("b", Found.Linux, "compatible"))), Throws.TypeOf<MatrixException>().With.Message.Contains("no crate in common"));
    }

    private static HashSet<(string, string)> Of(DifferenceKind kind, DiffInput before, DiffInput now) =>
        [.. Differences.Of(before, now, [Found.Linux, Found.Mac]).Where(difference => difference.Kind == kind).Select(difference => (difference.Crate, difference.Platform))];

    // Each number is a finding of a crate, on two platforms in turns; what is beyond them is a crate that the side lacks.
    private static DiffInput SideOf(byte[]? findings) => Found.Side(
    [
        .. (findings ?? []).Index()
            .Where(pair => pair.Item % (Findings.Length + 1) < Findings.Length)
            .Select(pair => ($"crate-{pair.Index / 2}", pair.Index % 2 == 0 ? Found.Linux : Found.Mac, Findings[pair.Item % (Findings.Length + 1)])),
    ]);
}
