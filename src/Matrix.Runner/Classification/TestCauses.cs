using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Classification;

/// <summary>
/// Why a test fails with Cranelift that passes with LLVM. What it says itself comes first; then what both backends say together: a passing
/// LLVM test that prints a panic catches it, and that is what Cranelift cannot; then what is left.
/// </summary>
internal static class TestCauses
{
    public static IReadOnlyList<Cause> Of(CrateLegs legs, IReadOnlyList<TestId> tests) =>
    [
        .. tests.Select(test => (Test: test, Cause: Of(legs, test)))
            .GroupBy(pair => (pair.Cause.Class, pair.Cause.Subclass))
            .OrderBy(group => group.Min(pair => pair.Cause.Confidence))
            .ThenByDescending(group => group.Count())
            .Select(group => group.MinBy(pair => pair.Cause.Confidence).Cause with { Tests = [.. group.Select(pair => pair.Test)] }),
    ];

    private static Cause Of(CrateLegs legs, TestId test)
    {
        // What a test prints with LLVM as well, where it passes, does not tell why it fails.
        var onLlvm = legs.Llvm.Observations.Where(seen => seen.Test == test).Select(seen => seen.Rule).ToHashSet();
        var said = legs.Cranelift.Observations
            .Where(seen => seen.Test == test && !onLlvm.Contains(seen.Rule))
            .MinBy(seen => KnownCauses.Rank(seen.Rule));
        return Said(said, Confidence.Likely)
            ?? CaughtByLlvm(legs, test)
            ?? SilentPanic(legs, test)
            ?? Said(said, Confidence.Suspected)
            ?? Died(legs, test)
            ?? Panicked(legs, test)
            ?? Unexplained(legs, test);
    }

    private static Cause? Said(Observation? seen, Confidence atLeast)
    {
        if (seen is null || KnownCauses.ConfidenceOf(seen.Rule) > atLeast)
            return null;

        return Cause(seen.Rule, seen.Class, seen.Subclass, KnownCauses.ConfidenceOf(seen.Rule), [seen.Evidence]);
    }

    private static Cause? CaughtByLlvm(CrateLegs legs, TestId test)
    {
        var caught = legs.Llvm.TracesOf(test).SelectMany(trace => trace.Panics).ToList();
        var failed = legs.Cranelift.TracesOf(test).SelectMany(trace => trace.Panics).ToList();
        if (caught.Count == 0)
            return null;

        foreach (var (site, evidence) in failed)
        {
            if (caught.FirstOrDefault(other => other.Site == site) is { Evidence: { } onLlvm })
                return Cause("panic-caught-by-llvm", FailureClass.Unwinding, "catch-unwind", Confidence.Proven, [evidence, onLlvm]);
        }

        IReadOnlyList<Evidence> both = [legs.Cranelift.EndOf(test), caught[0].Evidence];
        return Cause("llvm-catches-a-panic", FailureClass.Unwinding, "catch-unwind", Confidence.Likely, both);
    }

    // A failed assertion always says so; only a panic past a silenced hook, or a resumed one, says nothing.
    private static Cause? SilentPanic(CrateLegs legs, TestId test)
    {
        var traces = legs.Cranelift.TracesOf(test).ToList();
        var silent = traces.Count > 0 && traces.TrueForAll(trace => !trace.Printed)
            && legs.Cranelift.RunsOf(test).All(run => run.Exit is null or ProcessExit.Exited { Code: 101 });
        return silent
            ? Cause("fails-without-a-word", FailureClass.Unwinding, "catch-unwind", Confidence.Likely, [legs.Cranelift.EndOf(test)])
            : null;
    }

    private static Cause? Died(CrateLegs legs, TestId test)
    {
        var signal = legs.Cranelift.RunsOf(test).Select(run => run.Exit).OfType<ProcessExit.Signalled>().LastOrDefault();
        return signal is null
            ? null
            : Cause("ended-by-signal", FailureClass.Crash, SubclassOf(signal), Confidence.Suspected, [legs.Cranelift.EndOf(test)]);
    }

    private static Cause? Panicked(CrateLegs legs, TestId test)
    {
        var panic = legs.Cranelift.TracesOf(test).SelectMany(trace => trace.Panics).FirstOrDefault();
        return panic.Evidence is null
            ? null
            : Cause("only-cranelift-panics", FailureClass.WrongResult, null, Confidence.Suspected, [panic.Evidence]);
    }

    private static Cause Unexplained(CrateLegs legs, TestId test) =>
        Cause("unexplained", FailureClass.Unknown, null, Confidence.Suspected, [legs.Cranelift.EndOf(test)]);

    private static string SubclassOf(ProcessExit.Signalled signal) =>
        signal.Name?.ToLowerInvariant() ?? $"signal-{signal.Signal}";

    private static Cause Cause(string rule, FailureClass failure, string? subclass, Confidence confidence, IReadOnlyList<Evidence> evidence) => new()
    {
        Class = failure,
        Subclass = subclass,
        Rule = rule,
        Confidence = confidence,
        Evidence = evidence,
        Signature = Signature.Of(failure, subclass, confidence == Confidence.Suspected ? evidence[0].Text : ""),
    };
}
