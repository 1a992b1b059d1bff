namespace Matrix.Report.Charts;

/// <summary>What is said of a chart beside its drawings; all sizes of one drawing share it.</summary>
/// <param name="Note">Below the title, for everyone.</param>
/// <param name="Description">For those who do not see the drawing.</param>
internal sealed record ChartText(string Id, string Title, string Note, string Description)
{
    public string TitleId => $"{Id}-title";

    public string DescriptionId => $"{Id}-description";
}

/// <summary>One drawing has a form for wide places and one for narrow ones; the style sheet shows the one that fits.</summary>
/// <param name="Size">Class of the style sheet: <c>wide</c>, <c>narrow</c>.</param>
/// <param name="Role">A picture is one thing to a screen reader: what holds links must be a group.</param>
internal sealed record Sheet(string Size, string ViewBox, string Role, string LabelledBy)
{
    public static Sheet Of(string size, double width, double height, bool hasLinks, ChartText text) =>
        new(size, Coordinate.ViewBox(width, height), hasLinks ? "group" : "img", $"{text.TitleId} {text.DescriptionId}");
}
