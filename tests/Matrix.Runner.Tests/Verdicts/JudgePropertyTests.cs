using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

/// <summary>Whatever two legs came to, what is said of them is sound.</summary>
public sealed class JudgePropertyTests
{
    private static readonly string[] Lines =
    [
        "thread 'a' (7) panicked at src/lib.rs:3:9:", "thread 'a' (8) panicked at src/lib.rs:4:1:", "fatal runtime error: failed to initiate panic, error 5, aborting",
        "llvm.x86.avx2.psllv.d is not yet supported.", "thread 'a' has overflowed its stack", "             at ./src/lib.rs:1:1",
        "note: test did not panic as expected", "No space left on device", "error: LTO is not supported by rustc_codegen_cranelift",
        "error: could not compile `memchr` (lib)", "error: linking with `cc` failed: exit status: 1", "nothing special",
    ];

    private static readonly Phase[] Phases = [Phase.Fetch, Phase.Build, Phase.TestBuild, Phase.Test, Phase.Doctest];

    private static readonly string[] Names = ["a", "b", "c", "#", "other/a", "other/#"];

    private static readonly string[] TargetNames = ["it", "set", "other/set"];

    private static readonly ProcessExit?[] Exits =
        [null, null, null, new ProcessExit.TimedOut(1), new ProcessExit.Signalled(11), new ProcessExit.OutOfMemory(1), new ProcessExit.NotStarted("x")];

    [Test]
    public void Every_judgement_is_sound() => Always(_ => true, IsWellFormed);

    [Test]
    public void A_cause_stands_exactly_where_the_verdict_has_one() => Always(_ => true, judged => judged.Judgement.Kind switch
    {
        VerdictKind.Regressed or VerdictKind.PartlyBroken => judged.Judgement.Causes.Count > 0,
        VerdictKind.Inconclusive => true,
        _ => judged.Judgement.Causes.Count == 0,
    });

    [Test]
    public void No_test_counts_against_Cranelift_unless_LLVM_passed_it_and_it_failed_twice() => Always(
        judged => judged.Judgement.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken && !judged.Legs.Candidate.DidNotBuild,
        judged => judged.Judgement.Causes.SelectMany(cause => cause.Tests).All(test =>
            FailsOnlyWith(judged.Legs.Candidate, judged.Legs.Baseline, test) || IsLackedOnlyBy(judged.Legs.Candidate, judged.Legs.Baseline, test)));

    [Test]
    public void No_test_counts_against_LLVM_unless_Cranelift_passed_it_and_it_failed_twice() => Always(
        judged => judged.Judgement.Kind == VerdictKind.Improved && !judged.Legs.Baseline.DidNotBuild,
        judged => judged.Judgement.Tests.Any(test =>
            FailsOnlyWith(judged.Legs.Baseline, judged.Legs.Candidate, test.Id) || IsLackedOnlyBy(judged.Legs.Baseline, judged.Legs.Candidate, test.Id)));

    [Test]
    public void No_test_of_a_target_that_a_side_lacks_counts_for_or_against_anything() => Always(
        judged => judged.Judgement.Kind is not VerdictKind.Invalid,
        judged => judged.Judgement.Tests.Where(test => test.Baseline != TestOutcome.NotBuilt && test.Candidate != TestOutcome.NotBuilt)
            .All(test => !Lacks(judged.Legs.Baseline.Leg, test.Id) && !Lacks(judged.Legs.Candidate.Leg, test.Id)));

    [Test]
    public void Nothing_is_compatible_unless_all_ended_well_on_both_sides_or_fails_on_both_or_was_cleared_by_cargos_own_call() => Always(
        judged => judged.Judgement.Kind == VerdictKind.Compatible,
        judged => EndedWell(judged.Legs.Baseline, judged.Legs.Candidate) && EndedWell(judged.Legs.Candidate, judged.Legs.Baseline));

    [Test]
    public void What_is_left_out_fails_with_LLVM_and_is_told() => Always(
        judged => judged.Judgement.Kind == VerdictKind.Compatible && !IsAskedAsCargo(judged.Legs.Baseline) && !IsAskedAsCargo(judged.Legs.Candidate),
        judged =>
        {
            var (llvm, cranelift) = (judged.Legs.Baseline.Leg, judged.Legs.Candidate.Leg);
            var failed = llvm.Tests.Concat(cranelift.Tests).Select(test => test.Id)
                .Where(test => !Lacks(llvm, test) && !Lacks(cranelift, test) && Counting(judged.Legs.Baseline, test) is [TestOutcome.Failed, ..]);
            var left = judged.Judgement.NotCompared;
            return (left?.Tests ?? []).ToHashSet().SetEquals(failed)
                && (left?.Targets ?? []).Select(target => target.Id).ToHashSet().SetEquals(llvm.Result.Unbuilt.Select(target => target.Id));
        });

