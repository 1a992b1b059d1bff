using Matrix.Report.History;

namespace Matrix.Report.Issues;

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
