using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Planning;

/// <summary>
/// Whose turn it is. A tier that runs every fourth sweep is divided into four slices, one a week; a crate's slice comes from its name alone,
/// so that it does not change with the list.
/// </summary>
internal static class Rotation
{
    public const int DaysOfAWeek = 7;

    /// <returns>Null: it is the crate's turn; else why not.</returns>
    public static Absence? WhyNot(CrateEntry crate, PlatformBudget budget, DateOnly date)
    {
        if (budget.Every(crate.Tier) is not { } every)
            return new Absence(crate.Tier, 0, 0);

        // Day 0 of the calendar is a Monday.
        var turn = date.DayNumber / DaysOfAWeek % every;
        var weeks = (Slice(crate.Name, every) - turn + every) % every;
        return weeks == 0 ? null : new Absence(crate.Tier, every, weeks);
    }

    private static int Slice(CrateName crate, int slices) => (int)(Hash(crate.Value) % (uint)slices);

    // http://www.isthe.com/chongo/tech/comp/fnv/ : the same for all time and on all machines, which string.GetHashCode is not.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 16777619u);

        // Names that differ in their last letters alone would gather in few slices: https://github.com/aappleby/smhasher/wiki/MurmurHash3
        hash = unchecked((hash ^ (hash >> 16)) * 0x85ebca6b);
        hash = unchecked((hash ^ (hash >> 13)) * 0xc2b2ae35);
        return hash ^ (hash >> 16);
    }
}
