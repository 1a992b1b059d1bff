using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Rules.Corpus;

/// <summary>What the corpus's words mean in ours. The words themselves are data: <c>rules/corpus-labels.yaml</c>.</summary>
/// <param name="Classes">Words of the corpus that stand for several of our classes.</param>
/// <param name="Subclasses">In order: the first that fits a label says what it means.</param>
internal sealed record CorpusLabels(
    ImmutableSortedDictionary<string, ImmutableArray<FailureClass>> Classes, ImmutableArray<SubclassLabel> Subclasses)
{
    public bool IsClass(CorpusEntry entry, FailureClass failure) =>
        Classes.TryGetValue(entry.Class, out var several) ? several.Contains(failure) : WireName.Of(failure) == entry.Class;

    /// <param name="subclass">Ours; null is the empty name.</param>
    public bool IsSubclass(CorpusEntry entry, string? subclass)
    {
        // What is not Cranelift's is labelled by what happened, not by what we call it.
        if (Classes.ContainsKey(entry.Class))
            return true;

        foreach (var label in Subclasses)
        {
            if (WireName.Of(label.Class) == entry.Class && label.Label.Match(entry.Subclass ?? "") is { Success: true } match)
                return Regex.IsMatch(subclass ?? "", $"^(?:{Filled(label.Subclass, match)})$", RegexOptions.NonBacktracking);
        }

        return subclass == entry.Subclass;
    }

    private static string Filled(string pattern, Match match) =>
        match.Groups.Values.Aggregate(pattern, (text, group) => text.Replace($"{{{group.Name}}}", Regex.Escape(group.Value), StringComparison.Ordinal));
}

/// <param name="Label">Fits what the corpus calls it.</param>
/// <param name="Subclass">A pattern for what we may call it; <c>{name}</c> is what the label's group of that name holds.</param>
internal sealed record SubclassLabel(FailureClass Class, Regex Label, string Subclass);
