using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Sighted;

/// <summary>What the sweeps say of the failures that belong to one issue.</summary>
/// <param name="Present">In the present sweep.</param>
/// <param name="Last">In the last sweep that had any; the present one, where it has.</param>
/// <param name="Beside">What else failed there in that sweep, or the same again.</param>
/// <param name="First">The first sweep that had any; null: none had.</param>
/// <param name="Before">The last sweep before the first that looked where it was then, and did not find it; null: none did.</param>
/// <param name="LastSeen">Start of the last one.</param>
/// <param name="Sweeps">How many had any.</param>
/// <param name="Absent">Starts of the sweeps after the last one that looked where it had been, and did not find it.</param>
internal sealed record CauseRecord(
    IReadOnlyList<Sighting> Present,
    IReadOnlyList<Sighting> Last,
    IReadOnlySet<Sighting> Beside,
    SweepPoint? First,
    SweepPoint? Before,
    DateTimeOffset? LastSeen,
    int Sweeps,
    IReadOnlyList<DateTimeOffset> Absent)
{
    public IEnumerable<string> Crates => Last.Select(sighting => sighting.Crate).Distinct();

    public DateOnly? FirstDay => First is { } first ? DateOnly.FromDateTime(first.Start.UtcDateTime) : null;

    /// <summary>Of the last sweep that had any.</summary>
    public IReadOnlyList<string> Platforms => Report.Sweeps.Platforms.InOrder(Last.Select(sighting => sighting.Platform));

    /// <param name="bySweep">Those of the sightings that belong to it, sweep by sweep.</param>
    public static CauseRecord Of(Sightings all, IReadOnlyList<IReadOnlyList<Sighting>> bySweep)
    {
        var seen = Enumerable.Range(0, bySweep.Count).Where(sweep => bySweep[sweep].Count > 0).ToList();
        if (seen.Count == 0)
            return new CauseRecord([], [], new HashSet<Sighting>(), null, null, null, 0, []);

        var (first, last) = (seen[0], seen[^1]);
        var before = Enumerable.Range(0, first).Reverse().Where(sweep => LookedFor(all, (first, bySweep[first]), sweep)).Select(all.PointOf).FirstOrDefault();
        var absent = Enumerable.Range(last + 1, bySweep.Count - last - 1).Where(sweep => LookedFor(all, (last, bySweep[last]), sweep));
        return new CauseRecord(
            bySweep[^1], bySweep[last], AllAt(all, last, bySweep[last]), all.PointOf(first), before, all.StartOf(last), seen.Count, [.. absent.Select(all.StartOf)]);
    }

    private static HashSet<Sighting> AllAt(Sightings all, int sweep, IEnumerable<Sighting> seen) =>
        [.. seen.SelectMany(sighting => all.CausesAt(sweep, (sighting.Crate, sighting.Platform)).Select(cause => sighting with { Cause = cause }))];

    // A sweep that ran other crates, or in which they gave no answer, says nothing of the cause; nor does a crate that stops at something else
    // before it gets there. Half of them is enough: some crates always go, and some are always broken.
    private static bool LookedFor(Sightings all, (int Sweep, IReadOnlyCollection<Sighting> Sightings) seen, int sweep)
    {
        var places = seen.Sightings.Select(sighting => (sighting.Crate, sighting.Platform)).Distinct().ToList();
        return places.Count(place => all.Standing(sweep, place.Crate, place.Platform) switch
        {
            Standing.Works => true,
            Standing.Fails => !all.CausesAt(sweep, place).Except(all.CausesAt(seen.Sweep, place)).Any(),
            _ => false,
        }) * 2 >= places.Count;
    }
}
