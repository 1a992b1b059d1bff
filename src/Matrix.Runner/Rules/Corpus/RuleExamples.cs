using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>What the rules say of the examples and look-alikes that stand in them.</summary>
internal static class RuleExamples
{
    /// <returns>A line for each that comes out otherwise, with the rule, its file and line.</returns>
    public static IEnumerable<string> Mistakes(RuleSet rules) => rules.Rules.SelectMany(rule => Mistakes(rules, rule));

    /// <summary>As <see cref="Mistakes(RuleSet)"/>, of one rule.</summary>
    public static IEnumerable<string> Mistakes(RuleSet rules, Rule rule)
    {
        if (rule.Example is not null && Matches(rules, rule, rule.Example).FirstOrDefault()?.Rule is var decides && decides != rule)
            yield return $"{rule.Position}: {rule.Id} does not decide its own example: {(decides is null ? "no rule holds for it" : $"{decides.Id} ({decides.Position}) does")}";

        foreach (var (number, text) in rule.LookAlikes.Index())
        {
            // Where it holds but comes too late to decide, another text of the same kind may leave it the first.
            var matches = Matches(rules, rule, text).ToList();
            if (matches.Exists(match => match.Rule == rule))
                yield return $"{rule.Position}: {rule.Id} holds for its look-alike {number + 1}";
            foreach (var accuser in matches.Where(match => match.Rule != rule && ProvesSomething(match.Rule)))
                yield return $"{rule.Position}: {accuser.Rule.Id} ({accuser.Rule.Position}) proves something by look-alike {number + 1} of {rule.Id}";
        }
    }

    /// <summary>Where it holds, it says that the backend is at fault, and needs no second leg for that.</summary>
    public static bool ProvesSomething(Rule rule) =>
        rule.Alone == Blame.Cranelift || (rule.Confidence == Confidence.Proven && rule.Class.Owner() == FailureOwner.Cranelift);

    private static IEnumerable<RuleMatch> Matches(RuleSet rules, Rule rule, string text) => SingleLogClassifier.Matches(rules, text, WhereItHolds(rule.Conditions));

    private static LogContext WhereItHolds(RuleConditions conditions) => new(
        conditions.When == When.Testing ? Phase.Test : Phase.Build,
        conditions.Exits.FirstOrDefault(),
        Backend: conditions.BackendFrom ?? conditions.BackendBefore?.AddDays(-1));
}
