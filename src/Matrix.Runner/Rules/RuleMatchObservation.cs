using Matrix.Results;

namespace Matrix.Runner.Rules;

internal static class RuleMatchObservation
{
    /// <summary>What is kept of a match in the results.</summary>
    public static Observation ToObservation(this RuleMatch match, Phase phase, TestId? test) => new()
    {
        Rule = match.Rule.Id,
        Phase = phase,
        Class = match.Rule.Class,
        Subclass = match.Subclass,
        Precedence = match.Rule.Precedence,
        Confidence = match.Rule.Confidence,
        Evidence = match.Hit.Evidence,
        Companions = match.Companions,
        Test = test,
        Package = match.Hit.Package,
        Upstream = match.Rule is { Issue: null, Labels.IsEmpty: true } ? null : new Upstream(match.Rule.Issue, match.Rule.Labels),
    };
}
