namespace Matrix.Report.Charts;

/// <summary>What the values of a chart are, and how they are written.</summary>
/// <param name="Unit">Written behind a number: <c>s</c>; empty for a count.</param>
/// <param name="IsShare">Values from 0 to 1, shown as per cent on an axis from 0 to 100 %.</param>
/// <param name="IsWhole">Has no ticks between whole numbers.</param>
internal sealed record ValueFormat(string Unit, bool IsShare = false, bool IsWhole = false)
{
    public const string Missing = "–";

    public static readonly ValueFormat Count = new("", IsWhole: true);

    public static readonly ValueFormat Share = new("%", IsShare: true);

    public static string Ratio(double ratio) => ratio switch
    {
        < 0.01 => $"{ratio:0.####}×",
        < 10 => $"{ratio:0.00}×",
        _ => $"{ratio:#,0}×",
    };

    public string Words(double? value) => value switch
    {
        null => Missing,
        0 or 1 when IsShare => $"{value * 100:0} %",
        _ when IsShare => $"{Math.Clamp(value.Value * 100, 0.1, 99.9):0.#} %", // never all or nothing where it is neither
        _ when Unit.Length > 0 => $"{value:#,0.##} {Unit}",
        _ => $"{value:#,0.##}",
    };
}

/// <summary>What a chart is drawn from, to be read.</summary>
internal sealed record NumberTable(string Title, string FirstColumn, IReadOnlyList<string> Columns, IReadOnlyList<NumberRow> Rows);

internal sealed record NumberRow(NumberCell Name, IReadOnlyList<NumberCell> Cells);

internal sealed record NumberCell(string Text, string? Link = null);
