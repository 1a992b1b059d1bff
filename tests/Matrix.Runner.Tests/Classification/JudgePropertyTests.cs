using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Tests.Classification;

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
        judged => judged.Judgement.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken && !judged.Legs.Cranelift.DidNotBuild,
        judged => judged.Judgement.Causes.SelectMany(cause => cause.Tests).All(test =>
            judged.Legs.Llvm.OutcomesOf(test).ToList() is { Count: > 0 } llvm && llvm.TrueForAll(outcome => outcome == TestOutcome.Passed)
            && judged.Legs.Cranelift.OutcomesOf(test).ToList() is { Count: > 1 } cranelift && !cranelift.Exists(outcome => outcome == TestOutcome.Passed)));

    [Test]
    public void No_build_counts_against_Cranelift_unless_LLVM_got_further_and_it_failed_twice() => Always(
        judged => judged.Judgement.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken && judged.Legs.Cranelift.DidNotBuild,
        judged => !judged.Legs.Cranelift.IsEnvironmental
            && judged.Legs.Cranelift.Repeats.Any(repeat => !repeat.Result.Phases.All(phase => phase.Passed))
            && (judged.Legs.Llvm.FailedPhase is not { } llvm || llvm > judged.Legs.Cranelift.FailedPhase));

    [Test]
    public void Legs_that_came_to_the_same_are_never_a_regression() => Prop.ForAll(
        Runs(LegName.Llvm).ToArbitrary(),
        llvm => Judge.Decide(new CrateLegs(llvm, llvm)).Kind is not (VerdictKind.Regressed or VerdictKind.PartlyBroken or VerdictKind.Improved))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

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
        (from llvm in Runs(LegName.Llvm) from cranelift in Runs(LegName.Cranelift) select new CrateLegs(llvm, cranelift)).ToArbitrary(),
        legs =>
        {
            var judged = new Judged(legs, Judge.Decide(legs));
            return !when(judged) || holds(judged);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    private static Gen<Side> Runs(LegName name) =>
        from count in Gen.Choose(1, 3)
        from builds in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from runs in Leg(name, builds).ListOf(count)
        select LegsOnPaper.Side([.. runs]);

    private static Gen<LegOnPaper> Leg(LegName name, bool builds) =>
        from signs in Gen.Elements('+', '+', '-', '-', '~', '.', '!', '*', ' ').ListOf(4)
        from failed in Gen.Elements(Phases)
        from exit in Gen.Elements(Exits)
        from printed in (from test in Gen.Elements("a", "b", "c") from line in Gen.Elements(Lines) select (test, line)).ListOf()
        select Write(new LegOnPaper(name), signs, builds, failed, exit, printed);

    private static LegOnPaper Write(
        LegOnPaper leg, IReadOnlyList<char> signs, bool builds, Phase failed, ProcessExit? exit, IEnumerable<(string Test, string Line)> printed)
    {
        if (builds)
            leg.Tests(string.Join(' ', signs.Zip("abcd").Where(pair => pair.First != ' ').Select(pair => $"{pair.Second}{pair.First}")));
        else
            leg.FailsAt(failed, exit);

        foreach (var (test, line) in printed)
            _ = builds ? leg.Prints(test, line) : leg.Builds(failed, "memchr 2.7.4", line);
        return leg;
    }

    private sealed record Judged(CrateLegs Legs, Judgement Judgement);
}
