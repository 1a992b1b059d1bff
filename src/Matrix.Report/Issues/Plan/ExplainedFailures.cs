using Matrix.Report.Causes;
using Matrix.Report.Goals;
using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>Whether what nobody could explain is explained now: the tests of the same crates fail for a cause that has a name.</summary>
internal static class ExplainedFailures
{
    /// <returns>Null: no.</returns>
    public static Notification.IsExplained? Of(CauseHistory record, IReadOnlyList<CauseOccurrence> failures, Ownership ownership)
    {
        if (record.Present.Count > 0 || record.Last.Count == 0 || record.Last.Any(occurrence => occurrence.Cause.Goal != Goal.Unexplained))
            return null;

        // A build that fails now hides the tests, and explains none of them; nor does what failed beside it before.
        var places = record.Last.Select(occurrence => occurrence.CratePlatform).ToHashSet();
        var now = failures
            .Where(failure => places.Contains(CratePlatform.Of(failure)) && failure.Cause.Tests.Count > 0 && failure.Key.Goal != Goal.Unexplained && !record.Beside.Contains(PastOccurrence.Of(failure)))
            .ToList();
        return now.Select(CratePlatform.Of).Distinct().Count() * 2 < places.Count
            ? null
            : new Notification.IsExplained([.. now.Select(failure => (failure.Key.Label, ownership.OwnerOf(PastOccurrence.Of(failure))?.Number)).Distinct().Order()]);
    }
}
