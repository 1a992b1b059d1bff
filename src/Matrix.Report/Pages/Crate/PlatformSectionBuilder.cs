using System.Globalization;
using Matrix.Report.Causes;
using Matrix.Report.Formatting;
using Matrix.Report.History;
using Matrix.Report.Logs;
using Matrix.Report.Measuring;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

internal sealed class PlatformSectionBuilder(PlatformResult result, CrateRecord crate, CrateLogs logs, CauseRanking causes)
{
    private const int MostTests = 200;
    private const int MostEvidence = 12;

    private readonly Verdict verdict = result.Verdict;

    public static string Anchor(string platform) => $"on-{CrateSlugs.Plain(platform)}";

    /// <summary>Asks for the logs that the section links to, so that they are read before it is built.</summary>
    public void AskForLogs()
    {
        foreach (var evidence in verdict.Causes.SelectMany(Shown))
            Link(PlaceOf(evidence));
        foreach (var test in ShownTests)
            _ = test.Log is { } log ? Link(log) : null;
        foreach (var leg in crate.Legs)
            Row(leg);
        _ = PrepareLog;
    }

    public PlatformSection Build() => new()
    {
        Name = Platforms.Words(result.Platform),
        Anchor = Anchor(result.Platform),
        NeedsALook = verdict.Kind is not (VerdictKind.Compatible or VerdictKind.Skipped),
        Badge = verdict.Kind.Badge(),
        Reason = verdict.Reason,
        Expectation = verdict.Expectation is { } expectation ? ExpectationWords.Mark(expectation) : null,
        LeftOut = LeftOutWords.Sentence(verdict.LeftOut),
        Causes = [.. verdict.Causes.Select(Cause)],
        Traps = [.. verdict.InReach.Select(Trap)],
        Tests = [.. ShownTests.Select(Test)],
        TestsLeftOut = verdict.Tests.Count > MostTests ? Words.Count(verdict.Tests.Count - MostTests, "more test") : "",
        Reproduction = ReproductionWords.Of(result),
        Legs = [.. crate.Legs.Select(Row)],
        PrepareLog = PrepareLog,
        Facts = SectionFacts.Of(crate),
    };

    private IEnumerable<TestDifference> ShownTests => verdict.Tests.Take(MostTests);

    private string? PrepareLog =>
        crate.Legs.Count == 0 && verdict.Kind != VerdictKind.Skipped ? logs.Link(ResultsPaths.PrepareLog(verdict.Crate)) : null;

    // A crate that passes has nothing to look up; its logs would be most of the site.
    private bool IsLinked => verdict.Kind is not (VerdictKind.Compatible or VerdictKind.Skipped);

    private static IEnumerable<Evidence> Shown(Cause cause) => cause.Evidence.Take(MostEvidence);

    private static LogLine PlaceOf(Evidence evidence) => new(evidence.Log, evidence.Line);

    private CauseSection Cause(Cause cause)
    {
        var ranked = result.Standing == Standing.Fails ? causes.Find(CauseKey.Of(cause)) : null;
        return new CauseSection(
            CauseKey.LabelOf(cause.Class, cause.Subclass),
            ranked is null ? null : $"../fixes.html#{ranked.Id}",
            cause.Tests.Count > 0 ? Words.Count(cause.Tests.Count, "test") : "",
            Detail(cause),
            ranked is { Crates.Count: > 1 } ? Words.Count(ranked.Crates.Count - 1, "other crate") : "",
            cause.Signature,
            [.. Shown(cause).Select(Evidence)]);
    }

    private static string Detail(Cause cause)
    {
        var package = cause.Package is null ? "" : $", in package {cause.Package}";
        var behind = cause.Masked ? ", shows once the cause before it is out of the way" : "";
        var needs = cause.Needs.Count == 0 ? "" : $", reached on processors with {ProcessorFeatures.Words(cause.Needs)}";
        return $"{WireName.Of(cause.Confidence)}, by rule {cause.Rule}{package}{needs}{behind}";
    }

    private static TrapRow Trap(TrapInReach trap) => new(
        trap.Intrinsic,
        string.Join(", ", trap.Packages),
        trap.IsLinked ? "yes" : "no",
        trap.Needs.Count == 0 ? "not known" : $"{ProcessorFeatures.Words(trap.Needs)}{(trap.IsHere ? "" : ", which this one lacks")}");

