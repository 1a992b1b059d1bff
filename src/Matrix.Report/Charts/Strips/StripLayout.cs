namespace Matrix.Report.Charts.Strips;

/// <summary>How much room a history has, in the drawing's own units.</summary>
/// <param name="LabelRoom">For names before the rows; 0 puts them above.</param>
/// <param name="LeastSlot">A sweep's width, below which cells cannot be told apart: the oldest are left out.</param>
internal sealed record StripLayout(string Size, double Width, double FontSize, double LabelRoom, double LeastSlot)
{
    public const double CellHeight = 20;

    private const double MostSlot = 22;

    public static readonly IReadOnlyList<StripLayout> All = [new("wide", 720, 14.5, 170, 5.2), new("narrow", 340, 13, 0, 7.5)];

    public double LineHeight => FontSize * 1.25;

    public double LabelHeight => LabelRoom > 0 ? 0 : LineHeight + 4;

    public double RowHeight => CellHeight + LabelHeight + 8;

    /// <summary>Where cells begin, given the names.</summary>
    public double Left(IEnumerable<string> names) =>
        LabelRoom == 0 ? 0 : Place.Of(Math.Min(LabelRoom, names.Max(name => Label.Width(Label.Fit(name, LabelRoom, FontSize), FontSize)) + 12));

    public int Shown(double left, int sweeps) => Math.Min(sweeps, (int)((Width - left) / LeastSlot));

    public double Slot(double left, int shown) => Math.Min(MostSlot, (Width - left) / shown);
}
