using Matrix.Report.Formatting;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Diff;

internal static class DiffInputWords
{
    public const string Old = "OLD";
    public const string New = "NEW";

    private const int MostFeatures = 3;

    public static string Start(DiffInput side) => $"{side.Start.UtcDateTime:yyyy-MM-dd HH:mm}";

    /// <param name="only">What only this side's processor can do on a platform: a verdict holds for the processor that gave it.</param>
    public static DiffInputRow Row(string label, DiffInput side, Func<string, IReadOnlySet<string>> only) =>
        new(label, Start(side), string.Join(", ", side.Platforms.Select(platform => Name(platform, only(platform)))), Words.Count(side.Crates.Count, "crate"), side.Source);

    private static string Name(string platform, IReadOnlySet<string> only) =>
        only.Count == 0 ? Platforms.Words(platform) : $"{Platforms.Words(platform)} with {Words.First([.. only.Order(StringComparer.Ordinal)], MostFeatures)}";
}
