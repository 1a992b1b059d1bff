using System.Collections.Immutable;
using Matrix.Yaml;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Crates.Revisions;

/// <summary>A list held against its repositories, and the edit that brings it up to date.</summary>
/// <param name="List">As it stands.</param>
/// <param name="Updates">Of the crates that were looked at and come from a repository, in the order of the list.</param>
/// <param name="Edits">Of the list's text.</param>
internal sealed record ListUpdate(YamlFile List, ImmutableArray<CrateUpdate> Updates, ImmutableArray<TextEdit> Edits)
{
    private const string SharesText = "its revision has an anchor or an alias, so other places mean the same text";
    private const string OddlyWritten = "its entry is written in a way that the tool does not know how to edit";

    public YamlFile Updated => List.WithText(List.Text.Edited(Edits));

    /// <param name="list">What stands in the file.</param>
    /// <param name="updates">Of crates of this list.</param>
    public static ListUpdate Of(YamlFile file, CratesList list, ImmutableArray<CrateUpdate> updates)
    {
        var nodes = ListNodes.Of(file, updates.Select(update => update.Crate.Name.Value).ToHashSet());
        ImmutableArray<CrateUpdate> placed = [.. updates.Select(update => update with { ByHand = update.IsBehind && PlaceOf(nodes, update) is null ? SharesText : null })];
        if (!ReadsAsMeant(file, list, nodes, placed))
            placed = [.. placed.Select(update => ReadsAsMeant(file, list, nodes, [update]) ? update : update with { ByHand = OddlyWritten })];
        return new ListUpdate(file, placed, Edit(nodes, placed));
    }

    private static bool IsMade(CrateUpdate update) => update is { IsBehind: true, ByHand: null };

    // Null: other places may mean the same text.
    private static YamlSpan? PlaceOf(ListNodes nodes, CrateUpdate update)
    {
        var crate = nodes.Crates[update.Crate.Name.Value];
        return !crate.IsAnchored && crate.Find(update.Source.IsTag ? "tag" : "commit")?.Value is YamlNode.Scalar { IsAnchored: false } revision ? revision.Span : null;
    }

    // A commit could be read as a number.
    private static TextEdit EditOf(ListNodes nodes, CrateUpdate update) =>
        new(PlaceOf(nodes, update)!.Value, update.Source.IsTag ? WrittenScalar.Of(update.Revision!) : WrittenScalar.InQuotes(update.Revision!));

    private static ImmutableArray<TextEdit> Edit(ListNodes nodes, ImmutableArray<CrateUpdate> updates) =>
        [.. updates.Where(IsMade).Select(update => EditOf(nodes, update)).InOrder()];

    // These crates say what they shall, and all others what they did.
    private static bool ReadsAsMeant(YamlFile file, CratesList list, ListNodes nodes, ImmutableArray<CrateUpdate> updates)
    {
        var meant = updates.Where(IsMade).ToDictionary(update => update.Crate.Name, update => (CrateSource)(update.Source with { Revision = update.Revision! }));
        return CratesListLoader.ReadEdited(file, Edit(nodes, updates)) is { } read
            && read.Crates.Length == list.Crates.Length
            && read.Crates.Zip(list.Crates).All(pair => pair.First.Name == pair.Second.Name && pair.First.Source == meant.GetValueOrDefault(pair.Second.Name, pair.Second.Source));
    }
}
