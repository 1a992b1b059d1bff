using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>In words: which rule decides a log, and why the others that saw something of theirs do not.</summary>
internal static class Explanation
{
    public static IEnumerable<string> Of(LogReading reading, LogContext context)
    {
        var holding = reading.Rules.Match(reading.Hits, context).ToList();
        if (holding.Count == 0)
            yield return $"no rule decides ({reading.Lines} lines, phase {WireName.Of(context.Phase)})";
        else
            yield return $"decided by {Described(holding[0])}";

        foreach (var evidence in holding.Take(1).SelectMany(EvidenceOf))
            yield return Shown(evidence);

        var close = holding.Skip(1).Select(later => $"  {Described(later)}: holds too, but later").Concat(NotHolding(reading, context, holding)).ToList();
        if (close.Count > 0)
            yield return "came close:";
        foreach (var line in close)
            yield return line;
    }

    private static IEnumerable<string> NotHolding(LogReading reading, LogContext context, List<RuleMatch> holding)
    {
        foreach (var rule in reading.Rules.Rules.Except(holding.Select(match => match.Rule)))
        {
            if (reading.Hits.FirstOrDefault(hit => rule.Lines.Contains(hit.Pattern)) is { } hit)
                yield return $"  {rule.Id}: {WhyNot(rule, hit, reading, context)}\n{Shown(hit.Evidence)}";
            else if (rule.Lines.Select(reading.NearMissOf).FirstOrDefault(evidence => evidence is not null) is { } near)
                yield return $"  {rule.Id}: the literal is there, but the pattern does not match\n{Shown(near)}";
        }
    }

    private static string WhyNot(Rule rule, Hit hit, LogReading reading, LogContext context)
    {
        if (!rule.Conditions.HoldIn(context))
            return $"means something only when {WireName.Of(rule.Conditions.When)}, and this is {WireName.Of(context.Phase)}";

        var against = rule.Without.SelectMany(companion => reading.Hits.Where(other => companion.Accompanies(hit, other))).FirstOrDefault();
        if (against is not null)
            return $"ruled out by line {against.Evidence.Line}: {against.Evidence.Text}";

        var missing = rule.With.FirstOrDefault(companion => !reading.Hits.Any(other => companion.Accompanies(hit, other)));
        return missing is null ? "holds for no line" : $"the companion '{missing.Line.Literal}' is missing{Near(missing)}";
    }

    private static string Near(Companion companion) => companion.Within is { } lines ? $" within {lines} lines" : "";

    private static IEnumerable<Evidence> EvidenceOf(RuleMatch match) => [match.Hit.Evidence, .. match.Companions];

    private static string Described(RuleMatch match) =>
        $"{match.Rule.Id}: {WireName.Of(match.Rule.Class)}{(match.Subclass is null ? "" : $"/{match.Subclass}")}"
        + $" ({WireName.Of(match.Rule.Confidence)}; alone {WireName.Of(match.Rule.Alone)}; precedence {match.Rule.Precedence}; {match.Rule.Position})";

    private static string Shown(Evidence evidence) => $"    {evidence.Log}:{evidence.Line}: {evidence.Text}";
}
