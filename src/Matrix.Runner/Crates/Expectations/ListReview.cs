using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Expectations;

/// <summary>A list held against a sweep's verdicts, and the edit that makes it true.</summary>
/// <param name="List">As it stands.</param>
/// <param name="IsOfThisList">The sweep read this very file.</param>
/// <param name="Mismatches">In the order of the list.</param>
/// <param name="Edits">Of the list's text.</param>
internal sealed record ListReview(YamlFile List, bool IsOfThisList, ImmutableArray<Mismatch> Mismatches, ImmutableArray<TextEdit> Edits)
{
    public YamlFile Blessed => List.WithText(List.Text.Edited(Edits));

    /// <summary>Line by line, as <c>diff -u</c> shows it.</summary>
    public IReadOnlyList<string> Diff => TextDiff.Of(List.Text, Edits);

    public bool NeedsEdit => Edits.Length > 0 || NeedsPerson;

    public bool NeedsPerson => Mismatches.Any(mismatch => mismatch.ByHand is not null);

    /// <exception cref="MatrixException">The list cannot be read.</exception>
    public static ListReview Of(YamlFile file, RunManifest run, IEnumerable<Verdict> verdicts, BlessOptions options)
    {
        var list = CratesListLoader.Read(file);
        var table = new BlessTable(Circumstances.Of(run), options);
        var came = verdicts.ToDictionary(verdict => verdict.Crate);
        var mismatches = list.Crates
            .Select(crate => came.GetValueOrDefault(crate.Name.Value) is { } verdict ? table.Of(crate, verdict) : null)
            .OfType<Mismatch>();
        var (placed, edits) = new ListEditor(file, list).Edit([.. mismatches]);
        return new ListReview(file, list.Sha256 == run.List.Sha256, placed, edits);
    }
}

/// <summary>Turns blessings into edits, and believes none of them before the edited text was read again.</summary>
internal sealed class ListEditor(YamlFile file, CratesList list)
{
    private readonly string text = file.Text;

    /// <returns>The mismatches with their places, and the edits of all that the tool can correct.</returns>
    public (ImmutableArray<Mismatch> Mismatches, ImmutableArray<TextEdit> Edits) Edit(ImmutableArray<Mismatch> mismatches)
    {
        var nodes = ListNodes.Of(file, mismatches.Select(mismatch => mismatch.Crate.Name.Value).ToHashSet());
        var editor = new CrateEditor(text, nodes);
        var placed = mismatches.Select(mismatch => mismatch with
        {
            Line = nodes.Crates[mismatch.Crate.Name.Value].Line,
            ByHand = mismatch.Blessings.IsEmpty ? null : editor.Obstacle(mismatch),
        }).ToImmutableArray();

        var edits = Edits(editor, placed);
        if (ReadsAsMeant(placed, edits))
            return (placed, edits);

        placed = [.. placed.Select(mismatch => Makeable(editor, mismatch))];
        edits = Edits(editor, placed);
        return ReadsAsMeant(placed, edits) ? (placed, edits) : throw new InvalidOperationException("edits that are right alone contradict each other");
    }

    private Mismatch Makeable(CrateEditor editor, Mismatch mismatch) => ReadsAsMeant([mismatch], Edits(editor, [mismatch]))
        ? mismatch
        : mismatch with { ByHand = "its entry is written in a way that the tool does not know how to edit" };

    private static ImmutableArray<TextEdit> Edits(CrateEditor editor, ImmutableArray<Mismatch> mismatches) =>
        [.. mismatches.Where(IsMade).SelectMany(editor.Edits).InOrder()];

    private static bool IsMade(Mismatch mismatch) => mismatch is { ByHand: null, Blessings.IsEmpty: false };

    /// <summary>The corrected crates say what they shall, and all others what they did.</summary>
    private bool ReadsAsMeant(ImmutableArray<Mismatch> mismatches, ImmutableArray<TextEdit> edits)
    {
        if (edits.IsEmpty)
            return !mismatches.Any(IsMade);

        var meant = mismatches.Where(IsMade).ToDictionary(mismatch => mismatch.Crate.Name, mismatch => mismatch.Blessed);
        return CratesListLoader.ReadEdited(file, edits) is { } read
            && read.Crates.Length == list.Crates.Length
            && read.Crates.Zip(list.Crates).All(pair =>
                pair.First.Name == pair.Second.Name
                && pair.First.Expectations.SequenceEqual(meant.GetValueOrDefault(pair.Second.Name, pair.Second.Expectations)));
    }
}
