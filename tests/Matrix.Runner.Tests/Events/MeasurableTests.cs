using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Events;

public sealed class MeasurableTests
{
    private static readonly LegName LlvmWithoutLto = new(BackendName.Llvm, Workaround: Workaround.WithoutLto);
    private static readonly LegName CraneliftWithoutLto = new(BackendName.Cranelift, Workaround: Workaround.WithoutLto);

    [Test]
    public void What_both_backends_build_is_measured_whatever_became_of_its_tests()
    {
        var failsAtTests = Built("a", LegName.Cranelift) with { Outcome = new LegOutcome.Failed(Phase.Test, Environmental: false) };

        var measurable = Of([SweepOnPaper.Crate("a")], [Built("a", LegName.Llvm), failsAtTests]);

        Assert.That(measurable.Crates.Select(crate => (crate.Entry.Name.Value, crate.Workaround)), Is.EqualTo(new[] { ("a", Workaround.None) }));
        Assert.That(measurable.Others, Is.Empty);
    }

    [Test]
    public void What_builds_with_both_only_without_a_setting_is_measured_without_it()
    {
        var measurable = Of(
            [SweepOnPaper.Crate("a")],
            [Built("a", LegName.Llvm), NotBuilt("a", LegName.Cranelift), Built("a", LlvmWithoutLto), Built("a", CraneliftWithoutLto)]);

        Assert.That(measurable.Crates.Single().Workaround, Is.EqualTo(Workaround.WithoutLto));
        Assert.That(measurable.Crates.Single().Unmeasured(BackendName.Cranelift).Workaround, Is.EqualTo(Workaround.WithoutLto));
    }

    [Test]
    public void What_builds_when_it_is_built_again_is_measured() =>
        Assert.That(
            Of(
                [SweepOnPaper.Crate("a")],
                [Built("a", LegName.Llvm), NotBuilt("a", LegName.Cranelift), Built("a", LegName.Cranelift) with { Attempt = 2 }]).Crates,
            Has.Length.EqualTo(1));

    [Test]
    public void What_cannot_be_measured_is_counted_by_its_reason()
    {
        var unproven = Built("e", LegName.Cranelift) with { Outcome = new LegOutcome.Unusable("some unit was not") };

        var measurable = Of(
            new[] { "a", "b", "c", "d", "e", "f" }.Select(name => SweepOnPaper.Crate(name)),
            [
                Built("a", LegName.Llvm), NotBuilt("a", LegName.Cranelift),
                Built("b", LegName.Llvm), NotBuilt("b", LegName.Cranelift),
                NotBuilt("c", LegName.Llvm), Built("c", LegName.Cranelift),
                NotBuilt("d", LegName.Llvm), NotBuilt("d", LegName.Cranelift),
                Built("e", LegName.Llvm), unproven,
            ]);

        Assert.That(measurable.Crates, Is.Empty);
        Assert.That(measurable.Others, Is.EquivalentTo(new Dictionary<string, int>
        {
            ["not built with Cranelift"] = 2,
            ["not built with LLVM"] = 1,
            ["not built with either backend"] = 1,
            [Measurable.ProvesNothing] = 1,
            [Measurable.WasNotRun] = 1,
        }));
    }

    [Test]
    public void What_failed_when_it_was_measured_is_counted_with_the_others() =>
        Assert.That(
            Of([SweepOnPaper.Crate("a")], []).WithFailures(
                [Failed("b", "its disk"), Failed("c", "its disk"), Failed("d", Measurable.WasNotRun), new SpeedResult { Candidate = BackendName.Cranelift, Crate = "e" }]),
            Is.EquivalentTo(new Dictionary<string, int> { ["its disk"] = 2, [Measurable.WasNotRun] = 2 }));

    private static Measurable Of(IEnumerable<CrateEntry> crates, IEnumerable<LegResult> legs) => Measurable.Of(crates, legs, TwoBackends.Records);

    private static SpeedResult Failed(string crate, string why) => new() { Candidate = BackendName.Cranelift, Crate = crate, Failure = why };

    private static LegResult Built(string crate, LegName leg) => Leg(crate, leg, new ProcessExit.Exited(0), new LegOutcome.Passed());

    private static LegResult NotBuilt(string crate, LegName leg) =>
        Leg(crate, leg, new ProcessExit.Exited(101), new LegOutcome.Failed(Phase.Build, Environmental: false));

    private static LegResult Leg(string crate, LegName leg, ProcessExit exit, LegOutcome outcome) => new()
    {
        Crate = crate,
        Leg = leg,
        Outcome = outcome,
        Phases = [new PhaseResult { Phase = Phase.Build, Exit = exit, Passed = exit.IsSuccess, Log = "log" }],
    };
}
