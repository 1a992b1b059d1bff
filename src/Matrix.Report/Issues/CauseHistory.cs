using Matrix.Report.History;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues;

/// <summary>What the sweeps say of the failures that belong to one issue.</summary>
/// <param name="Present">In the present sweep.</param>
/// <param name="Last">Of each crate on each platform that failed when it was last judged there, as of the last sweep that had any.</param>
/// <param name="Beside">What else failed there in those sweeps, or the same again.</param>
/// <param name="First">The first sweep that had any; null: none had.</param>
/// <param name="Before">The last sweep before the first that looked where it was then, and did not find it; null: none did.</param>
/// <param name="LastSeen">Start of the last one.</param>
/// <param name="Sweeps">How many had any.</param>
/// <param name="Absent">Starts of the sweeps with which it had been looked for once more since, where it had been, and not been found.</param>
internal sealed record CauseHistory(
    IReadOnlyList<PastOccurrence> Present,
    IReadOnlyList<PastOccurrence> Last,
    IReadOnlySet<PastOccurrence> Beside,
    SweepPoint? First,
    SweepPoint? Before,
    DateTimeOffset? LastSeen,
    int Sweeps,
    IReadOnlyList<DateTimeOffset> Absent)
{
    // In sweeps. What none has judged for longer, although the dearest platform's turn comes every eighth, is not in the list any more.
    private const int LongestUnjudged = 12;

    public IEnumerable<string> Crates => Last.Select(occurrence => occurrence.Crate).Distinct();

    public DateOnly? FirstDay => First is { } first ? DateOnly.FromDateTime(first.Start.UtcDateTime) : null;

    public IReadOnlyList<string> Platforms => Report.Sweeps.Platforms.InOrder(Last.Select(occurrence => occurrence.Platform));

    /// <param name="bySweep">Those of the occurrences that belong to it, sweep by sweep.</param>
    public static CauseHistory Of(CauseHistories all, IReadOnlyList<IReadOnlyList<PastOccurrence>> bySweep)
    {
        var seen = Enumerable.Range(0, bySweep.Count).Where(sweep => bySweep[sweep].Count > 0).ToList();
        if (seen.Count == 0)
            return new CauseHistory([], [], new HashSet<PastOccurrence>(), null, null, null, 0, []);

        var (first, last) = (seen[0], seen[^1]);
        var failing = FailingAt(all, bySweep, first, last);
        return new CauseHistory(
            bySweep[^1],
            [.. failing.SelectMany(place => bySweep[place.Value.Seen].Where(occurrence => occurrence.CratePlatform == place.Key))],
            failing.SelectMany(place => all.CausesAt(place.Value.Seen, place.Key).Select(cause => new PastOccurrence(cause, place.Key.Crate, place.Key.Platform))).ToHashSet(),
            all.PointOf(first),
            LookedBefore(all, bySweep[first], first),
            all.StartOf(last),
            seen.Count,
            [.. Absences(all, failing, last, bySweep.Count).Select(all.StartOf)]);
    }

    // A sweep may run a part of the crates, as one on a dear platform does, or lack a shard: what it did not judge stays as it was.
    private static Dictionary<CratePlatform, Trace> FailingAt(CauseHistories all, IReadOnlyList<IReadOnlyList<PastOccurrence>> bySweep, int first, int last)
    {
        var failing = new Dictionary<CratePlatform, Trace>();
        for (var sweep = first; sweep <= last; sweep++)
        {
            foreach (var (place, trace) in failing.ToList())
            {
                if (IsWithout(all, place, trace.Seen, sweep))
                    failing.Remove(place);
                else
                    failing[place] = trace.After(sweep, all.Standing(sweep, place));
            }

            foreach (var occurrence in bySweep[sweep])
                failing[occurrence.CratePlatform] = new Trace(sweep, sweep);
        }

        return failing.Where(place => last - place.Value.Judged <= LongestUnjudged).ToDictionary();
    }

    private static SweepPoint? LookedBefore(CauseHistories all, IReadOnlyList<PastOccurrence> seen, int first)
    {
        var places = seen.Select(occurrence => occurrence.CratePlatform).Distinct().ToList();
        return Enumerable.Range(0, first).Reverse().Where(sweep => IsHalf(places.Count(place => IsWithout(all, place, first, sweep)), places.Count)).Select(all.PointOf).FirstOrDefault();
    }

    // It takes several sweeps to look everywhere where each runs a part.
    private static IEnumerable<int> Absences(CauseHistories all, Dictionary<CratePlatform, Trace> failing, int last, int sweeps)
    {
        var (looked, left) = (new HashSet<CratePlatform>(), failing);
        for (var sweep = last + 1; sweep < sweeps; sweep++)
        {
            left = left.ToDictionary(place => place.Key, place => place.Value.After(sweep, all.Standing(sweep, place.Key)));
            looked.UnionWith(left.Where(place => IsWithout(all, place.Key, place.Value.Seen, sweep)).Select(place => place.Key));
            if (looked.Count == 0 || !IsHalf(looked.Count, left.Count(place => sweep - place.Value.Judged <= LongestUnjudged)))
                continue;

            yield return sweep;
            looked.Clear();
        }
    }

    // Half of them is enough: some crates always go, and some are always broken.
    private static bool IsHalf(int places, int all) => places * 2 >= all;

    // A sweep that did not run the crate, or in which it gave no answer, says nothing of the cause; nor does a crate that stops at something else
    // before it gets there, nor a processor that does not get there.
    private static bool IsWithout(CauseHistories all, CratePlatform place, int seen, int sweep) => all.Standing(sweep, place) switch
    {
        _ when !all.CausesAt(seen, place).All(cause => all.IsInReach(cause, sweep, place.Platform)) => false,
        Standing.Works => true,
        Standing.Fails => !all.CausesAt(sweep, place).Except(all.CausesAt(seen, place)).Any(),
        _ => false,
    };

    /// <param name="Seen">The last sweep in which a place failed for it.</param>
    /// <param name="Judged">The last that gave an answer there.</param>
    private readonly record struct Trace(int Seen, int Judged)
    {
        public Trace After(int sweep, Standing? standing) => standing is Standing.Works or Standing.Fails ? this with { Judged = sweep } : this;
    }
}

/// <summary>One of the causes that belong to an issue, with what the sweeps say of it alone.</summary>
internal sealed record CausePart(CauseKey Cause, CauseHistory History)
{
    /// <param name="bySweep">All occurrences that belong to the issue, sweep by sweep.</param>
    /// <param name="record">Of all of them together.</param>
    public static IReadOnlyList<CausePart> Of(CauseHistories all, IReadOnlyList<IReadOnlyList<PastOccurrence>> bySweep, CauseHistory record)
    {
        CauseHistory RecordOf(CauseKey cause) => CauseHistory.Of(all, [.. bySweep.Select(sweep => (IReadOnlyList<PastOccurrence>)[.. sweep.Where(occurrence => occurrence.Cause == cause)])]);

        // Most issues have one.
        var causes = bySweep.SelectMany(sweep => sweep).Select(occurrence => occurrence.Cause).ToHashSet();
        return
        [
            .. causes.Select(cause => new CausePart(cause, causes.Count == 1 ? record : RecordOf(cause)))
                .OrderBy(part => part.Cause.Label, StringComparer.Ordinal).ThenBy(part => part.Cause.Signature, StringComparer.Ordinal),
        ];
    }
}
