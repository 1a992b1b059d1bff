using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Terminal;

namespace Matrix.Runner.Verdicts;

/// <summary>What both legs built and ran, compared, and the words for it. Pure.</summary>
internal sealed record Compared(CrateComparison Legs, TargetComparison Targets, TestComparison Tests)
{
    /// <summary>
    /// Of so many that fail with LLVM, one must pass: what passes of a crate of which nine in ten fail is what asks nothing of it, and says as
    /// little of the backend.
    /// </summary>
    private const int MostFailuresToOnePass = 9;

    private const int MostNamed = 3;

    // Seconds. Whoever waits for less than a minute does not ask why.
    private const double LeastToNotice = 60;

    private readonly int passing =
        Legs.Baseline.Leg.Tests.Count(test => !Legs.IsLeftOut(test.Id) && Legs.Baseline.OutcomesOf(test.Id).FirstOrDefault() == TestOutcome.Passed);

    // A target that does not compile counts as one test.
    private readonly int failingWithBoth = Targets.Neither.Count + Tests.BothFail.Count;

    // Of all that both sides have; where an executable fails as a whole, it counts beside its tests.
    private readonly Lazy<int> total = new(() => Legs.Baseline.Leg.Tests.Select(test => test.Id).Union(Legs.Candidate.Leg.Tests.Select(test => test.Id))
        .Count(test => !Legs.IsLeftOut(test) && Legs.Baseline.RunsOf(test).Any()));

    public bool CandidateFailsMore => Targets.OnlyCandidate.Count + Tests.OnlyCandidateFails.Count + Tests.SlowWithCandidate.Count > 0;

    public bool BaselineFailsMore => Targets.OnlyBaseline.Count + Tests.OnlyBaselineFails.Count > 0;

    public bool BaselineFailsToo => BaselineFailsMore || failingWithBoth > 0;

    /// <summary>LLVM passes none of what ran, or hardly any.</summary>
    public bool IsBroken => failingWithBoth > 0 && passing * MostFailuresToOnePass < failingWithBoth;

    /// <summary>Null where all was compared.</summary>
    public NotCompared? NotCompared => failingWithBoth == 0 || IsBroken ? null
        : new NotCompared(Targets.Neither, Legs.Baseline.Leg.Result.Targets.Count + UnbuiltToRun, Tests.BothFail, total.Value);

    public string WhatPasses => passing switch
    {
        0 => "builds with both; it has no tests that ran",
        1 when failingWithBoth == 0 => "its one test passes with both",
        1 => $"1 test{Where} passes with both",
        _ => $"{(failingWithBoth == 0 ? "all " : "")}{passing} tests{Where} pass with both",
    };

    /// <summary>Behind <see cref="WhatPasses"/>: that it passes, but works much longer for it; empty where nobody would notice.</summary>
    public string WhatTakesLong => WorkOf(Legs.Candidate) is { } worked && WorkOf(Legs.Baseline) is { } needed && worked >= LeastToNotice && worked >= BaselineTimes.SlowFromTimes * needed
        ? $"; {(passing == 1 ? "it needs" : "they need")} more than {BaselineTimes.SlowFromTimes:0} times the processor time with {Legs.CandidateName}"
        : "";

    public string WhatIsBroken
    {
        get
        {
            var failed = $"{Of(Tests.BothFail.Count, "fails", "fail")} with both";
            return Targets.Neither.Count == 0 ? failed : $"{NoBaseline}{(Tests.BothFail.Count > 0 ? $", and {failed}" : passing == 0 ? ", and no test is left" : "")}";
        }
    }

    public string WhatFailsWithBaseline => WhatFailsWith("LLVM", Targets.OnlyBaseline, Tests.OnlyBaselineFails);

    public string WhatFailsWithCandidate => WhatFailsWith(Legs.CandidateName, Targets.OnlyCandidate, Tests.OnlyCandidateFails, WhatIsSlow);

    /// <summary>Behind what is said of the rest: what fails with LLVM too.</summary>
    public string Remark => (Tests.BothFail.Count == 0 ? "" : $"; {Tests.BothFail.Count} {(Tests.BothFail.Count == 1 ? "fails" : "fail")} with LLVM too") + Unbuilt;

    /// <summary>As <see cref="Remark"/>, where what only LLVM fails is told too.</summary>
    public string AlsoWithBaseline =>
        (Tests.BothFail.Count + Tests.OnlyBaselineFails.Count is > 0 and var tests ? $", {Plural.Count(tests, "test")} with LLVM too" : "") + Unbuilt;

    private string WhatIsSlow => Tests.SlowWithCandidate.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{Of(Tests.SlowWithCandidate.Count, "needs", "need")} more than {Tests.SlowWithCandidate.Min(test => SlowCode.Of(Legs, test)!.Times):0} times the processor time with {Legs.CandidateName}");

    private string Where => UnbuiltToRun > 0 && NotCompared is { OfTargets: var all } ? $" in {all - UnbuiltToRun} of its {all} targets" : "";

    private string Unbuilt => Targets.Neither.Count == 0 ? "" : $"; {NoBaseline}";

    private string NoBaseline => $"{DoNotBuild(Targets.Neither)} with LLVM either";

    // Examples are built to be there, not to be run.
    private int UnbuiltToRun => Targets.Neither.Count(target => !target.Name.StartsWith("example ", StringComparison.Ordinal));

    private string WhatFailsWith(string backend, IReadOnlyList<UnbuiltTarget> targets, IReadOnlyList<TestId> tests, string more = "")
    {
        string[] parts =
        [
            targets.Count == 0 ? "" : $"{DoNotBuild(targets)} with {backend}",
            tests.Count == 0 ? "" : $"{Of(tests.Count, "fails", "fail")} with {backend} only",
            more,
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static double? WorkOf(BackendRuns side) => side.Leg.Result.Phase(Phase.Test)?.CpuSeconds;

    private string Of(int count, string one, string several) => count == 1 ? $"1 test of {total.Value} {one}" : $"{count} tests of {total.Value} {several}";

    private static string DoNotBuild(IReadOnlyList<UnbuiltTarget> targets)
    {
        var named = NameList.First([.. targets.Select(target => target.Id.ToString())], MostNamed);
        return targets.Count == 1 ? $"{named} does not build" : $"{named} do not build";
    }
}
