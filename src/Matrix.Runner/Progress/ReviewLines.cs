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
        var findings = reviewed.Review.Findings.Where(IsShown).SelectMany(Of);
        return Heading(reviewed.Review).Concat(findings).Concat(Diff(reviewed.Review)).Concat(Advice(reviewed)).Select(line => LineText.Printable(line));
    }

    /// <summary>Loud, and first; nothing where every entry says what came.</summary>
    private static IEnumerable<string> Heading(ListReview review)
    {
        var wrong = review.Findings.Count(IsShown);
        if (wrong > 0)
            yield return $"NOT AS THE LIST FORESAW: {wrong} {(wrong == 1 ? "crate" : "crates")} of {Shown(review)}";
        if (!review.IsOfThisList)
            yield return "WARNING: the sweep read another list, or another state of this one; only entries that are still as they were are corrected";
    }

    /// <summary>One crate: what was foreseen, what came, what becomes of it.</summary>
    private static IEnumerable<string> Of(Finding finding)
    {
        yield return $"  {finding.Crate.Name} ({finding.Crate.Position})";
        yield return $"    foreseen: {(finding.Foreseen is { } foreseen ? Foreseen(foreseen) : "nothing")}";
        yield return $"    came:     {Came(finding.Came)}";
        yield return $"    edit:     {Remedy(finding)}";
    }

    public static bool IsShown(Finding finding) => finding.Foreseen is not null || !finding.Corrections.IsEmpty;

    /// <summary>On one line, for an annotation.</summary>
    public static string Brief(Finding finding) =>
        $"the list foresaw {(finding.Foreseen is { } foreseen ? Foreseen(foreseen) : "nothing")}; what came: {Came(finding.Came)}";

    private static IEnumerable<string> Diff(ListReview review) => review.Edits.IsEmpty
        ? []
        : review.Diff.Prepend($"+++ {Shown(review)}").Prepend($"--- {Shown(review)}");

    private static IEnumerable<string> Advice(SweepEvent.ListReviewed reviewed)
    {
        if (!reviewed.IsWritten && !reviewed.Review.Edits.IsEmpty)
            yield return $"to make the list true: {reviewed.Command} --write";

        var unforeseen = reviewed.Review.Findings.Where(finding => finding.IsUnforeseen).Select(finding => finding.Crate.Name.Value).ToList();
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

    private static string Remedy(Finding finding) => finding switch
    {
        { LeftAlone: { } why } => $"none, {why}",
        { ByHand: { } why } => $"to be made by hand: {why}",
        { Corrections: [.., Correction.Replace change] } when IsExtended(finding, change) => $"holds until {WrittenScalar.Of(change.Entry.Until!.Value)}",
        { Corrections: [.., Correction.Replace] } => "the entry says what came",
        { Corrections: [.., Correction.Add] } => "a new entry",
        _ => "the entry goes",
    };

    private static bool IsExtended(Finding finding, Correction.Replace change) =>
        finding.Crate.Expectations[change.Position] with { Until = change.Entry.Until } == change.Entry;
}