    [Test]
    public void Two_sources_that_do_not_agree_are_always_invalid() => Always(
        judged => judged.Legs.Baseline.Leg.Result.Contradictions.Count + judged.Legs.Candidate.Leg.Result.Contradictions.Count > 0,
        judged => judged.Judgement.Kind == VerdictKind.Invalid && judged.Judgement.Causes.Count == 0);

    [Test]
    public void No_build_counts_against_Cranelift_unless_LLVM_got_further_and_it_failed_twice() => Always(
        judged => judged.Judgement.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken && judged.Legs.Candidate.DidNotBuild,
        judged => !judged.Legs.Candidate.IsEnvironmental
            && judged.Legs.Candidate.Repeats.Any(repeat => !repeat.Result.Phases.All(phase => phase.Passed))
            && (judged.Legs.Baseline.FailedPhase is not { } llvm || llvm > judged.Legs.Candidate.FailedPhase));

    [Test]
    public void Legs_that_came_to_the_same_are_never_a_regression([Values("cranelift", "llvm-again")] string candidate) => Prop.ForAll(
        Scripts.ToArbitrary(),
        script => Judge.Decide(new CrateComparison(Play(script, LegName.Llvm), Play(script, new LegName(BackendName.Parse(candidate))))).Kind
            is not (VerdictKind.Regressed or VerdictKind.PartlyBroken or VerdictKind.Improved))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Test]
    public void Packages_whose_targets_and_tests_have_the_same_names_are_never_mixed_up() => Prop.ForAll(
        (from one in PackageScripts from other in PackageScripts select (one, other)).ToArbitrary(),
        pair =>
        {
            var together = TestComparison.Of(Compare(("one", pair.one), ("two", pair.other)));
            return IsSame(together, TestComparison.Of(Compare(("one", pair.one))), "one") && IsSame(together, TestComparison.Of(Compare(("two", pair.other))), "two");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    // As it is written in the design, and not as the code has it.
    private static List<TestOutcome> Counting(BackendRuns side, TestId test)
    {
        List<TestOutcome> Of(params RunManner?[] manners) =>
            [.. side.Repeats.Prepend(side.Leg).Where(run => manners.Contains(run.Result.Manner)).SelectMany(run => run.ResultsOf(test)).Select(result => result.Outcome)];

        return Of(RunManner.AsCargo) is { Count: > 0 } asCargo ? asCargo
            : Of(RunManner.Together).Count > 0 ? Of(null, RunManner.Together)
            : Of(null, RunManner.Alone);
    }

    private static bool FailsOnlyWith(BackendRuns accused, BackendRuns other, TestId test) =>
        Counting(accused, test) is var failed && failed.Count(outcome => outcome == TestOutcome.Failed) > 1 && !failed.Contains(TestOutcome.Passed)
        && Counting(other, test) is var passed && passed.Contains(TestOutcome.Passed) && !passed.Contains(TestOutcome.Failed);

    private static bool EndedWell(BackendRuns side, BackendRuns other)
    {
        var failed = side.Leg.Tests.Where(test => test.Outcome == TestOutcome.Failed).Select(test => test.Id).ToList();
        var isExplained = failed.TrueForAll(test => Lacks(other.Leg, test) || Lacks(side.Leg, test)
            || (side.MannerOf(test) == RunManner.AsCargo && Counting(side, test).TrueForAll(outcome => outcome == TestOutcome.Passed))
            || (Counting(side, test).Contains(TestOutcome.Failed) && Counting(other, test).Contains(TestOutcome.Failed)));
        return side.Leg.Result.Phases.All(phase => phase.Passed) || (failed.Count > 0 && isExplained);
    }

    // In a sweep only what fails on both sides is. Random legs were asked of anything, and then their first runs do not count.
    private static bool IsAskedAsCargo(BackendRuns side) => side.Repeats.Any(run => run.Result.Manner == RunManner.AsCargo);

    private static bool Lacks(LegEvidence leg, TestId test) => leg.Result.Unbuilt.Any(left => left.Name == test.Target && left.Package == test.Package);

    private static bool IsLackedOnlyBy(BackendRuns accused, BackendRuns other, TestId target) =>
        target.IsWhole && Lacks(accused.Leg, target) && !Lacks(other.Leg, target)
        && accused.Repeats.Where(run => run.Result.Manner is null).ToList() is { Count: > 0 } again && again.Exists(run => Lacks(run, target));

    private static bool IsSame(TestComparison together, TestComparison alone, string package)
    {
        Func<TestComparison, IReadOnlyList<TestId>>[] relations =
        [
            tests => tests.OnlyCandidateFails, tests => tests.OnlyBaselineFails, tests => tests.BothFail, tests => tests.Flaky, tests => tests.Environmental, tests => tests.Unrepeated,
            tests => tests.OnOneSide,
        ];
        return Array.TrueForAll(relations, relation => relation(together).Where(test => test.Package == package).ToHashSet().SetEquals(relation(alone)));
    }

    private static bool IsWellFormed(Judged judged) =>
        judged.Judgement is { Reason.Length: > 0 } judgement
        && !judgement.Reason.Contains('\n', StringComparison.Ordinal)
        && judgement.Causes.All(cause =>
            cause.Rule.Length > 0
            && cause.Signature.StartsWith(WireName.Of(cause.Class), StringComparison.Ordinal)
            && cause.Evidence.Count > 0
            && cause.Evidence.All(evidence => evidence is { Log.Length: > 0, Line: > 0, Text.Length: > 0 }))
        && judgement.Causes.SelectMany(cause => cause.Tests).Distinct().Count() == judgement.Causes.Sum(cause => cause.Tests.Count);

    private static void Always(Func<Judged, bool> when, Func<Judged, bool> holds) => Prop.ForAll(
        (from llvm in Scripts from cranelift in Scripts select new CrateComparison(Play(llvm, LegName.Llvm), Play(cranelift, LegName.Cranelift))).ToArbitrary(),
        legs =>
        {
            var judged = new Judged(legs, Judge.Decide(legs));
            return !when(judged) || holds(judged);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    // Half of the sides fail in nothing but their tests, some of which cargo's own call clears.
    private static Gen<List<Run>> Scripts =>
        from count in Gen.Choose(1, 4)
        from builds in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from isGood in Gen.Elements(true, false)
        from runs in AnyRun(builds, isGood).ListOf(count)
        select runs.ToList();

    private static Gen<Run> AnyRun(bool builds, bool isGood) =>
        from signs in (isGood ? Gen.Elements('+', '+', '+', '-', ' ') : Gen.Elements('+', '+', '-', '-', '~', '.', '!', '*', ' ')).ListOf(Names.Length)
        from manner in Gen.Elements(Enum.GetValues<RunManner>())
        from failed in Gen.Elements(Phases)
        from exit in Gen.Elements(Exits)
        from printed in (from test in Gen.Elements("a", "b", "other/a") from line in Gen.Elements(Lines) select (test, line)).ListOf()
        from torn in Gen.Frequency((12, Gen.Constant(false)), (1, Gen.Constant(true)))
        from lacks in Gen.Frequency((3, Gen.Constant<IReadOnlyList<string>>([])), (1, Gen.Elements(TargetNames).ListOf(2).Select(names => (IReadOnlyList<string>)[.. names.Distinct()])))
        from isRebuild in Gen.Elements(true, false)
        select new Run([.. signs], isRebuild && lacks.Count > 0 ? null : manner, builds ? null : (failed, exit), isGood ? [] : [.. printed], torn, lacks);

    private static BackendRuns Play(List<Run> runs, LegName name) => LegsOnPaper.Side([.. runs.Select((run, index) => Write(run, new LegOnPaper(name, index + 1), isFirst: index == 0))]);

    private static LegOnPaper Write(Run run, LegOnPaper leg, bool isFirst)
    {
        if (run.Failed is not { } failed)
            leg.Tests(string.Join(' ', run.Signs.Zip(Names).Where(pair => pair.First != ' ' && (isFirst || run.Manner is not null)).Select(pair => $"{pair.Second}{pair.First}").Concat(run.Lacks.Select(name => $"{name}%"))));
        else
            leg.FailsAt(failed.Phase, failed.Exit);

        _ = run.Manner is { } manner ? leg.Runs(manner) : leg.Rebuilds();

        // A repeat builds and runs a part of what is there, and proves nothing anyway.
        if (run.IsTorn && isFirst)
            leg.Contradicts("one source says this, another that");
        foreach (var (test, line) in run.Printed)
            _ = run.Failed is null ? leg.Prints(test, line) : leg.Builds(run.Failed.Value.Phase, "memchr 2.7.4", line);
        return leg;
    }

    private static Gen<List<string>> PackageScripts =>
        (from signs in Gen.Elements('+', '-', '~', '.', '!', ' ').ListOf(2 * 4 * 3) select new string([.. signs])).Select(signs => signs.Chunk(3).Select(run => new string(run)).ToList());

    // Four runs a side, each in a manner of its own.
    private static CrateComparison Compare(params (string Package, List<string> Signs)[] packages)
    {
        RunManner[] manners = [RunManner.Alone, RunManner.Alone, RunManner.Together, RunManner.AsCargo];
        BackendRuns Of(LegName name, int from) => LegsOnPaper.Side([.. manners.Select((manner, index) => new LegOnPaper(name, index + 1).Runs(manner).Tests(string.Join(' ', packages
            .SelectMany(package => package.Signs[from + index].Zip("ab#").Where(pair => pair.First != ' ').Select(pair => $"{package.Package}/{pair.Second}{pair.First}")))))]);

        return new CrateComparison(Of(LegName.Llvm, 0), Of(LegName.Cranelift, manners.Length));
    }

    private sealed record Run(
        IReadOnlyList<char> Signs, RunManner? Manner, (Phase Phase, ProcessExit? Exit)? Failed, IReadOnlyList<(string Test, string Line)> Printed, bool IsTorn,
        IReadOnlyList<string> Lacks);

    private sealed record Judged(CrateComparison Legs, Judgement Judgement);
}
