using Matrix.Report.Logs;
using Matrix.Results;

namespace Matrix.Report.Model;

internal sealed class CrateRowBuilder(CrateRecord crate, string anchor, LogLinks links)
{
    private const int MostTests = 200;
    private const int NamesInTable = 3;

    private readonly Verdict verdict = crate.Verdict;

    public CrateRow Build() => new()
    {
        Name = verdict.Crate,
        Anchor = anchor,
        Badge = verdict.Kind.Badge(),
        Expectation = verdict.Expectation is { } expectation ? ExpectationWords.Mark(expectation) : null,
        Reason = verdict.Reason,
        Causes = [.. verdict.Causes.Select(Cause)],
        Classes = string.Join(' ', verdict.Causes.Select(cause => WireName.Of(cause.Class)).Distinct()),
        Llvm = Side(crate.Llvm),
        Cranelift = Side(crate.Cranelift),
        Difference = Difference(),
        Build = Measures.Build.Compare(crate),
        Test = Measures.Test.Compare(crate),
        Size = Measures.Size.Compare(crate),
        Tests = [.. verdict.Tests.Take(MostTests).Select(Test)],
        TestsLeftOut = verdict.Tests.Count > MostTests ? Words.Count(verdict.Tests.Count - MostTests, "more test") : "",
        Legs = [.. crate.Legs.Select(leg => LegWords.Row(leg, FailedPhaseLink))],
        PrepareLog = crate.Legs.Count == 0 && verdict.Kind != VerdictKind.Skipped ? links.To(ResultsPaths.PrepareLog(verdict.Crate), anchor) : null,
        Facts = CrateFacts.Of(crate),
    };

    private CauseRow Cause(Cause cause)
    {
        var name = WireName.Of(cause.Class);
        return new CauseRow(
            name,
            cause.Subclass is null ? name : $"{name} / {cause.Subclass}",
            cause.Tests.Count > 0 ? Words.Count(cause.Tests.Count, "test") : "",
            Detail(cause),
            cause.Signature,
            [.. cause.Evidence.Select(Evidence)]);
    }

    private static string Detail(Cause cause)
    {
        var package = cause.Package is null ? "" : $", in package {cause.Package}";
        var behind = cause.Behind ? ", shows once the cause before it is out of the way" : "";
        return $"{WireName.Of(cause.Confidence)}, by rule {cause.Rule}{package}{behind}";
    }

    private EvidenceRow Evidence(Evidence evidence) =>
        new(evidence.Text, $"{evidence.Log}:{evidence.Line}", Link(new LogLine(evidence.Log, evidence.Line)));

    private TestRow Test(TestDifference test) =>
        new(test.Target, test.Name, Outcome(test.Llvm, test.LlvmRate), Outcome(test.Cranelift, test.CraneliftRate), Control(test), test.Log is { } log ? Link(log) : null);

    private static string Outcome(TestOutcome? outcome, FailureRate? rate) =>
        rate is null ? LegWords.Outcome(outcome) : $"{LegWords.Outcome(outcome)}; failed {rate} times";

    private static string Control(TestDifference test) => test.LlvmAbort is null && test.CraneliftAbort is null
        ? ""
        : $"{LegWords.Outcome(test.LlvmAbort)} · {LegWords.Outcome(test.CraneliftAbort)}";

    private DifferenceCell Difference()
    {
        var names = verdict.Tests.Select(test => test.Name).ToArray();
        return names.Length == 0
            ? new DifferenceCell(0, Words.Dash, "")
            : new DifferenceCell(names.Length, Words.Count(names.Length, "test"), Words.First(names, NamesInTable));
    }

    private static SideCell Side(LegResult? leg) =>
        leg is null ? new SideCell(Words.Dash, "") : new SideCell(LegWords.Outcome(leg), Words.Tests(leg.Tests));

    private string? FailedPhaseLink(PhaseResult phase) => IsLinked && !phase.Passed ? links.To(phase.Log, anchor) : null;

    private string? Link(LogLine place) => IsLinked ? links.To(place, anchor) : null;

    // Nobody looks for what went wrong where nothing did, and logs are large.
    private bool IsLinked => verdict.Kind != VerdictKind.Compatible;
}
