using Matrix.Report.History;

namespace Matrix.Report.Diff;

/// <summary>A cause that stops more or fewer crates than it did, of those that both sides judge.</summary>
internal sealed record CauseShift(CauseKey Cause, int Before, int Now)
{
    /// <param name="shared">Platforms that both sides have.</param>
    /// <returns>What grew most first, what shrank most last.</returns>
    public static IReadOnlyList<CauseShift> Of(DiffInput before, DiffInput now, IReadOnlyList<string> shared)
    {
        var counts = new Dictionary<CauseKey, (int Before, int Now)>();
        foreach (var crate in now.Crates.Keys)
        {
            var judged = ReadinessShift.JudgedTwice(before, now, crate, shared).ToList();
            foreach (var cause in judged.SelectMany(pair => pair.Before.Causes.Keys).Distinct())
                counts[cause] = counts.GetValueOrDefault(cause) with { Before = counts.GetValueOrDefault(cause).Before + 1 };
            foreach (var cause in judged.SelectMany(pair => pair.Now.Causes.Keys).Distinct())
                counts[cause] = counts.GetValueOrDefault(cause) with { Now = counts.GetValueOrDefault(cause).Now + 1 };
        }

        return
        [
            .. counts
                .Where(pair => pair.Value.Before != pair.Value.Now)
                .Select(pair => new CauseShift(pair.Key, pair.Value.Before, pair.Value.Now))
                .OrderByDescending(shift => shift.Now - shift.Before)
                .ThenBy(shift => shift.Cause.Label, StringComparer.Ordinal)
                .ThenBy(shift => shift.Cause.Signature, StringComparer.Ordinal),
        ];
    }
}
