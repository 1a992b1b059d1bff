using Matrix.Runner.Classification.Rules;

namespace Matrix.Runner.Classification.Corpus;

/// <summary>Two rules of equal precedence that both hold for one text: which of them decides would be chance.</summary>
internal static class RuleContradictions
{
    public static IEnumerable<string> Of(RuleSet rules, IEnumerable<CorpusEntry> entries) =>
        from entry in entries
        let matches = LoneText.Matches(rules, entry.Text, CorpusPhases.ContextOf(entry)).Select(match => match.Rule).Distinct()
        from alike in matches.GroupBy(rule => rule.Precedence)
        where alike.Count() > 1
        let both = alike.Take(2).ToList()
        select $"{both[1].Position}: '{both[1].Id}' and '{both[0].Id}' ({both[0].Position}) have the precedence {alike.Key}, "
            + $"and both hold for '{entry.Id}' ({entry.Position})";
}
