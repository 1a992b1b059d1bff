using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests;

/// <summary>In which order, in which manner and how often the tests of a crate are run again, and what comes of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), CancelAfter(60_000)]
public sealed class ComparisonRunTests : IDisposable
{
    private static readonly LegName LlvmAbort = LegName.Llvm with { Panic = PanicStrategy.Abort };
    private static readonly LegName CraneliftAbort = LegName.Cranelift with { Panic = PanicStrategy.Abort };

    private readonly SweepOnPaper sweep = new();

    public void Dispose() => sweep.Dispose();

    [Test]
    public async Task What_passes_on_both_sides_is_run_once()
    {
        new PackageOnPaper(sweep).Place();

        await ComesTo(VerdictKind.Compatible, "all 2 tests pass with both", "llvm 1", "cranelift 1");
    }

    [Test]
    public async Task What_fails_on_one_side_is_run_again_alone_and_then_controlled_alone()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, null) } };
        package.Place();

        var verdict = await ComesTo(
            VerdictKind.Regressed, "1 test of 2 fails with Cranelift only", "llvm 1", "cranelift 1", "llvm 2 alone", "cranelift 2 alone", "llvm-abort 1", "cranelift-abort 1");

        Assert.That((verdict.MainCause!.Class, verdict.MainCause.Rule), Is.EqualTo((FailureClass.Unwinding, "passes-with-panic-abort")));
        Assert.That(ControlRuns, Has.All.Contains("--exact a"));
    }

    [Test]
    public async Task What_fails_on_both_sides_and_passes_as_cargo_runs_it_is_well()
    {
        var package = new PackageOnPaper(sweep);
        foreach (var manner in new[] { RunManner.Together, RunManner.Alone })
            package.Fails.UnionWith([(LegName.Llvm, manner), (LegName.Cranelift, manner)]);
        package.Place();

        await ComesTo(VerdictKind.Compatible, "all 2 tests pass with both", "llvm 1", "cranelift 1", "llvm 2 as-cargo", "cranelift 2 as-cargo");
    }

    [Test]
    public async Task What_only_cargos_own_call_tells_that_call_repeats_and_the_control_makes_it_too()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, null), (LegName.Llvm, RunManner.Together), (LegName.Llvm, RunManner.Alone) } };
        package.Place();

        await ComesTo(
            VerdictKind.Regressed, "1 test of 2 fails with Cranelift only",
            "llvm 1", "cranelift 1", "llvm 2 as-cargo", "cranelift 2 as-cargo", "llvm 3 as-cargo", "cranelift 3 as-cargo", "llvm-abort 1", "cranelift-abort 1");
        Assert.That(ControlRuns, Has.None.Contains("--format=json"), "as it fails");
    }

    [Test]
    public async Task What_fails_on_both_sides_also_as_cargo_runs_it_is_left_out()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, null), (LegName.Llvm, null) } };
        package.Place();

        await ComesTo(
            VerdictKind.Compatible, "1 test passes with both; 1 fails with LLVM too",
            "llvm 1", "cranelift 1", "llvm 2 as-cargo", "cranelift 2 as-cargo", "llvm 3 as-cargo", "cranelift 3 as-cargo");
    }

    [Test]
    public async Task What_fails_among_others_and_passes_alone_is_asked_again_among_the_others_and_controlled_so()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, RunManner.Together) } };
        package.Place();

        await ComesTo(
            VerdictKind.Regressed, "1 test of 2 fails with Cranelift only",
            "llvm 1", "cranelift 1", "llvm 2 alone", "cranelift 2 alone", "cranelift 3 alone", "llvm 3 together", "cranelift 4 together", "llvm-abort 1", "cranelift-abort 1");
        Assert.That(ControlRuns, Has.None.Contains("--exact").And.All.Contains("--format=json"), "alone it would pass there too, and say nothing");
    }

    [Test]
    public async Task What_fails_with_panic_abort_too_on_both_sides_needs_unwinding()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, null), (LlvmAbort, null), (CraneliftAbort, null) } };
        package.Place();

        Assert.That((await sweep.RunCrateAsync()).Verdict.MainCause!.Rule, Is.EqualTo("needs-unwinding"));
    }

    [Test]
    public async Task Where_a_test_does_not_say_why_the_packages_programs_are_overheard_before_the_control()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, null) }, HasProgram = true, Overheard = "llvm.x86.sse.rcp.ps is not yet supported." };
        package.Place();

        var verdict = await ComesTo(
            VerdictKind.Regressed, "1 test of 2 fails with Cranelift only",
            "llvm 1", "cranelift 1", "llvm 2 alone", "cranelift 2 alone", "llvm 3 overheard", "cranelift 3 overheard", "llvm-abort 1", "cranelift-abort 1");

        Assert.That((verdict.MainCause!.Class, verdict.MainCause.Subclass), Is.EqualTo((FailureClass.SimdIntrinsic, "llvm.x86.sse.rcp.ps")));
        Assert.That(ControlRuns, Is.Not.Empty);
    }

    [Test]
    public async Task Without_a_program_nobody_is_overheard()
    {
        var package = new PackageOnPaper(sweep) { Fails = { (LegName.Cranelift, null) }, Overheard = "nothing" };
        package.Place();

        await sweep.RunCrateAsync();

        Assert.That(Legs(), Has.None.Contains("overheard"));
    }

    [Test]
    public async Task An_executable_that_fails_as_a_whole_is_run_again_as_a_whole()
    {
        var package = new PackageOnPaper(sweep) { FailsAsAWhole = { LegName.Cranelift } };
        package.Place();

        await ComesTo(
            VerdictKind.Regressed, "1 test of 3 fails with Cranelift only", "llvm 1", "cranelift 1", "llvm 2 alone", "cranelift 2 alone", "llvm-abort 1", "cranelift-abort 1");
    }

    [Test]
    public async Task A_build_that_refuses_a_second_call_is_made_with_one()
    {
        var package = new PackageOnPaper(sweep) { RefusesASecondCall = true };
        package.Place(Workaround.InOneCall);

        var verdict = await ComesTo(
            VerdictKind.Compatible, "all 2 tests pass with both; its build refuses a second call of cargo in one folder, so cargo test was the only one",
            "llvm 1", "cranelift 1", "llvm 2", "cranelift 2", "llvm-in-one-call 1", "cranelift-in-one-call 1");

        Assert.That(verdict.Workaround, Is.EqualTo(Workaround.InOneCall));
        Assert.That(Written().Last().Phases.Select(phase => phase.Phase), Is.EqualTo(new[] { Phase.Fetch, Phase.TestBuild, Phase.Test }));
    }

    [Test]
    public async Task What_fails_in_one_call_is_judged_there()
    {
        var package = new PackageOnPaper(sweep) { RefusesASecondCall = true, Fails = { (LegName.Cranelift, null) } };
        package.Place(Workaround.InOneCall);

        var verdict = (await sweep.RunCrateAsync()).Verdict;

        Assert.That((verdict.Kind, verdict.Workaround), Is.EqualTo((VerdictKind.Regressed, (Workaround?)Workaround.InOneCall)));
        Assert.That(verdict.Reason, Does.StartWith("1 test of 2 fails with Cranelift only; its build refuses a second call"));
    }

    private IEnumerable<string> ControlRuns => sweep.Processes.Ran.Where(command => command.Contains("/it-22", StringComparison.Ordinal));

    private async Task<Verdict> ComesTo(VerdictKind kind, string reason, params string[] legs)
    {
        var verdict = (await sweep.RunCrateAsync()).Verdict;

        Assert.That($"{WireName.Of(verdict.Kind)}: {verdict.Reason}", Is.EqualTo($"{WireName.Of(kind)}: {reason}"));
        Assert.That(Legs(), Is.EqualTo(legs));
        return verdict;
    }

    private IEnumerable<LegResult> Written() => ResultsReader.Open(sweep.Results.Paths.Root).Legs();

    private IEnumerable<string> Legs() => Written().Select(leg => $"{leg.Leg} {leg.Attempt}{(leg.Manner is { } manner ? $" {WireName.Of(manner)}" : "")}");
}
