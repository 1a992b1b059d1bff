using Matrix.Runner.Crates.Revisions;
using Matrix.Runner.Rules;
using Matrix.Terminal;

namespace Matrix.Runner.Progress;

/// <summary>What has become of the places that a list's crates come from, in lines that are safe for a terminal.</summary>
internal static class UpdateLines
{
    private const int NameColumn = 24;

    /// <param name="isCheck">Nothing is written.</param>
    public static IEnumerable<string> Of(ListUpdate update, bool isCheck) =>
        update.Updates.SelectMany(Of).Concat(Unknown(update)).Append($"{update.List.Shown}: {Summary(update)}{What(update, isCheck)}").Select(line => LineText.Printable(line));

    // What could not be looked at is said: it is no "nothing was yanked".
    private static IEnumerable<string> Unknown(ListUpdate update)
    {
        if (update.Updates.Count(crate => crate.IsYankingUnknown) is > 0 and var unknown)
            yield return $"NOT ASKED: whether releases of {Plural.Count(unknown, "crate")} were yanked; the registry's index does not answer (--index)";
    }

    private static string Summary(ListUpdate update)
    {
        var all = update.Updates.Length;
        (int Crates, string Are)[] parts =
        [
            (update.Updates.Count(crate => crate.IsBehind), "behind"),
            (update.Updates.Count(crate => crate is { IsBehind: false, IsGone: false, Unasked: null }), "up to date"),
            (update.Updates.Count(crate => crate.IsGone), "gone"),
            (update.Updates.Count(crate => crate.Unasked is not null), "not known"),
        ];
        return all == 0
            ? "no crate comes from a repository"
            : $"of {Plural.Count(all, "crate")} {string.Join(", ", parts.Where(part => part.Crates > 0).Select(part => $"{part.Crates} {part.Are}"))}";
    }

    private static IEnumerable<string> Of(CrateUpdate update)
    {
        var name = update.Crate.Name.Value.PadRight(NameColumn);
        if (update.IsBehind)
            yield return $"  {name} {update.From} -> {update.To}{(update.ByHand is { } why ? $"; to be made by hand: {why}" : "")}";
        foreach (var remark in update.Remarks)
            yield return $"  {name} {remark}";
        if (update.Unasked is { } silent)
            yield return $"  {name} NOT ASKED: {silent}";
    }

    private static string What(ListUpdate update, bool isCheck) => update.Edits.IsEmpty ? "" : isCheck ? "; without --check they are brought up to date" : $"; written: {update.List.Shown}";
}
