namespace Matrix.Runner.Planning;

/// <summary>Why a crate is not run on a platform this time.</summary>
/// <param name="Every">Its tier has its turn every so many sweeps; 0: never.</param>
/// <param name="Weeks">Until its turn.</param>
internal readonly record struct Absence(int? Tier, int Every, int Weeks) : IComparable<Absence>
{
    public int CompareTo(Absence other) => ((Tier ?? int.MaxValue), Weeks).CompareTo((other.Tier ?? int.MaxValue, other.Weeks));

    public string Words(string platform, DateOnly date)
    {
        var crates = Tier is { } tier ? $"tier {tier}" : "crates without a tier";
        return Every == 0
            ? $"{crates}: not on {platform}"
            : $"{crates}: every {Ordinal(Every)} sweep, next in the week of {Monday(date).AddDays(Weeks * Rotation.DaysOfAWeek):yyyy-MM-dd}";
    }

    private static DateOnly Monday(DateOnly date) => date.AddDays(-(date.DayNumber % Rotation.DaysOfAWeek));

    private static string Ordinal(int number) => number switch { 2 => "2nd", 3 => "3rd", _ => $"{number}th" };
}
