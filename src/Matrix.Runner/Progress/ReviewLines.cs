using Matrix.Results;
using Matrix.Runner.Crates.Expectations;
using Matrix.Runner.Events;
using Matrix.Runner.Rules;
using Matrix.Terminal;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Progress;

/// <summary>What a list's review has to say, in lines that are safe for a terminal.</summary>
internal static class ReviewLines
{
    private const int MostNames = 10;

    public static IEnumerable<string> Of(SweepEvent.ListReviewed reviewed)
    {
        var mismatches = reviewed.Review.Mismatches.Where(IsShown).SelectMany(Of);
        return Heading(reviewed.Review).Concat(mismatches).Concat(Diff(reviewed.Review)).Concat(Advice(reviewed)).Select(line => LineText.Printable(line));
    }

    /// <summary>First; nothing where every entry matches.</summary>
    private static IEnumerable<string> Heading(ListReview review)
    {
        var wrong = review.Mismatches.Count(IsShown);
        if (wrong > 0)
            yield return $"unexpected results: {Plural.Count(wrong, "crate")} of {Shown(review)}";
        if (!review.IsOfThisList)
            yield return "WARNING: the sweep read another list, or another state of this one; only entries that have not changed since are corrected";
    }

    /// <summary>One crate: what was expected, what it got, what becomes of the entry.</summary>
    private static IEnumerable<string> Of(Mismatch mismatch)
    {
        yield return $"  {mismatch.Crate.Name} ({mismatch.Crate.Position})";
        yield return $"    expected: {(mismatch.Expected is { } expected ? Expected(expected) : "nothing")}";
        yield return $"    got:      {Came(mismatch.Came)}";
        yield return $"    edit:     {Remedy(mismatch)}";
    }

    public static bool IsShown(Mismatch mismatch) => mismatch.Expected is not null || !mismatch.Blessings.IsEmpty;

    /// <summary>On one line, for an annotation.</summary>
    public static string Brief(Mismatch mismatch) =>
        $"expected {(mismatch.Expected is { } expected ? Expected(expected) : "nothing")}, got: {Came(mismatch.Came)}";

    private static IEnumerable<string> Diff(ListReview review) => review.Edits.IsEmpty
        ? []
        : review.Diff.Prepend($"+++ {Shown(review)}").Prepend($"--- {Shown(review)}");

    private static IEnumerable<string> Advice(SweepEvent.ListReviewed reviewed)
    {
        if (!reviewed.IsWritten && !reviewed.Review.Edits.IsEmpty)
            yield return $"to update the list: {reviewed.Command} --write";

        var unexpected = reviewed.Review.Mismatches.Where(mismatch => mismatch.IsUnexpected).Select(mismatch => mismatch.Crate.Name.Value).ToList();
        if (unexpected.Count == 0)
            yield break;

        var more = unexpected.Count > MostNames ? $" and {unexpected.Count - MostNames} more" : "";
        yield return $"regressed, and no entry expects it: {string.Join(", ", unexpected.Take(MostNames))}{more}";
        yield return $"to see entries for them: {reviewed.Command} --all";
    }

    private static string Shown(ListReview review) => review.List.Shown;

    private static string Expected(Expectation expected)
    {
        var failure = expected.Class is { } named ? $" {WireName.Of(named)}{(expected.Subclass is { } subclass ? $"/{subclass}" : "")}" : "";
        var issue = expected.Issue is { } number ? $" ({number})" : "";
        var until = expected.Until is { } day ? $" until {WrittenScalar.Of(day)}{(expected.State == ExpectationState.Expired ? ", which is past" : "")}" : "";
        return $"{WireName.Of(expected.Verdict)}{failure}{issue}{until}";
    }

    private static string Came(Verdict came) => $"{WireName.Of(came.Kind)} {VerdictLine.Causes(came)}{came.Reason}".TrimEnd();

    private static string Remedy(Mismatch mismatch) => mismatch switch
    {
        { LeftAlone: { } why } => $"none, {why}",
        { ByHand: { } why } => $"to be made by hand: {why}",
        { Blessings: [.., Blessing.Replace change] } when IsExtended(mismatch, change) => $"holds until {WrittenScalar.Of(change.Entry.Until!.Value)}",
        { Blessings: [.., Blessing.Replace] } => "the entry is updated",
        { Blessings: [.., Blessing.Add] } => "a new entry",
        _ => "the entry goes",
    };

    private static bool IsExtended(Mismatch mismatch, Blessing.Replace change) =>
        mismatch.Crate.Expectations[change.Position] with { Until = change.Entry.Until } == change.Entry;
}
