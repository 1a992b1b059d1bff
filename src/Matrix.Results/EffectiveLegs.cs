namespace Matrix.Results;

/// <summary>Which of a crate's lines count. A sweep that was killed may have run a leg twice: the later run counts.</summary>
public static class EffectiveLegs
{
    /// <summary>
    /// In the order they were first run. A leg that was run again makes void what was done in the folders of its earlier run: its repeats, and
    /// its control leg.
    /// </summary>
    public static IReadOnlyList<LegResult> Of(IEnumerable<LegResult> ofCrate)
    {
        var standing = new List<LegResult>();
        foreach (var leg in ofCrate)
        {
            var at = standing.FindIndex(other => other.Leg == leg.Leg && other.Attempt == leg.Attempt);
            if (at < 0)
            {
                standing.Add(leg);
                continue;
            }

            standing[at] = leg;
            if (leg is { Attempt: 1, Leg.IsControl: false })
                standing.RemoveAll(other => IsMadeOf(leg, other));
        }

        return standing;
    }

    private static bool IsMadeOf(LegResult leg, LegResult other) =>
        other.Leg == leg.Leg ? other.Attempt > 1 : other.Leg == leg.Leg with { Panic = PanicStrategy.Abort };
}
