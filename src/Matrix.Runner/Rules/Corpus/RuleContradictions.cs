namespace Matrix.Runner.Rules.Corpus;

/// <summary>Two rules of equal precedence that both hold for one text: which of them decides would be chance.</summary>
internal static class RuleContradictions
{
    public static IEnumerable<string> Of(RuleSet rules, IEnumerable<CorpusEntry> entries)
    {
        var alike = new RuleSet(rules.Rules.GroupBy(rule => rule.Precedence).Where(equal => equal.Count() > 1).SelectMany(equal => equal));
        return alike.Rules.IsEmpty ? [] : entries.SelectMany(entry => Of(alike, entry));
    }

    private static IEnumerable<string> Of(RuleSet rules, CorpusEntry entry) =>
        from match in SingleLogClassifier.Matches(rules, entry.Text, CorpusPhases.ContextOf(entry)).DistinctBy(match => match.Rule.Id)
        group match.Rule by match.Rule.Precedence into equal
        where equal.Count() > 1
        let both = equal.Take(2).ToList()
        select $"{both[1].Position}: '{both[1].Id}' and '{both[0].Id}' ({both[0].Position}) have the precedence {equal.Key}, "
            + $"and both hold for '{entry.Id}' ({entry.Position})";
}
