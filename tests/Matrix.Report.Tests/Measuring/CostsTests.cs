using Matrix.Report.Measuring;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Measuring;

public sealed class CostsTests
{
    [TestCase("llvm", 1, "Baseline")]
    [TestCase("cranelift", 1, "Candidate")]
    [TestCase("cranelift", 2, "Repeat")]
    [TestCase("llvm-abort", 1, "Control")]
    [TestCase("llvm-abort", 2, "Repeat")]
    [TestCase("cranelift-without-lto", 1, "Workaround")]
    [TestCase("cranelift-abort-lints-capped", 1, "Control")]
    public void A_leg_is_run_for_this(string leg, int attempt, string kind)
    {
        var costs = Of(Leg("a", leg) with { Attempt = attempt });

        Assert.That(Enum.GetValues<LegKind>().Where(other => costs.Legs(RunsFolder.Linux, other) > 0).Select(other => $"{other}"), Is.EqualTo(new[] { kind }));
    }

    [Test]
    public void Phases_are_summed_up_by_platform_and_kind()
    {
        var costs = Of(Leg("a", "llvm", 10), Leg("b", "llvm", 20), Leg("a", "cranelift", 5));
        costs.Add(RunsFolder.Mac, BackendName.Llvm, [Leg("a", "llvm", 100)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(costs.Legs(RunsFolder.Linux, LegKind.Baseline), Is.EqualTo(2));
            Assert.That(costs.Of(RunsFolder.Linux, LegKind.Baseline, Phase.TestBuild)?.Phases, Is.EqualTo(2));
            Assert.That(costs.Of(RunsFolder.Linux, LegKind.Baseline, Phase.TestBuild)?.Seconds, Is.EqualTo(18).Within(1e-9));
            Assert.That(costs.Of(RunsFolder.Linux, LegKind.Candidate, Phase.Build)?.Seconds, Is.EqualTo(2).Within(1e-9));
            Assert.That(costs.Of(RunsFolder.Linux, LegKind.Repeat, Phase.Build), Is.Null);
            Assert.That(costs.Seconds(RunsFolder.Linux, LegKind.Baseline), Is.EqualTo(0.8 + (30 * 1.5)).Within(1e-9));
            Assert.That(costs.Seconds(RunsFolder.Mac, LegKind.Baseline), Is.EqualTo(0.4 + (100 * 1.5)).Within(1e-9));
            Assert.That(costs.Seconds("nowhere", LegKind.Baseline), Is.Zero);
        }
    }

    [Test]
    public void The_crate_that_took_most_memory_is_named_and_of_several_the_first_by_name()
    {
        static LegResult Took(string crate, long bytes) =>
            Leg(crate, "llvm") is var leg ? leg with { Phases = [leg.Phases[1] with { PeakMemoryBytes = bytes }] } : leg;

        LegResult[] legs = [Took("c", 70), Took("b", 80), Took("z", 80), Took("a", 80), Took("none", 0)];
        foreach (var order in new[] { legs, [.. legs.Reverse()] })
        {
            var most = Of(order).Of(RunsFolder.Linux, LegKind.Baseline, Phase.Build);
            Assert.That((most?.PeakMemoryBytes, most?.Largest), Is.EqualTo(((long?)80, "a")));
        }

        Assert.That(Of(Took("none", 0)).Of(RunsFolder.Linux, LegKind.Baseline, Phase.Build)?.Largest, Is.Empty);
    }

    [Test]
    public void Phases_that_left_processes_behind_are_counted()
    {
        var leg = Leg("a", "llvm");

        Assert.That(Of(leg with { Phases = [.. leg.Phases.Select(phase => phase with { Leaked = phase.Phase >= Phase.Test })] }, leg).Leaked, Is.EqualTo(2));
    }

    [Test]
    public void Crates_may_come_from_several_threads()
    {
        var costs = new Costs();

        Parallel.For(0, 2000, _ => costs.Add(RunsFolder.Linux, BackendName.Llvm, [Leg("a", "llvm"), Leg("a", "cranelift")]));

        Assert.That((costs.Legs(RunsFolder.Linux, LegKind.Baseline), costs.Of(RunsFolder.Linux, LegKind.Candidate, Phase.Test)?.Phases), Is.EqualTo((2000, (int?)2000)));
    }

    private static LegResult Leg(string crate, string name, double seconds = 10) => Sample.Passed(crate, LegName.Parse(name), new TestCounts(1), seconds);

    private static Costs Of(params LegResult[] legs)
    {
        var costs = new Costs();
        costs.Add(RunsFolder.Linux, BackendName.Llvm, legs);
        return costs;
    }
}
