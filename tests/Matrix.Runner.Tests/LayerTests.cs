using Matrix.Testing;

namespace Matrix.Runner.Tests;

/// <summary>Which folder may know which. An order is read upwards: each folder knows those before it, and none that comes later.</summary>
public sealed class LayerTests
{
    private static readonly Layers Runner = new(
        typeof(MatrixRun),
        "Files", "Processes/Native", "Processes", "Machines", "Isolation", "Rules", "Rules/Corpus",
        "Rules/Loading", "Configuration", "Toolchains", "Crates", "Crates/Settings", "Crates/Checkout",
        "Crates/Revisions", "Crates/Expectations", "Events", "RustcCache", "Legs/Logs", "Legs/Cargo", "Legs/Tests",
        "Legs", "Preparation", "Verdicts", "Reuse", "Planning", "", "Measuring", "Progress", "Cli");

    private static readonly Layers Results = new(typeof(Matrix.Results.Verdict), "", "Storage", "History");

    private static readonly Layers Yaml = new(typeof(Matrix.Yaml.YamlFile), "", "Editing");

    private static readonly Layers Terminal = new(typeof(Matrix.Terminal.CommandHost), "");

    private static IEnumerable<TestCaseData<Layers>> All() =>
        [new(Runner) { TestName = "Runner" }, new(Results) { TestName = "Results" }, new(Yaml) { TestName = "Yaml" }, new(Terminal) { TestName = "Terminal" }];

    [TestCaseSource(nameof(All))]
    public void No_arrow_points_up(Layers layers) => layers.AssertNoArrowPointsUp();

    [TestCaseSource(nameof(All))]
    public void No_name_says_nothing(Layers layers) => layers.AssertNamesSaySomething();
}
