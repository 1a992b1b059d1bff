using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;

namespace Matrix.Runner.Tests.Progress;

/// <summary>Verdicts and events that no sweep made.</summary>
internal static class SampleVerdicts
{
    public static Verdict Of(string crate, VerdictKind kind, string reason = "because", params Cause[] causes) =>
        new() { Candidate = BackendName.Cranelift, Crate = crate, Kind = kind, Reason = reason, Causes = causes, Seconds = 12.34 };

    public static Cause Cause(FailureClass failure, string? subclass = null) => new()
    {
        Class = failure,
        Subclass = subclass,
        Rule = "rule",
        Confidence = Confidence.Proven,
        Evidence = [new Evidence("log", 1, "text")],
        Signature = "signature",
    };

    public static Verdict Expecting(this Verdict verdict, ExpectationState state, VerdictKind expected = VerdictKind.Compatible) =>
        verdict with { Expectation = new Expectation(state, expected, null, null, null, null, null) };

    public static SweepEvent Finished(Verdict verdict) =>
        new SweepEvent.CrateFinished(CrateName.TryParse(verdict.Crate, out var name) ? name : CrateName.Parse("other"), verdict);

    public static SweepEvent Started(string crate) => new SweepEvent.CrateStarted(CrateName.Parse(crate));
}
