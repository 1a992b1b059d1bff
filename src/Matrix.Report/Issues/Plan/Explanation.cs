using Matrix.Report.Causes;
using Matrix.Report.Goals;
using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>Whether what nobody could explain is explained now: the tests of the same crates fail for a cause that has a name.</summary>
internal static class Explanation
{
    /// <returns>Null: no.</returns>
    public static News.IsExplained? Of(CauseRecord record, IReadOnlyList<CauseOccurrence> failures, Ownership ownership)
    {
        if (record.Present.Count > 0 || record.Last.Count == 0 || record.Last.Any(sighting => sighting.Cause.Goal != Goal.Unexplained))
            return null;

        // A build that fails now hides the tests, and explains none of them; nor does what failed beside it before.
        var places = record.Last.Select(sighting => sighting.Place).ToHashSet();
        var now = failures
            .Where(failure => places.Contains(Place.Of(failure)) && failure.Cause.Tests.Count > 0 && failure.Key.Goal != Goal.Unexplained && !record.Beside.Contains(Sighting.Of(failure)))
            .ToList();
        return now.Select(Place.Of).Distinct().Count() * 2 < places.Count
            ? null
            : new News.IsExplained([.. now.Select(failure => (failure.Key.Label, ownership.OwnerOf(Sighting.Of(failure))?.Number)).Distinct().Order()]);
    }
}
