namespace Matrix.Report.Charts;

/// <summary>How much room a history has, in the drawing's own units.</summary>
/// <param name="LabelRoom">For names before the rows; 0 puts them above.</param>
internal sealed record StripLayout(string Size, double Width, double FontSize, double LabelRoom)
{
    public const double CellHeight = 20;

    private const double MostSlot = 22;

    public static readonly IReadOnlyList<StripLayout> All = [new("wide", 720, 14.5, 170), new("narrow", 340, 13, 0)];

    public double LineHeight => FontSize * 1.25;

    public double LabelHeight => LabelRoom > 0 ? 0 : LineHeight + 4;

    public double RowHeight => CellHeight + LabelHeight + 8;

    /// <summary>Where the rows begin, given the names.</summary>
    public double Left(IEnumerable<string> names) =>
        LabelRoom == 0 ? 0 : Coordinate.Of(Math.Min(LabelRoom, names.Max(name => Label.Width(Label.Fit(name, LabelRoom, FontSize), FontSize)) + 12));

    /// <summary>A sweep's width.</summary>
    public double Slot(double left, int sweeps) => Math.Min(MostSlot, (Width - left) / sweeps);
}
