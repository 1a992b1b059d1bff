using Matrix.Results;
using Matrix.Runner.Crates.Expectations;
using Matrix.Runner.Events;
using Matrix.Runner.Rules;
using Matrix.Yaml.Editing;

namespace Matrix.Runner.Progress;

/// <summary>What a list's review has to say, in lines that are safe for a terminal.</summary>
internal static class ReviewLines
{
    private const int MostNames = 10;

    public static IEnumerable<string> Of(SweepEvent.ListReviewed reviewed)
    {
        var findings = reviewed.Review.Mismatches.Where(IsShown).SelectMany(Of);
        return Heading(reviewed.Review).Concat(findings).Concat(Diff(reviewed.Review)).Concat(Advice(reviewed)).Select(line => LineText.Printable(line));
    }

    /// <summary>Loud, and first; nothing where every entry says what came.</summary>
    private static IEnumerable<string> Heading(ListReview review)
    {
        var wrong = review.Mismatches.Count(IsShown);
        if (wrong > 0)
            yield return $"NOT AS THE LIST FORESAW: {wrong} {(wrong == 1 ? "crate" : "crates")} of {Shown(review)}";
        if (!review.IsOfThisList)
            yield return "WARNING: the sweep read another list, or another state of this one; only entries that are still as they were are corrected";
    }

    /// <summary>One crate: what was foreseen, what came, what becomes of it.</summary>
    private static IEnumerable<string> Of(Mismatch finding)
    {
        yield return $"  {finding.Crate.Name} ({finding.Crate.Position})";
        yield return $"    foreseen: {(finding.Foreseen is { } foreseen ? Foreseen(foreseen) : "nothing")}";
        yield return $"    came:     {Came(finding.Came)}";
        yield return $"    edit:     {Remedy(finding)}";
    }

    public static bool IsShown(Mismatch finding) => finding.Foreseen is not null || !finding.Blessings.IsEmpty;

    /// <summary>On one line, for an annotation.</summary>
    public static string Brief(Mismatch finding) =>
        $"the list foresaw {(finding.Foreseen is { } foreseen ? Foreseen(foreseen) : "nothing")}; what came: {Came(finding.Came)}";

    private static IEnumerable<string> Diff(ListReview review) => review.Edits.IsEmpty
        ? []
        : review.Diff.Prepend($"+++ {Shown(review)}").Prepend($"--- {Shown(review)}");

    private static IEnumerable<string> Advice(SweepEvent.ListReviewed reviewed)
    {
        if (!reviewed.IsWritten && !reviewed.Review.Edits.IsEmpty)
            yield return $"to make the list true: {reviewed.Command} --write";

        var unforeseen = reviewed.Review.Mismatches.Where(finding => finding.IsUnforeseen).Select(finding => finding.Crate.Name.Value).ToList();
        if (unforeseen.Count == 0)
            yield break;

        var more = unforeseen.Count > MostNames ? $" and {unforeseen.Count - MostNames} more" : "";
        yield return $"regressed, and no entry foresees it: {string.Join(", ", unforeseen.Take(MostNames))}{more}";
        yield return $"to be shown entries for them: {reviewed.Command} --all";
    }

    private static string Shown(ListReview review) => review.List.Shown;

    private static string Foreseen(Expectation foreseen)
    {
        var failure = foreseen.Class is { } named ? $" {WireName.Of(named)}{(foreseen.Subclass is { } subclass ? $"/{subclass}" : "")}" : "";
        var issue = foreseen.Issue is { } number ? $" ({number})" : "";
        var until = foreseen.Until is { } day ? $" until {WrittenScalar.Of(day)}{(foreseen.State == ExpectationState.Expired ? ", which is past" : "")}" : "";
        return $"{WireName.Of(foreseen.Verdict)}{failure}{issue}{until}";
    }

    private static string Came(Verdict came) => $"{WireName.Of(came.Kind)} {VerdictLine.Causes(came)}{came.Reason}".TrimEnd();

    private static string Remedy(Mismatch finding) => finding switch
    {
        { LeftAlone: { } why } => $"none, {why}",
        { ByHand: { } why } => $"to be made by hand: {why}",
        { Blessings: [.., Blessing.Replace change] } when IsExtended(finding, change) => $"holds until {WrittenScalar.Of(change.Entry.Until!.Value)}",
        { Blessings: [.., Blessing.Replace] } => "the entry says what came",
        { Blessings: [.., Blessing.Add] } => "a new entry",
        _ => "the entry goes",
    };

    private static bool IsExtended(Mismatch finding, Blessing.Replace change) =>
        finding.Crate.Expectations[change.Position] with { Until = change.Entry.Until } == change.Entry;
}
