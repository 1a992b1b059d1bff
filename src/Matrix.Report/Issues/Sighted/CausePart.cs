using Matrix.Report.Timelines;

namespace Matrix.Report.Issues.Sighted;

/// <summary>One of the causes that belong to an issue, with what the sweeps say of it alone.</summary>
internal sealed record CausePart(CauseKey Cause, CauseRecord Record)
{
    /// <param name="bySweep">All sightings that belong to the issue, sweep by sweep.</param>
    public static IReadOnlyList<CausePart> Of(Sightings all, IReadOnlyList<IReadOnlyList<Sighting>> bySweep) =>
    [
        .. bySweep.SelectMany(sweep => sweep).Select(sighting => sighting.Cause).Distinct()
            .Select(cause => new CausePart(cause, CauseRecord.Of(all, [.. bySweep.Select(sweep => (IReadOnlyList<Sighting>)[.. sweep.Where(sighting => sighting.Cause == cause)])])))
            .OrderBy(part => part.Cause.Label, StringComparer.Ordinal).ThenBy(part => part.Cause.Signature, StringComparer.Ordinal),
    ];
}
