using Matrix.Testing;

namespace Matrix.Report.Tests;

/// <summary>Which folder may know which. An order is read upwards: each folder knows those before it, and none that comes later.</summary>
public sealed class LayerTests
{
    private static readonly Layers Report = new(
        typeof(ReportRun),
        "Escaping", "Rendering/Engine", "Rendering", "Sweeps", "Formatting", "History", "Measuring", "Causes",
        "Merging", "Charts", "Logs", "Pages", "Pages/Crate", "Exports", "Diff", "Issues", "Issues/Text", "Issues/Plan",
        "Issues/Apply", "Issues/GitHub", "", "Cli");

    [Test]
    public void No_arrow_points_up() => Report.AssertNoArrowPointsUp();

    [Test]
    public void No_name_says_nothing() => Report.AssertNamesSaySomething();
}
