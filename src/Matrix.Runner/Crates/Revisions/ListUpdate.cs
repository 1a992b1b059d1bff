using System.Collections.Immutable;
using Matrix.Results;
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

    /// <summary>Line by line, as <c>diff -u</c> shows it.</summary>
    public IReadOnlyList<string> Diff => TextDiff.Of(List.Text, Edits);

    /// <param name="updates">Of crates of this list.</param>
    /// <exception cref="MatrixException">The list cannot be read.</exception>
    public static ListUpdate Of(YamlFile file, ImmutableArray<CrateUpdate> updates)
    {
        var list = CratesListLoader.Read(file);
        var places = PinnedPlaces.Of(file, updates);
        ImmutableArray<CrateUpdate> placed = [.. updates.Select(update => update with { ByHand = update.IsBehind && places.Find(update) is null ? SharesText : null })];
        if (!ReadsAsMeant(file, list, places, placed))
            placed = [.. placed.Select(update => ReadsAsMeant(file, list, places, [update]) ? update : update with { ByHand = OddlyWritten })];
        return new ListUpdate(file, placed, Edit(places, placed));
    }

    private static bool IsMade(CrateUpdate update) => update is { IsBehind: true, ByHand: null };

    private static TextEdit EditOf(PinnedPlaces places, CrateUpdate update) =>
        new(places.Find(update)!.Value, ((CrateSource.Git)update.Crate.Source).IsTag ? WrittenScalar.Of(update.Revision!) : WrittenScalar.InQuotes(update.Revision!));

    private static ImmutableArray<TextEdit> Edit(PinnedPlaces places, ImmutableArray<CrateUpdate> updates) =>
        [.. updates.Where(IsMade).Select(update => EditOf(places, update)).InOrder()];

    // Edits are believed once the edited text was read again and says what it shall of these crates, and of all others what it did.
    private static bool ReadsAsMeant(YamlFile file, CratesList list, PinnedPlaces places, ImmutableArray<CrateUpdate> updates)
    {
        var meant = updates.Where(IsMade).ToDictionary(update => update.Crate.Name, update => (CrateSource)((CrateSource.Git)update.Crate.Source with { Revision = update.Revision! }));
        return Read(file, Edit(places, updates)) is { } read
            && read.Crates.Length == list.Crates.Length
            && read.Crates.Zip(list.Crates).All(pair => pair.First.Name == pair.Second.Name && pair.First.Source == meant.GetValueOrDefault(pair.Second.Name, pair.Second.Source));
    }

    private static CratesList? Read(YamlFile file, ImmutableArray<TextEdit> edits)
    {
        try
        {
            return CratesListLoader.Read(file.WithText(file.Text.Edited(edits)));
        }
        catch (MatrixException)
        {
            return null;
        }
    }
}
