using Matrix.Report.Diff.Sides;
using Matrix.Report.Wording;

namespace Matrix.Report.Diff.Telling;

internal static class SideWords
{
    public const string Old = "OLD";
    public const string New = "NEW";

    public static string Start(Side side) => $"{side.Start.UtcDateTime:yyyy-MM-dd HH:mm}";

    public static SideRow Row(string label, Side side) => new(label, Start(side), PlatformWords.All(side.Platforms), Words.Count(side.Crates.Count, "crate"), side.Source);
}