    private EvidenceBlock Evidence(Evidence evidence)
    {
        var place = PlaceOf(evidence);
        var context = logs.Context(place);
        return new EvidenceBlock(
            $"{evidence.Log}:{evidence.Line}",
            Link(place),
            context.Count == 0
                ? [new EvidenceLine(evidence.Text, true)]
                : [.. context.Select(line => new EvidenceLine(line.Text, line.Number == evidence.Line))]);
    }

    private TestRow Test(TestDifference test) => new(
        test.Package is { } package ? $"{package} {test.Target}" : test.Target,
        test.Name,
        Outcome(test.Baseline, test.BaselineRate),
        Outcome(test.Candidate, test.CandidateRate),
        Control(test),
        test is { BaselineSeconds: { } llvm, CandidateSeconds: { } cranelift } ? $"{Words.Seconds(llvm)} · {Words.Seconds(cranelift)}" : "",
        test.Log is { } log ? Link(log) : null);

    private static string Outcome(TestOutcome? outcome, FailureRate? rate) =>
        rate is null ? LegWords.Outcome(outcome) : $"{LegWords.Outcome(outcome)}; failed {rate} times";

    private static string Control(TestDifference test) => test.BaselineAbort is null && test.CandidateAbort is null
        ? ""
        : $"{LegWords.Outcome(test.BaselineAbort)} · {LegWords.Outcome(test.CandidateAbort)}";

    // Repeats and control legs say once more what the first run said; where they say something else, a test or a cause leads there.
    private LegRow Row(LegResult leg) => LegWords.Row(leg, phase => leg is { Attempt: 1, Leg.IsControl: false } ? FailedPhaseLink(phase) : null);

    private string? FailedPhaseLink(PhaseResult phase) => IsLinked && !phase.Passed ? logs.Link(phase.Log) : null;

    private string? Link(LogLine place) => IsLinked ? logs.Link(place) : null;
}

internal static class SectionFacts
{
    public static IReadOnlyList<Fact> Of(CrateRecord crate)
    {
        var verdict = crate.Verdict;
        (string Name, string? Value)[] facts =
        [
            ("Carried over", verdict.CarriedOver is { } since ? $"from the sweep of {since:yyyy-MM-dd}: nothing of the crate, the toolchain or the machine has changed since" : null),
            ("Lock file", LockFile(verdict.LockFile)),
            ("Own profile", Joined(crate.Cranelift?.Profile ?? [])),
            ("Left out", Left(verdict.Workaround)),
            ("Built", verdict.Workaround == Workaround.InOneCall ? "in one call of cargo, on both sides" : null),
            ("Processor time of its tests", CpuTime(crate)),
            ("Took", verdict.Seconds > 0 ? Words.Seconds(verdict.Seconds) : null),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => new Fact(fact.Name, fact.Value!))];
    }

    // Where not all tests ended, it is not the time of the same.
    private static string? CpuTime(CrateRecord crate) => Measures.TestCpu.Of(crate) is { Llvm: { } llvm, Cranelift: { } cranelift, Comparable: true, Counts: true } pair
        ? string.Create(CultureInfo.InvariantCulture, $"{pair.Ratio:0.0} × LLVM's ({Words.Seconds(llvm)} · {Words.Seconds(cranelift)})")
        : null;

    private static string? Joined(IReadOnlyList<string> values) => values.Count == 0 ? null : string.Join(", ", values);

    private static string? Left(Workaround? workaround) => workaround switch
    {
        null or Workaround.None or Workaround.InOneCall => null,
        Workaround.WithoutLto => "link-time optimisation, on both sides",
        Workaround.LintsCapped => "lints that forbid warnings, on both sides",
        _ => throw new ArgumentOutOfRangeException(nameof(workaround), workaround, "a workaround without words"),
    };

    private static string? LockFile(LockFileOrigin origin) => origin switch
    {
        LockFileOrigin.None => null,
        LockFileOrigin.Crate => "the crate's own",
        LockFileOrigin.Generated => "made for this run, the same for both backends",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "an origin without words"),
    };
}
