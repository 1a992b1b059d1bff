using Matrix.Report.Sweeps;

namespace Matrix.Report.Issues.Sighted;

/// <summary>What the sweeps say of the failures that belong to one issue.</summary>
/// <param name="Present">In the present sweep.</param>
/// <param name="Last">In the last sweep that had any; the present one, where it has.</param>
/// <param name="FirstSeen">Start of the first sweep that had any; null: none had.</param>
/// <param name="LastSeen">Start of the last one.</param>
/// <param name="Sweeps">How many had any.</param>
/// <param name="Absent">Starts of the sweeps after the last one that looked where it had been, and did not find it.</param>
internal sealed record CauseRecord(
    IReadOnlyList<Sighting> Present,
    IReadOnlyList<Sighting> Last,
    DateTimeOffset? FirstSeen,
    DateTimeOffset? LastSeen,
    int Sweeps,
    IReadOnlyList<DateTimeOffset> Absent)
{
    public IEnumerable<string> Crates => Last.Select(sighting => sighting.Crate).Distinct();

    /// <summary>Of the last sweep that had any.</summary>
    public IReadOnlyList<string> Platforms => Report.Sweeps.Platforms.InOrder(Last.Select(sighting => sighting.Platform));

    public static CauseRecord Of(Sightings sightings, Func<Sighting, bool> belongs)
    {
        var bySweep = sightings.BySweep.Select(sweep => sweep.Where(belongs).ToList()).ToList();
        var (first, last) = (bySweep.FindIndex(found => found.Count > 0), bySweep.FindLastIndex(found => found.Count > 0));
        if (last < 0)
            return new CauseRecord([], [], null, null, 0, []);

        var absent = Enumerable.Range(last + 1, bySweep.Count - last - 1).Where(sweep => LookedFor(sightings, last, bySweep[last], sweep));
        return new CauseRecord(
            bySweep[^1], bySweep[last], sightings.StartOf(first), sightings.StartOf(last), bySweep.Count(found => found.Count > 0), [.. absent.Select(sightings.StartOf)]);
    }

    // A sweep that ran other crates, or in which they gave no answer, says nothing of the cause; nor does a crate that stops at something new
    // before it gets there. Half of them is enough: some crates always go, and some are always broken.
    private static bool LookedFor(Sightings sightings, int last, IReadOnlyCollection<Sighting> seen, int sweep)
    {
        var places = seen.Select(sighting => (sighting.Crate, sighting.Platform)).Distinct().ToList();
        return places.Count(place => sightings.Standing(sweep, place.Crate, place.Platform) switch
        {
            Standing.Works => true,
            Standing.Fails => !sightings.CausesAt(sweep, place).Except(sightings.CausesAt(last, place)).Any(),
            _ => false,
        }) * 2 >= places.Count;
    }
}
