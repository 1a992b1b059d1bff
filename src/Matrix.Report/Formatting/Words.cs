using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Formatting;

/// <summary>Numbers as people read them.</summary>
internal static class Words
{
    public const string Dash = "–";

    public static string Count(int number, string noun) => $"{number:#,0} {Plural.Of(number, noun)}";

    public static string Times(int number) => number == 1 ? "once" : Count(number, "time");

    public static string Seconds(double seconds) => seconds switch
    {
        < 0.1 => $"{seconds * 1000:0} ms",
        < 10 => $"{seconds:0.0} s",
        < 59.5 => $"{seconds:0} s",
        < 3599.5 => MinutesAndSeconds((int)Math.Round(seconds)),
        _ => $"{(int)Math.Round(seconds) / 3600} h {(int)Math.Round(seconds) % 3600 / 60} min",
    };

    public static string Bytes(double bytes) => bytes switch
    {
        < 1024 => $"{bytes:0} bytes",
        < 1024 * 1024 => $"{bytes / 1024:0.0} KiB",
        < 1024.0 * 1024 * 1024 => $"{bytes / 1024 / 1024:0.0} MiB",
        _ => $"{bytes / 1024 / 1024 / 1024:0.0} GiB",
    };

    public static string Times(double ratio) => ratio < 10 ? $"{ratio:0.00}×" : $"{ratio:0}×";

    /// <summary>Rounded, but never to all or nothing where it is neither.</summary>
    public static string Share(int part, int whole)
    {
        if (part == 0 || part == whole)
            return part == 0 ? "0 %" : "100 %";

        return $"{Math.Clamp(100.0 * part / whole, 0.1, 99.9):0.#} %";
    }

    /// <param name="share">From 0 to 1, or above where the part is not within the whole; null: nobody knows.</param>
    public static string Share(double? share) => share switch
    {
        null => Dash,
        0 => "0 %",
        1 => "100 %",
        > 1 => $"{100 * share:0} %",
        { } part => $"{Math.Clamp(100 * part, 0.1, 99.9):0.#} %",
    };

    public static string Tests(TestCounts counts)
    {
        if (counts.Total == 0)
            return "no tests";

        (int Number, string Word)[] parts =
            [(counts.Passed, "passed"), (counts.Failed, "failed"), (counts.Ignored, "ignored"), (counts.NotRun, "not run")];
        return string.Join(", ", parts.Where(part => part.Number > 0).Select(part => $"{part.Number:#,0} {part.Word}"));
    }

    /// <summary>The first ones by name, the others by number.</summary>
    public static string First(IReadOnlyList<string> names, int count) => NameList.First(names, count);

    private static string MinutesAndSeconds(int seconds) => seconds % 60 == 0 ? $"{seconds / 60} min" : $"{seconds / 60} min {seconds % 60} s";
}
