using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Verdicts;

/// <summary>
/// Why a test fails with Cranelift that passes with LLVM. What it says itself comes first; then what both backends say together: a passing
/// LLVM test that prints a panic catches it, and that is what Cranelift cannot; then what is left. The control legs have the last word on
/// whether it is for want of unwinding.
/// </summary>
internal static class TestCauses
{
    /// <param name="tests">That only Cranelift fails.</param>
    public static IReadOnlyList<Cause> Of(CrateComparison legs, IReadOnlyList<TestId> tests) => Grouped(tests, test => Of(legs, test));

    /// <param name="tests">Whose code is slow: see <see cref="SlowCode"/>.</param>
    public static IReadOnlyList<Cause> OfSlowCode(CrateComparison legs, IReadOnlyList<TestId> tests) => Grouped(tests, test => OfSlowCode(legs, test));

    private static IReadOnlyList<Cause> Grouped(IReadOnlyList<TestId> tests, Func<TestId, Cause> causeOf) =>
    [
        .. tests.Select(test => (Test: test, Cause: causeOf(test)))
            .GroupBy(pair => (pair.Cause.Class, pair.Cause.Subclass))
            .OrderBy(group => group.Min(pair => pair.Cause.Confidence))
            .ThenByDescending(group => group.Count())
            .Select(group => Together([.. group.OrderBy(pair => pair.Cause.Confidence).ThenBy(pair => pair.Test.ToString(), StringComparer.Ordinal)])),
    ];

    private static Cause OfSlowCode(CrateComparison legs, TestId test) =>
        Cause("slow-code", FailureClass.SlowCode, null, SlowCode.Of(legs, test)!.Confidence, [legs.Candidate.EndOf(test), legs.Baseline.EndOf(test)]);

    // The first says what it is: not the one that happened to end first, which is another each time.
    private static Cause Together(IReadOnlyList<(TestId Test, Cause Cause)> inOrder) => inOrder[0].Cause with { Tests = [.. inOrder.Select(pair => pair.Test)] };

    private static Cause Of(CrateComparison legs, TestId test)
    {
        var said = MostTelling(legs.Candidate.Observations, legs, test);
        var cause = Said(said, Confidence.Likely)
            ?? CaughtByBaseline(legs, test)
            ?? SilentPanic(legs, test)
            ?? Said(said, Confidence.Suspected);
        return Controlled(cause, legs, test) ?? Left(legs.Candidate, test);
    }

    // The truth table of the four legs. What is proven by its own words, or by both backends', stays.
    private static Cause? Controlled(Cause? cause, CrateComparison legs, TestId test) => (legs.Baseline.PassesWithAbort(test), legs.Candidate.PassesWithAbort(test)) switch
    {
        _ when cause is { Confidence: Confidence.Proven, Class: not FailureClass.Unwinding } => cause,

        // A control runs on the main thread of a process of its own, whose stack is larger.
        _ when cause is { Class: FailureClass.StackOverflow } => cause,
        (_, true) when cause is null && Died(legs.Candidate, test) is not null => null,
        (_, true) => OfUnwinding("passes-with-panic-abort", cause, legs, test),
        (false, false) => OfUnwinding("needs-unwinding", cause, legs, test),
        (true, false) when EndsInAPanicOfBaseline(legs, test) => cause,
        (true, false) => WrongCode(cause, legs, test),
        _ => cause,
    };

    // Where several threads panic, which of them ends the process is for the schedule to say, not for the code.
    private static bool EndsInAPanicOfBaseline(CrateComparison legs, TestId test)
    {
        var baseline = legs.Baseline.TracesOf(test).Concat(legs.Baseline.Controlled!.TracesOf(test)).SelectMany(trace => trace.Panics).Select(panic => panic.Site);
        var candidate = legs.Candidate.Controlled!.TracesOf(test).Where(trace => trace.Panics.Count > 0).Select(trace => trace.Panics[^1].Site);
        return candidate.Intersect(baseline).Any();
    }

    // Words and control legs together prove it.
    private static Cause OfUnwinding(string rule, Cause? cause, CrateComparison legs, TestId test) => cause is { Class: FailureClass.Unwinding }
        ? cause with { Confidence = Confidence.Proven, Evidence = [.. cause.Evidence, .. Controls(legs, test)] }
        : Cause(rule, FailureClass.Unwinding, "cleanup", Confidence.Likely, [legs.Candidate.EndOf(test), .. Controls(legs, test)]);

    // Nothing unwinds here, and Cranelift fails all the same: the code is wrong. Where it first seemed to be unwinding, what it says now
    // tells more than what it said then.
    private static Cause WrongCode(Cause? cause, CrateComparison legs, TestId test)
    {
        var control = legs.Candidate.Controlled!;
        var found = cause is { Class: not FailureClass.Unwinding } ? cause
            : cause is null ? Left(legs.Candidate, test)
            : Said(MostTelling(control.Observations.Where(seen => seen.Class != FailureClass.Unwinding), legs, test), Confidence.Suspected) ?? Left(control, test);
        return found with
        {
            Confidence = found.Confidence < Confidence.Likely ? found.Confidence : Confidence.Likely,
            Evidence = [.. found.Evidence.Concat(Controls(legs, test)).Distinct()],
        };
    }

