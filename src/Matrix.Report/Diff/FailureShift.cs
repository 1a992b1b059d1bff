using Matrix.Report.History;
using Matrix.Results;

namespace Matrix.Report.Diff;

/// <summary>What a crate fails for now and did not before, and the other way round.</summary>
/// <param name="NewTests">Empty where a side only knows how many tests fail.</param>
/// <param name="MoreTests">How many tests fail that did not: at least, where a side only knows how many.</param>
internal sealed record FailureShift(
    IReadOnlyList<CauseKey> NewCauses, IReadOnlyList<CauseKey> GoneCauses, IReadOnlyList<TestId> NewTests, IReadOnlyList<TestId> GoneTests, int MoreTests, int FewerTests)
{
    public static FailureShift Of(Finding before, Finding now)
    {
        var (newTests, goneTests) = (NotIn(now.Tests, before.Tests), NotIn(before.Tests, now.Tests));
        var more = now.TestCount - before.TestCount;
        return new FailureShift(
            [.. now.Causes.Keys.Where(cause => !before.Causes.ContainsKey(cause))],
            [.. before.Causes.Keys.Where(cause => !now.Causes.ContainsKey(cause))],
            newTests ?? [],
            goneTests ?? [],
            newTests?.Count ?? Math.Max(0, more),
            goneTests?.Count ?? Math.Max(0, -more));
    }

    // A test that was flaky and fails for good was never seen to work; one that is flaky now is not seen to fail.
    private static IReadOnlyList<TestId>? NotIn(FailingTests? tests, FailingTests? others) => tests is null || others is null
        ? null
        : [.. tests.Steady.Where(test => !others.Steady.Contains(test) && !others.Flaky.Contains(test)).OrderBy(test => test.ToString(), StringComparer.Ordinal)];
}
