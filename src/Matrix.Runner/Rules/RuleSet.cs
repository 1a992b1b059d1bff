using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary>All rules together: looks at lines, and says which rules hold for what was found in them. Pure.</summary>
internal sealed class RuleSet
{
    private readonly ImmutableArray<LinePattern> patterns;
    private readonly LiteralSearch literals;
    private readonly ImmutableSortedDictionary<string, Rule> byId;

    public RuleSet(IEnumerable<Rule> rules)
    {
        Rules = [.. rules.OrderBy(rule => rule.Precedence).ThenBy(rule => rule.Id, StringComparer.Ordinal)];
        byId = Rules.ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal);
        patterns = [.. Rules.SelectMany(PatternsOf).Distinct()];
        literals = new LiteralSearch([.. Shortest([.. patterns.Select(pattern => pattern.Literal), PanicSite.Literal])]);
    }

    /// <summary>In the order in which they decide.</summary>
    public ImmutableArray<Rule> Rules { get; }

    public Rule? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whether the line holds the literal of some rule. Almost every line does not: nothing is allocated for it.</summary>
    public bool MayMatter(ReadOnlySpan<byte> line) => literals.IsIn(line);

    /// <summary>Every pattern that the line matches.</summary>
    public IEnumerable<(LinePattern Pattern, ImmutableSortedDictionary<string, string> Captures)> PatternsIn(string line) =>
        patterns.Select(pattern => (pattern, Captures: pattern.Match(line)))
            .Where(pair => pair.Captures is not null)
            .Select(pair => (pair.pattern, pair.Captures!));

    /// <summary>The rules that hold, the one that decides first.</summary>
    /// <param name="hits">Of one test, or of one phase.</param>
    public IEnumerable<RuleMatch> Match(IReadOnlyList<Hit> hits, LogContext context) =>
        Rules.Where(rule => rule.Conditions.HoldIn(context)).SelectMany(rule => Match(rule, hits));

    private static IEnumerable<RuleMatch> Match(Rule rule, IReadOnlyList<Hit> hits) =>
        hits.Where(hit => rule.Lines.Contains(hit.Pattern))
            .Where(hit => !rule.Without.Any(companion => hits.Any(other => companion.Accompanies(hit, other))))
            .Select(hit => (Hit: hit, Companions: rule.With.Select(companion => hits.FirstOrDefault(other => companion.Accompanies(hit, other))).ToList()))
            .Where(found => !found.Companions.Contains(null))
            .Select(found => new RuleMatch(rule, SubclassOf(rule, found.Hit), found.Hit, [.. found.Companions.Select(companion => companion!.Evidence)]))
            .DistinctBy(match => match.Subclass);

    // A group that took no part names nothing.
    private static string? SubclassOf(Rule rule, Hit hit)
    {
        var named = hit.Captures.Aggregate(rule.Subclass, (text, capture) => text?.Replace($"{{{capture.Key}}}", capture.Value, StringComparison.Ordinal));
        return named is null || (named.Contains('{') && rule.Subclass!.Contains('{')) ? null : named;
    }

    private static IEnumerable<LinePattern> PatternsOf(Rule rule) =>
        rule.Lines.Concat(rule.With.Concat(rule.Without).Select(companion => companion.Line));

    // What holds a longer literal holds the shorter one in it as well.
    private static IEnumerable<string> Shortest(IReadOnlyCollection<string> all) =>
        all.Distinct().Where(literal => !all.Any(other => other != literal && literal.Contains(other, StringComparison.Ordinal)));
}

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
