using System.Collections.Immutable;
using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>Turns blessings into edits, and believes none of them before the edited text was read again.</summary>
internal sealed class ListEditor(YamlFile file, CratesList list)
{
    private readonly string text = file.Text;

    /// <returns>The findings with their places, and the edits of all that the tool can correct.</returns>
    public (ImmutableArray<Mismatch> Findings, ImmutableArray<TextEdit> Edits) Edit(ImmutableArray<Mismatch> findings)
    {
        var nodes = ListNodes.Of(file, findings.Select(finding => finding.Crate.Name.Value).ToHashSet());
        var editor = new CrateEditor(text, nodes);
        var placed = findings.Select(finding => finding with
        {
            Line = nodes.Crates[finding.Crate.Name.Value].Line,
            ByHand = finding.Blessings.IsEmpty ? null : editor.Obstacle(finding),
        }).ToImmutableArray();

        var edits = Edits(editor, placed);
        if (ReadsAsMeant(placed, edits))
            return (placed, edits);

        placed = [.. placed.Select(finding => Makeable(editor, finding))];
        edits = Edits(editor, placed);
        return ReadsAsMeant(placed, edits) ? (placed, edits) : throw new InvalidOperationException("blessings that are right alone contradict each other");
    }

    private Mismatch Makeable(CrateEditor editor, Mismatch finding) => ReadsAsMeant([finding], Edits(editor, [finding]))
        ? finding
        : finding with { ByHand = "its entry is written in a way that the tool does not know how to edit" };

    private static ImmutableArray<TextEdit> Edits(CrateEditor editor, ImmutableArray<Mismatch> findings) =>
        [.. findings.Where(IsMade).SelectMany(editor.Edits).InOrder()];

    private static bool IsMade(Mismatch finding) => finding is { ByHand: null, Blessings.IsEmpty: false };

    /// <summary>The corrected crates say what they shall, and all others what they did.</summary>
    private bool ReadsAsMeant(ImmutableArray<Mismatch> findings, ImmutableArray<TextEdit> edits)
    {
        if (edits.IsEmpty)
            return !findings.Any(IsMade);

        var meant = findings.Where(IsMade).ToDictionary(finding => finding.Crate.Name, finding => finding.Blessed);
        return CratesListLoader.ReadEdited(file, edits) is { } read
            && read.Crates.Length == list.Crates.Length
            && read.Crates.Zip(list.Crates).All(pair =>
                pair.First.Name == pair.Second.Name
                && pair.First.Expectations.SequenceEqual(meant.GetValueOrDefault(pair.Second.Name, pair.Second.Expectations)));
    }
}
