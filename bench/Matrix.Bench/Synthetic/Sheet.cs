using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>All lines of a crate on a platform.</summary>
internal sealed record Sheet(IReadOnlyList<LegResult> Legs, Verdict Verdict, IReadOnlyList<LedgerEntry> Ledger)
{
    /// <summary>Writes the logs on the way.</summary>
    public static Sheet Of(Scene scene) => scene.State.Kind switch
    {
        VerdictKind.Skipped => new Sheet([], Verdicts.Of(scene, "needs a GPU", 0), []),
        VerdictKind.Compatible => Quiet(scene),
        VerdictKind.Unequal or VerdictKind.Invalid => Odd(scene),
        VerdictKind.Broken when scene.Crate.Tests == 0 || scene.Crate.Position % 2 == 0 => new BrokenBuild(scene).Sheet(),
        VerdictKind.Regressed or VerdictKind.Inconclusive when scene.State.Troubles[0].Trouble.FailsBuild || scene.Crate.Tests == 0 => new BrokenBuild(scene).Sheet(),
        _ when scene.Crate.Tests == 0 => Quiet(scene with { State = CrateState.Of(VerdictKind.Compatible) }),
        _ => new BrokenTests(scene).Sheet(),
    };

    /// <summary>The same verdict without its logs, and of the legs what all have.</summary>
    public static Sheet Short(Scene scene)
    {
        var sheet = Quiet(scene);
        var causes = scene.State.Troubles.Select(failing => Verdicts.Cause(
            failing.Trouble, [new Evidence(scene.Log(LegName.Cranelift, failing.Trouble.Phase), 17, failing.Trouble.Signature)], []));
        return new Sheet([.. sheet.Legs.Select(leg => leg with { Targets = [], Phases = [] })], sheet.Verdict with { Causes = [.. causes] }, sheet.Ledger);
    }

    private static Sheet Quiet(Scene scene)
    {
        var tests = new TestCounts(scene.Crate.Tests);
        var legs = new Legs(scene).Add(new LegDraft(LegName.Llvm) { Tests = tests }).Add(new LegDraft(LegName.Cranelift) { Tests = tests });
        return new Sheet(legs.All, Verdicts.Of(scene, $"all {tests.Total} tests pass with both", legs.Seconds), Intrinsics.Unhit(scene));
    }

    private static Sheet Odd(Scene scene)
    {
        var tests = new TestCounts(scene.Crate.Tests);
        var legs = new Legs(scene).Add(new LegDraft(LegName.Llvm) { Tests = tests }).Add(scene.State.Kind == VerdictKind.Unequal
            ? new LegDraft(LegName.Cranelift) { Tests = new TestCounts(Math.Max(0, scene.Crate.Tests - 1)) }
            : new LegDraft(LegName.Cranelift) { Outcome = new LegOutcome.Unusable($"1 unit was compiled by LLVM: {scene.Crate.Package}") });
        var differs = TestNames.Of(scene.Crate, scene.Options.Hostile).Take(1).Select(test => new TestDifference(test.Target, test.Name, TestOutcome.Passed, null));
        return scene.State.Kind == VerdictKind.Unequal
            ? new Sheet(legs.All, Verdicts.Of(scene, "1 test ran on one side only", legs.Seconds) with { Tests = [.. differs] }, [])
            : new Sheet(legs.All, Verdicts.Of(scene, "1 unit of the Cranelift leg was compiled by LLVM", legs.Seconds), []);
    }
}
