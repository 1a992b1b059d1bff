using System.Globalization;
using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>What both legs built and ran, compared, and the words for it. Pure.</summary>
internal sealed record Compared(CrateLegs Legs, TargetComparison Targets, TestComparison Tests)
{
    /// <summary>
    /// Of so many that fail with LLVM, one must pass: what passes of a crate of which nine in ten fail is what asks nothing of it, and says as
    /// little of the backend.
    /// </summary>
    private const int MostFailuresToOnePass = 9;

    private const int MostNamed = 3;

    public bool CraneliftFailsMore => Targets.OnlyCranelift.Count + Tests.OnlyCraneliftFails.Count > 0;

    public bool LlvmFailsMore => Targets.OnlyLlvm.Count + Tests.OnlyLlvmFails.Count > 0;

    public bool LlvmFailsToo => LlvmFailsMore || FailingWithBoth > 0;

    /// <summary>LLVM passes none of what ran, or hardly any. A target that does not compile counts as one test.</summary>
    public bool IsBroken => FailingWithBoth > 0 && Passing * MostFailuresToOnePass < FailingWithBoth;

    /// <summary>Null where all was compared.</summary>
    public NotCompared? NotCompared => FailingWithBoth == 0 || IsBroken ? null
        : new NotCompared(Targets.Neither, Legs.Llvm.Leg.Result.Targets.Count + Targets.Neither.Count(IsRun), Tests.BothFail, Total);

    public string WhatPasses => Passing switch
    {
        0 => "builds with both; it has no tests that ran",
        1 when FailingWithBoth == 0 => "its one test passes with both",
        1 => $"1 test{Where} passes with both",
        var passing => $"{(FailingWithBoth == 0 ? "all " : "")}{passing} tests{Where} pass with both",
    };

    private string Where => NotCompared is { Targets.Count: > 0, OfTargets: var all } && Targets.Neither.Count(IsRun) is > 0 and var unbuilt ? $" in {all - unbuilt} of its {all} targets" : "";

    public string WhatIsBroken => (Targets.Neither.Count, Tests.BothFail.Count) switch
    {
        (0, var tests) => $"{CountOf(tests)} of {Total} {(tests == 1 ? "fails" : "fail")} with both",
        (_, 0) => $"{Names(Targets.Neither)} {(Targets.Neither.Count == 1 ? "does" : "do")} not build with LLVM either{Left}",
        (_, var tests) => $"{Names(Targets.Neither)} {(Targets.Neither.Count == 1 ? "does" : "do")} not build with LLVM either, and {CountOf(tests)} of {Total} {(tests == 1 ? "fails" : "fail")} with both",
    };

    /// <summary>Behind what is said of the rest: what fails with LLVM too.</summary>
    public string Remark => (Tests.BothFail.Count == 0 ? "" : $"; {Tests.BothFail.Count} {(Tests.BothFail.Count == 1 ? "fails" : "fail")} with LLVM too") + Unbuilt;

    /// <summary>As <see cref="Remark"/>, where what only LLVM fails is told too.</summary>
    public string AlsoWithLlvm => (Tests.BothFail.Count + Tests.OnlyLlvmFails.Count is > 0 and var tests ? $", {CountOf(tests)} with LLVM too" : "") + Unbuilt;

    public string WhatFailsWith(string backend, IReadOnlyList<UnbuiltTarget> targets, IReadOnlyList<TestId> tests)
    {
        var unbuilt = targets.Count == 0 ? "" : $"{Names(targets)} {(targets.Count == 1 ? "does" : "do")} not build with {backend}";
        List<SlowCode> slow = [.. tests.Select(test => SlowCode.Of(Legs, test)).OfType<SlowCode>()];
        var failing = tests.Count - slow.Count;
        var failed = failing == 0 ? "" : $"{CountOf(failing)} of {Total} {(failing == 1 ? "fails" : "fail")} with {backend} only";
        var late = slow.Count == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{CountOf(slow.Count)} of {Total} {(slow.Count == 1 ? "needs" : "need")} more than {slow.Min(one => one.Times):0} times the processor time with {backend}");
        return string.Join("; ", new[] { unbuilt, failed, late }.Where(words => words.Length > 0));
    }

    private string Unbuilt => Targets.Neither.Count == 0 ? ""
        : $"; {Names(Targets.Neither)} {(Targets.Neither.Count == 1 ? "does" : "do")} not build with LLVM either";

    private string Left => Passing == 0 ? ", and no test is left" : "";

    private int Passing => Legs.Llvm.Leg.Tests.Count(test => !Legs.IsLeftOut(test.Id) && Legs.Llvm.OutcomesOf(test.Id).FirstOrDefault() == TestOutcome.Passed);

    private int FailingWithBoth => Targets.Neither.Count + Tests.BothFail.Count;

    // Of all that both sides have; where an executable fails as a whole, it counts beside its tests.
    private int Total => Legs.Llvm.Leg.Tests.Select(test => test.Id).Union(Legs.Cranelift.Leg.Tests.Select(test => test.Id))
        .Count(test => !Legs.IsLeftOut(test) && Legs.Llvm.RunsOf(test).Any());

    // Examples and programs are built to be there, not to be run.
    private static bool IsRun(UnbuiltTarget target) => target.Name.Split(' ')[0] is "lib" or "test" or "bench";

    private static string Names(IReadOnlyList<UnbuiltTarget> targets)
    {
        var named = string.Join(", ", targets.Take(MostNamed).Select(target => target.Package is null ? target.Name : $"{target.Package} {target.Name}"));
        return targets.Count > MostNamed ? $"{named} and {targets.Count - MostNamed} more" : named;
    }

    private static string CountOf(int tests) => tests == 1 ? "1 test" : $"{tests} tests";
}
