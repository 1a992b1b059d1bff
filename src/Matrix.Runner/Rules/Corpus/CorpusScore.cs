using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>How well rules do on a corpus, and whether that is good enough.</summary>
internal sealed record CorpusScore(ImmutableArray<ScoredEntry> Entries)
{
    public const double ClassAim = 0.95;
    public const double SubclassAim = 0.90;

    /// <summary>Not Cranelift's, and called Cranelift's: the aim is none.</summary>
    public int FalseAccusations => Entries.Count(entry => entry.IsAccused);

    /// <summary>Cranelift's, and called something else than it is or <c>unknown</c>: the aim is none.</summary>
    public int WrongClasses => Entries.Count(entry => entry.IsOfAnotherClass);

    public double RightClasses => ShareOfCranelifts(entry => entry.IsClassRight);

    public double RightSubclasses => ShareOfCranelifts(entry => entry.IsSubclassRight);

    public int OfCranelift => Entries.Count(entry => entry.IsCranelifts);

    public bool MeetsAims => FalseAccusations == 0 && WrongClasses == 0 && RightClasses >= ClassAim && RightSubclasses >= SubclassAim;

    /// <summary>What of it is not as it should be.</summary>
    public IEnumerable<ScoredEntry> Mistakes => Entries.Where(entry => entry.IsAccused || (entry.IsCranelifts && !entry.IsSubclassRight));

    public static CorpusScore Of(RuleSet rules, CorpusLabels labels, IEnumerable<CorpusEntry> entries) =>
        new([.. entries.Select(entry => Scored(labels, entry, SingleLogClassifier.Judge(rules, entry.Text, CorpusPhases.ContextOf(entry))))]);

    private static ScoredEntry Scored(CorpusLabels labels, CorpusEntry entry, SingleLogAnswer answer)
    {
        var isClassRight = labels.IsClass(entry, answer.Class);
        return new ScoredEntry(entry, answer, isClassRight, isClassRight && labels.IsSubclass(entry, answer.Subclass));
    }

    private double ShareOfCranelifts(Func<ScoredEntry, bool> isRight) =>
        OfCranelift == 0 ? 1 : (double)Entries.Count(entry => entry.IsCranelifts && isRight(entry)) / OfCranelift;
}

internal sealed record ScoredEntry(CorpusEntry Entry, SingleLogAnswer Answer, bool IsClassRight, bool IsSubclassRight)
{
    public bool IsCranelifts => Entry.Owner == Blame.Cranelift;

    public bool IsAccused => !IsCranelifts && Answer.Owner == Blame.Cranelift;

    public bool IsOfAnotherClass => IsCranelifts && !IsClassRight && Answer.Class != FailureClass.Unknown;
}

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
