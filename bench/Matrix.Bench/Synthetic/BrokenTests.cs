using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>A crate whose tests fail on a side or on both, with repeats and control legs.</summary>
internal sealed class BrokenTests(Scene scene)
{
    private static readonly LegName LlvmAbort = new(BackendName.Llvm, PanicStrategy.Abort);
    private static readonly LegName CraneliftAbort = new(BackendName.Cranelift, PanicStrategy.Abort);

    private readonly TestId[] tests = [.. TestNames.Of(scene.Crate, scene.Options.Hostile).Distinct()];
    private readonly Legs legs = new(scene);
    private readonly TestLog first = new(scene, LegName.Cranelift);
    private readonly TestLog again = new(scene, LegName.Cranelift, 2);
    private readonly TestLog llvm = new(scene, LegName.Llvm);
    private readonly TestLog llvmAgain = new(scene, LegName.Llvm, 2);
    private readonly TestLog llvmAbort = new(scene, LlvmAbort);
    private readonly TestLog craneliftAbort = new(scene, CraneliftAbort);

    public Sheet Sheet()
    {
        var failing = Failing();
        var onBoth = scene.State.Kind is VerdictKind.Broken or VerdictKind.Inconclusive ? failing : scene.State.Kind == VerdictKind.PartlyBroken ? failing[^1..] : [];
        Run(LegName.Llvm, llvm, scene.State.Kind == VerdictKind.Improved ? failing : onBoth);
        Run(LegName.Cranelift, first, scene.State.Kind == VerdictKind.Improved ? [] : failing);
        Repeat(LegName.Llvm, llvmAgain, failing, passes: scene.State.Kind is not (VerdictKind.Broken or VerdictKind.Improved or VerdictKind.Inconclusive));
        Repeat(LegName.Cranelift, again, failing, passes: scene.State.Kind is VerdictKind.Flaky or VerdictKind.Improved);
        if (scene.State.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken)
            Control(failing);

        var causes = Causes(failing);
        var verdict = Verdicts.Of(scene, Reason(failing.Length, onBoth.Length), legs.Seconds) with
        {
            Causes = causes,
            Tests = scene.State.Kind == VerdictKind.Broken ? [] : [.. failing.Except(onBoth).DefaultIfEmpty(failing[0]).Select(Difference)],
        };
        return new Sheet(legs.All, verdict, Intrinsics.Hit(scene, causes));
    }

    private FailingTest[] Failing()
    {
        var troubles = scene.State.Troubles.SelectMany(active => Enumerable.Repeat(active.Trouble, Math.Max(1, active.Tests)));
        if (scene.State.Kind == VerdictKind.PartlyBroken)
            troubles = troubles.Append(null!);

        var offset = scene.Draw("failing").Below(tests.Length);
        FailingTest[] failing = [.. troubles.Take(tests.Length).Select((trouble, position) => new FailingTest(tests[(offset + position) % tests.Length], trouble))];
        return failing.Length > 0 ? failing : [new FailingTest(tests[offset], null)];
    }

    private void Run(LegName leg, TestLog log, FailingTest[] failing)
    {
        var byTarget = failing.ToLookup(test => test.Test.Target);
        var failed = failing.Select(test => test.Test).ToHashSet();
        foreach (var target in tests.GroupBy(test => test.Target))
            log.Run(target.Key, target.Where(test => !failed.Contains(test)), byTarget[target.Key]);
        if (scene.Options.Hostile && scene.Crate.Position % 2000 < 4)
            log.AddLongLine();
        log.Save();

        var list = ResultsPaths.Tests(scene.Crate.Folder, leg);
        TestResult[] results = [.. failing.Select(test => Failed(log, test))];
        TestListFile.Write(Path.Combine(scene.Directory, list), [.. results, .. tests.Where(test => !failed.Contains(test)).Select(Passed)]);
        legs.Add(Draft(leg, 1, results, tests.Length - failing.Length, log, failing) with { TestList = list });
    }

    private void Repeat(LegName leg, TestLog log, FailingTest[] failing, bool passes)
    {
        foreach (var test in failing)
            log.Alone(test, passes ? "exit code 0" : "signal 6 (SIGABRT)", speaks: !passes || test.Trouble is { Proof: Proof.PanicCaughtByLlvm });
        log.Save();
        legs.Add(passes
            ? new LegDraft(leg) { Attempt = 2, Tests = new TestCounts(failing.Length) }
            : Draft(leg, 2, [.. failing.Select(test => Failed(log, test))], 0, log, failing));
    }

