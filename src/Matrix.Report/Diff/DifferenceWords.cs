using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Diff;

internal static class DifferenceWords
{
    private const int LongestText = 300;
    private const int MostCauses = 3;
    private const int MostTests = 3;

    public static string Title(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Regressed => "Regressed: worked, and fails",
        DifferenceKind.FailsMore => "Regressed: failed, and fails more",
        DifferenceKind.Fixed => "Fixed: failed, and works",
        DifferenceKind.FailsLess => "Fixed in part: failed, and fails less",
        DifferenceKind.CauseChanged => "Fails for another cause",
        DifferenceKind.NoLongerJudged => "No longer judged",
        DifferenceKind.JudgedAgain => "Judged again",
        DifferenceKind.VerdictChanged => "Another verdict that says the same of Cranelift",
        DifferenceKind.Added => "Added",
        DifferenceKind.Gone => "Gone",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind without a title"),
    };

    public static string Verdicts(Difference difference) => (Verdict(difference.Before), Verdict(difference.Now)) switch
    {
        var (before, now) when before == now => now,
        var (before, now) => $"{before} → {now}",
    };

    /// <summary>Which causes and tests are new or gone.</summary>
    public static string What(Difference difference) => CutText.WithEllipsis(
        string.Join("; ", Parts(difference, difference.Before, difference.Now).Append(Commit(difference.Before, difference.Now)).Append(Processor(difference)).Where(part => part.Length > 0)),
        LongestText);

    private static IEnumerable<string> Parts(Difference difference, Finding? before, Finding? now) => difference.Kind switch
    {
        DifferenceKind.JudgedAgain => [Causes(now!), Tests(now!), InPart(before!, now!)],
        DifferenceKind.Regressed or DifferenceKind.Added => [Causes(now!), Tests(now!)],
        DifferenceKind.Fixed or DifferenceKind.NoLongerJudged or DifferenceKind.Gone => [before!.Causes.Count == 0 ? "" : $"was {Causes(before)}"],
        DifferenceKind.FailsMore or DifferenceKind.FailsLess or DifferenceKind.CauseChanged => Shift(before!, now!, FailureShift.Of(before!, now!)),
        _ => [],
    };

    // That is no change of the crate or of a backend.
    private static string InPart(Finding before, Finding now) =>
        before.Verdict == VerdictKind.Broken && now.IsInPart ? "now judged without what fails with LLVM too" : "";

    private static string Verdict(Finding? finding) => finding is null ? Words.Dash : WireName.Of(finding.Verdict);

    private static IEnumerable<string> Shift(Finding before, Finding now, FailureShift shift) =>
    [
        (before.FailsToBuild, now.FailsToBuild) switch { (false, true) => "does not build now", (true, false) => "builds now", _ => "" },
        shift.NewCauses.Count == 0 ? "" : $"new: {Named(shift.NewCauses, shift.GoneCauses)}",
        shift.GoneCauses.Count == 0 ? "" : $"gone: {Named(shift.GoneCauses, shift.NewCauses)}",
        Tests(shift.MoreTests, shift.NewTests, "more"),

        // What does not build any more hides its tests.
        now.FailsToBuild && !before.FailsToBuild ? "" : Tests(shift.FewerTests, shift.GoneTests, "fewer"),
    ];

    private static string Tests(int count, IReadOnlyList<TestId> tests, string word)
    {
        if (count == 0)
            return "";

        var fail = $"{Words.Count(count, $"{word} test")} {(count == 1 ? "fails" : "fail")}";
        return tests.Count == 0 ? fail : $"{fail}: {Named(tests)}";
    }

    private static string Tests(Finding finding) => finding.Tests is not { Steady.Count: > 0 } tests
        ? ""
        : Named([.. tests.Steady.OrderBy(test => test.ToString(), StringComparer.Ordinal)]);

    private static string Causes(Finding finding) => Words.First(
        [.. finding.Causes.OrderByDescending(pair => pair.Value).Select(pair => pair.Value == 0 ? pair.Key.Label : $"{pair.Key.Label} ({Words.Count(pair.Value, "test")})")],
        MostCauses);

    // Causes of one label differ in what they print.
    private static string Named(IReadOnlyList<CauseKey> causes, IReadOnlyList<CauseKey> others) => Words.First(
        [.. causes.Select(cause => others.Any(other => other.Label == cause.Label) ? $"{cause.Label} ({cause.Signature})" : cause.Label)],
        MostCauses);

    private static string Named(IReadOnlyList<TestId> tests) => Words.First([.. tests.Select(test => test.ToString())], MostTests);

    private static string Processor(Difference difference) =>
        difference.Features.Count == 0 ? "" : $"may come from the processor: {Words.First([.. difference.Features], MostCauses)}";

    // Then the crate itself may have changed, and not the backend.
    private static string Commit(Finding? before, Finding? now) =>
        before?.Commit is { } was && now?.Commit is { } isNow && was != isNow ? "another commit of the crate" : "";
}

internal static class DiffInputWords
{
    public const string Old = "OLD";
    public const string New = "NEW";

    private const int MostFeatures = 3;

    public static string Start(DiffInput side) => $"{side.Start.UtcDateTime:yyyy-MM-dd HH:mm}";

    /// <param name="only">What only this side's processor can do on a platform: a verdict holds for the processor that gave it.</param>
    public static DiffInputRow Row(string label, DiffInput side, Func<string, IReadOnlySet<string>> only) =>
        new(label, Start(side), string.Join(", ", side.Platforms.Select(platform => Name(platform, only(platform)))), Words.Count(side.Crates.Count, "crate"), side.Source);

    private static string Name(string platform, IReadOnlySet<string> only) =>
        only.Count == 0 ? Platforms.Words(platform) : $"{Platforms.Words(platform)} with {Words.First([.. only.Order(StringComparer.Ordinal)], MostFeatures)}";
}

internal static class PlatformWords
{
    public static string All(IEnumerable<string> platforms) => string.Join(", ", platforms.Select(Platforms.Words));

    /// <summary>Empty where there is only one that could be meant.</summary>
    public static string Where(IReadOnlyList<string> platforms, IReadOnlyList<string> shared) => (platforms.Count, shared.Count) switch
    {
        (_, 1) => "",
        var (some, all) when some == all => "everywhere",
        _ => All(platforms),
    };
}
