using Matrix.Bench.Synthetic;

namespace Matrix.Bench.Issues;

/// <summary>What becomes of a cause over the year.</summary>
internal enum CauseCourse
{
    Lasts,
    Appears,
    Vanishes,
    ComesBack,
    Spreads,
    Doubles,
}

/// <summary>A cause, whom it bites, and when.</summary>
/// <param name="Turn">The first week in which it is not any more what it was.</param>
/// <param name="Return">Of one that comes back, the week in which it does.</param>
/// <param name="Platforms">At least one; the first is that on which it began.</param>
internal sealed record CauseLife(
    Trouble Trouble, CauseCourse Course, int Turn, int Return, IReadOnlyList<string> Platforms, IReadOnlyList<SyntheticCrate> Crates)
{
    public IEnumerable<string> PlatformsIn(int week) => Course == CauseCourse.Spreads && week < Turn ? Platforms.Take(1) : Platforms;

    public IEnumerable<SyntheticCrate> CratesIn(int week) => !IsThere(week) ? []
        : Course == CauseCourse.Doubles && week < Turn ? Crates.Take((Crates.Count + 1) / 2)
        : Crates;

    private bool IsThere(int week) => Course switch
    {
        CauseCourse.Appears => week >= Turn,
        CauseCourse.Vanishes => week < Turn,
        CauseCourse.ComesBack => week < Turn || week >= Return,
        _ => true,
    };
}
