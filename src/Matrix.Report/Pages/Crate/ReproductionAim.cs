using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>What commands are to show: a test that fails, or a build.</summary>
/// <param name="Test">Null: a build fails.</param>
/// <param name="StopsAtBuild">Not even <c>cargo build</c> works; false also where nobody knows.</param>
/// <param name="Workaround">Of the legs that showed it.</param>
internal sealed record ReproductionAim(TestId? Test, bool StopsAtBuild, Workaround Workaround)
{
    /// <summary>The test stands for its target, which does not compile.</summary>
    public bool IsUnbuilt { get; init; }

    public static ReproductionAim Of(Verdict verdict) =>
        verdict.Causes.FirstOrDefault(cause => cause.Tests.Count > 0) is { } cause ? Of(verdict, cause)
        : verdict.Tests.OrderByDescending(test => test is { Baseline: TestOutcome.Passed, Candidate: TestOutcome.Failed or TestOutcome.NotBuilt }).FirstOrDefault() is { } test ? At(verdict, test.Id, test.Log?.Log)
        : verdict.MainCause is { } main ? Of(verdict, main)
        : At(verdict, null, null);

    public static ReproductionAim Of(Verdict verdict, Cause cause) =>
        At(verdict, cause.Tests.Count > 0 ? cause.Tests[0] : null, cause.Evidence.Count > 0 ? cause.Evidence[0].Log : null);

    // A log is called for its leg and phase. Where a crate has relaxed legs, some of its causes are of those and some of the others.
    private static ReproductionAim At(Verdict verdict, TestId? test, string? log) => log?.Split('/') is ["logs", _, var leg, var file]
        ? new ReproductionAim(test, file.Split('.')[0] == WireName.Of(Phase.Build), WorkaroundOf(leg))
        {
            IsUnbuilt = test is { } whole && verdict.Tests.Any(difference => difference.Id == whole && (difference.Baseline, difference.Candidate) is (TestOutcome.NotBuilt, _) or (_, TestOutcome.NotBuilt)),
        }
        : new ReproductionAim(test, false, verdict.Workaround ?? Workaround.None);

    private static Workaround WorkaroundOf(string leg) =>
        Enum.GetValues<Workaround>().FirstOrDefault(workaround => leg.EndsWith($"-{WireName.Of(workaround)}", StringComparison.Ordinal));
}
