namespace Matrix.Report.Rendering;

/// <summary>A page at the top of the site.</summary>
/// <param name="File">Of the page, and of its template.</param>
internal sealed record SitePage(string File, string Title)
{
    public static readonly SitePage Readiness = new("index.html", "Readiness");
    public static readonly SitePage Fixes = new("fixes.html", "Next best fix");
    public static readonly SitePage Trend = new("trend.html", "Trend");
    public static readonly SitePage Crates = new("crates.html", "Crates");
    public static readonly SitePage Speed = new("speed.html", "Speed");
    public static readonly SitePage Run = new("run.html", "Run");

    /// <summary>In the order of the navigation.</summary>
    public static IReadOnlyList<SitePage> All { get; } = [Readiness, Fixes, Trend, Crates, Speed, Run];
}