    // What dies of unwinding needs it by nature for every second crate; all else fails with the control of Cranelift only.
    private void Control(FailingTest[] failing)
    {
        foreach (var test in failing)
        {
            llvmAbort.Alone(test, LlvmAbortPasses(test) ? "exit code 0" : "exit code 101", speaks: !LlvmAbortPasses(test));
            craneliftAbort.Alone(test, "exit code 101", speaks: true);
        }

        llvmAbort.Save();
        craneliftAbort.Save();
        FailingTest[] failed = [.. failing.Where(test => !LlvmAbortPasses(test))];
        legs.Add(failed.Length == 0
            ? new LegDraft(LlvmAbort) { Tests = new TestCounts(failing.Length) }
            : Draft(LlvmAbort, 1, [.. failed.Select(test => Failed(llvmAbort, test))], failing.Length - failed.Length, llvmAbort, failed));
        legs.Add(Draft(CraneliftAbort, 1, [.. failing.Select(test => Failed(craneliftAbort, test))], 0, craneliftAbort, failing));
    }

    private bool LlvmAbortPasses(FailingTest test) => test.Trouble is not { IsUnwinding: true } || scene.Crate.Position % 2 == 0;

    private LegDraft Draft(LegName leg, int attempt, TestResult[] failed, int passed, TestLog log, FailingTest[] failing) => new(leg)
    {
        Attempt = attempt,
        Outcome = failed.Length == 0 ? new LegOutcome.Passed() : new LegOutcome.Failed(Phase.Test, scene.State.Kind == VerdictKind.Inconclusive),
        Exit = new ProcessExit.Signalled(6) { Name = "SIGABRT" },
        Tests = new TestCounts(passed, failed.Length),
        FailedTests = failed,
        Observations =
        [
            .. failing.Where(test => test.Trouble is { Proof: not Proof.PanicCaughtByLlvm })
                .Select(test => Verdicts.Observation(test.Trouble!, log[test.Test].Words, test.Test, null)),
        ],
    };

    private Cause[] Causes(FailingTest[] failing) =>
    [
        .. failing.Where(test => test.Trouble is not null)
            .GroupBy(test => test.Trouble!)
            .Select(group => Verdicts.Cause(group.Key, Evidence(group.Key, group.First().Test), [.. group.Select(test => test.Test)])),
    ];

    private IReadOnlyList<Evidence> Evidence(Trouble trouble, TestId test) => trouble.Proof switch
    {
        _ when scene.State.Kind is VerdictKind.Inconclusive => [first[test].Words],
        Proof.PanicCaughtByLlvm => [again[test].Words, llvmAgain[test].Words, llvmAbort[test].End, craneliftAbort[test].End],
        Proof.Controls => [first[test].Words, llvmAbort[test].End, craneliftAbort[test].End],
        _ => [first[test].Words],
    };

    private TestDifference Difference(FailingTest test)
    {
        var (isImproved, isFlaky) = (scene.State.Kind == VerdictKind.Improved, scene.State.Kind == VerdictKind.Flaky);
        var isControlled = scene.State.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken;
        var seconds = scene.Draw("test seconds").Share();
        return new TestDifference(
            test.Test.Target,
            test.Test.Name,
            isImproved || scene.State.Kind == VerdictKind.Inconclusive ? TestOutcome.Failed : TestOutcome.Passed,
            isImproved ? TestOutcome.Passed : TestOutcome.Failed,
            (isImproved ? llvm : first)[test.Test].First)
        {
            BaselineAbort = !isControlled ? null : LlvmAbortPasses(test) ? TestOutcome.Passed : TestOutcome.Failed,
            CandidateAbort = !isControlled ? null : TestOutcome.Failed,
            CandidateRate = isFlaky ? new FailureRate(2, 3) : null,
            BaselineSeconds = Math.Round(seconds, 9),
            CandidateSeconds = Math.Round(seconds / 9, 7),
        };
    }

    private static TestResult Failed(TestLog log, FailingTest test)
    {
        var shown = log[test.Test];
        return new TestResult
        {
            Target = test.Test.Target,
            Name = test.Test.Name,
            Outcome = TestOutcome.Failed,
            Seconds = 0.0163716,
            Exit = new ProcessExit.Signalled(6) { Name = "SIGABRT" },
            Log = shown.First,
            End = new LogLine(shown.End.Log, shown.End.Line),
            Output = shown.Words.Line < shown.End.Line ? [new LogSpan(log.Path, shown.First.Line + 1, shown.End.Line - 1)] : null,
        };
    }

    private static TestResult Passed(TestId test) => new() { Target = test.Target, Name = test.Name, Outcome = TestOutcome.Passed, Seconds = 0.0012 };

    private string Reason(int failing, int onBoth) => scene.State.Kind switch
    {
        VerdictKind.Flaky => $"1 test fails only now and then: {tests[0].Name} in 2 of 3 runs with Cranelift",
        VerdictKind.Improved => "1 test fails with LLVM only",
        VerdictKind.Broken => $"{failing} test of {tests.Length} fails with both",
        VerdictKind.Inconclusive => "1 test met a limit or a fault of the machine with LLVM and Cranelift (timeout)",
        VerdictKind.PartlyBroken => $"{failing - onBoth} tests of {tests.Length} fail with Cranelift only, {onBoth} test with LLVM too",
        _ => $"{failing} tests of {tests.Length} fail with Cranelift only",
    };
}
