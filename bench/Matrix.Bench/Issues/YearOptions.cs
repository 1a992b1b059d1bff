namespace Matrix.Bench.Issues;

/// <param name="Causes">That are met in the whole year.</param>
/// <param name="Weeks">A sweep each.</param>
/// <param name="Work">An empty folder.</param>
internal sealed record YearOptions(int Crates, int Causes, int Weeks, int Seed, string Work)
{
    public static IReadOnlyList<string> Platforms { get; } = ["linux-x86_64", "linux-aarch64", "macos-x86_64", "macos-aarch64"];

    /// <summary>In which nothing comes out otherwise than a week before.</summary>
    public int QuietWeek => Weeks * 3 / 5;

    public int LastWeek => Weeks - 1;

    public string ResultsOf(int week) => Path.Combine(Work, "results", $"week-{week + 1:00}");
}
