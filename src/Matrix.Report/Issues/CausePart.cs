using Matrix.Report.History;

namespace Matrix.Report.Issues;

/// <summary>One of the causes that belong to an issue, with what the sweeps say of it alone.</summary>
internal sealed record CausePart(CauseKey Cause, CauseRecord Record)
{
    /// <param name="bySweep">All sightings that belong to the issue, sweep by sweep.</param>
    /// <param name="record">Of all of them together.</param>
    public static IReadOnlyList<CausePart> Of(Sightings all, IReadOnlyList<IReadOnlyList<Sighting>> bySweep, CauseRecord record)
    {
        CauseRecord RecordOf(CauseKey cause) => CauseRecord.Of(all, [.. bySweep.Select(sweep => (IReadOnlyList<Sighting>)[.. sweep.Where(sighting => sighting.Cause == cause)])]);

        // Most issues have one.
        var causes = bySweep.SelectMany(sweep => sweep).Select(sighting => sighting.Cause).ToHashSet();
        return
        [
            .. causes.Select(cause => new CausePart(cause, causes.Count == 1 ? record : RecordOf(cause)))
                .OrderBy(part => part.Cause.Label, StringComparer.Ordinal).ThenBy(part => part.Cause.Signature, StringComparer.Ordinal),
        ];
    }
}
