namespace Matrix.Report.Charts;

/// <summary>A value as a bar in the cell of a table, with its figure.</summary>
/// <param name="Whole">What a full bar is.</param>
/// <param name="Text">The figure: it says all that the bar does, so a screen reader needs no more.</param>
internal sealed record BarRow(double Value, double Whole, string Text)
{
    public string? Link { get; init; }

    public BarPicture Draw() => BarPicture.Of(this);
}

/// <param name="Fill">Width of the bar; 0 only for nothing.</param>
internal sealed record BarPicture(string ViewBox, double Width, double Height, double Fill, string Text, string? Link)
{
    private const double FullWidth = 100;
    private const double FullHeight = 10;
    private const double LeastFill = 1.5;

    public static BarPicture Of(BarRow row)
    {
        var share = row.Whole > 0 && double.IsFinite(row.Value) ? Math.Clamp(row.Value / row.Whole, 0, 1) : 0;
        var fill = share > 0 ? Math.Max(LeastFill, share * FullWidth) : 0;
        return new BarPicture(Coordinate.ViewBox(FullWidth, FullHeight), FullWidth, FullHeight, Coordinate.Of(fill), row.Text, row.Link);
    }
}