    private static IEnumerable<Evidence> Controls(CrateComparison legs, TestId test) =>
        new[] { legs.Baseline, legs.Candidate }.Select(side => side.ControlEndOf(test)).OfType<Evidence>();

    // What a test prints with LLVM as well, where it passes, does not tell why it fails.
    private static Observation? MostTelling(IEnumerable<Observation> observations, CrateComparison legs, TestId test)
    {
        var onBaseline = legs.Baseline.Observations.Where(seen => seen.Test == test).Select(seen => seen.Rule).ToHashSet();
        return observations
            .Where(seen => seen.Test == test && seen.Class.Owner() != FailureOwner.NotCranelift && !onBaseline.Contains(seen.Rule))
            .MinBy(seen => seen.Precedence);
    }

    private static Cause? Said(Observation? seen, Confidence atLeast) => seen is null || seen.Confidence > atLeast
        ? null
        : Cause(seen.Rule, seen.Class, seen.Subclass, seen.Confidence, [seen.Evidence, .. seen.Companions]) with { Upstream = seen.Upstream };

    private static Cause? CaughtByBaseline(CrateComparison legs, TestId test)
    {
        var caught = legs.Baseline.TracesOf(test).SelectMany(trace => trace.Panics).ToList();
        if (caught.Count == 0)
            return null;

        // The last panic is the one that nothing caught; those before it went well, or were only printed.
        foreach (var (site, evidence) in legs.Candidate.TracesOf(test).Where(trace => trace.Panics.Count > 0).Select(trace => trace.Panics[^1]))
        {
            if (caught.FirstOrDefault(other => other.Site == site) is { Evidence: { } onBaseline })
                return Cause("panic-caught-by-llvm", FailureClass.Unwinding, "catch-unwind", Confidence.Proven, [evidence, onBaseline]);
        }

        IReadOnlyList<Evidence> both = [legs.Candidate.EndOf(test), caught[0].Evidence];
        return Cause("llvm-catches-a-panic", FailureClass.Unwinding, "catch-unwind", Confidence.Likely, both);
    }

    // A failed assertion always says so; only a panic past a silenced hook, or a resumed one, says nothing.
    private static Cause? SilentPanic(CrateComparison legs, TestId test)
    {
        var traces = legs.Candidate.TracesOf(test).ToList();
        var silent = traces.Count > 0 && traces.TrueForAll(trace => !trace.Printed)
            && legs.Candidate.RunsOf(test).All(run => run.Exit is null or ProcessExit.Exited { Code: 101 });
        return silent
            ? Cause("fails-without-a-word", FailureClass.Unwinding, "catch-unwind", Confidence.Likely, [legs.Candidate.EndOf(test)])
            : null;
    }

    private static Cause Left(BackendRuns side, TestId test) => Died(side, test) ?? Panicked(side, test) ?? Unexplained(side, test);

    private static Cause? Died(BackendRuns side, TestId test)
    {
        var signal = side.RunsOf(test).Select(run => run.Exit).OfType<ProcessExit.Signalled>().LastOrDefault();
        return signal is null
            ? null
            : Cause("ended-by-signal", FailureClass.Crash, SubclassOf(signal), Confidence.Suspected, [side.EndOf(test)], signal.ToString());
    }

    private static Cause? Panicked(BackendRuns side, TestId test)
    {
        var panic = side.TracesOf(test).Where(trace => trace.Panics.Count > 0).Select(trace => trace.Panics[^1]).FirstOrDefault();
        if (panic is null)
            return null;

        IReadOnlyList<Evidence> said = panic.Message is { } message ? [panic.Evidence, message] : [panic.Evidence];
        return Cause("only-cranelift-panics", FailureClass.WrongResult, null, Confidence.Suspected, said, said[^1].Text);
    }

    private static Cause Unexplained(BackendRuns side, TestId test) =>
        Cause("unexplained", FailureClass.Unknown, null, Confidence.Suspected, [side.EndOf(test)], side.RunsOf(test).Last().Exit?.ToString() ?? "failed");

    private static string SubclassOf(ProcessExit.Signalled signal) => signal.Name?.ToLowerInvariant() ?? $"signal-{signal.Signal}";

    /// <param name="telling">What tells this failure apart from others of its class, whatever test it is of; null: the line that decides.</param>
    private static Cause Cause(
        string rule, FailureClass failure, string? subclass, Confidence confidence, IReadOnlyList<Evidence> evidence, string? telling = null) => new()
        {
            Class = failure,
            Subclass = subclass,
            Rule = rule,
            Confidence = confidence,
            Evidence = evidence,
            // A class that explains nothing by itself is told apart by the text.
            Signature = Signature.Of(failure, subclass, failure is FailureClass.WrongResult or FailureClass.Crash or FailureClass.Unknown ? telling ?? evidence[0].Text : ""),
        };
}
