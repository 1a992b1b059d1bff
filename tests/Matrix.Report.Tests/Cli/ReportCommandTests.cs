using Matrix.Report.Cli;
using Matrix.Results;

namespace Matrix.Report.Tests.Cli;

public sealed class ReportCommandTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown()
    {
        results.Dispose();
        output.GetStringBuilder().Clear();
        errors.GetStringBuilder().Clear();
    }

    [Test]
    public async Task It_prints_what_it_found_and_the_paths_it_wrote()
    {
        PopularRun.Write(results);

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site), Is.Zero);

        var paths = output.ToString().Split('\n').Where(line => line.StartsWith(results.Site, StringComparison.Ordinal)).ToArray();
        Assert.That(output.ToString(), Does.StartWith("4 of 8 crates that can be judged work with Cranelift (50 %)."));
        Assert.That(output.ToString(), Does.Contain("No isolation"));
        Assert.That(paths, Has.Length.EqualTo(3));
        Assert.That(paths[0], Does.Exist);
        Assert.That(paths[1], Does.Exist);
        Assert.That(paths[2], Does.EndWith("logs (10 pages)"));
        Assert.That(errors.ToString(), Is.Empty);
    }

    [Test]
    public async Task Without_a_site_the_pages_go_into_the_results()
    {
        results.Write();

        Assert.That(await RunAsync("report", results.Results), Is.Zero);

        Assert.That(Path.Combine(results.Results, "report", "index.html"), Does.Exist);
    }

    [Test]
    public async Task A_second_report_replaces_the_first()
    {
        PopularRun.Write(results);
        await RunAsync("report", results.Results);
        var first = await File.ReadAllTextAsync(Path.Combine(results.Results, "report", "index.html"));

        Assert.That(await RunAsync("report", results.Results), Is.Zero);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(results.Results, "report", "index.html")), Is.EqualTo(first));
    }

    [Test]
    public async Task A_directory_without_results_is_refused()
    {
        Assert.That(await RunAsync("report", results.PathOf("absent")), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match("(?s)^error: .* is not a results directory: .*\n  hint: .*sweep.*\n$"));
    }

    [Test]
    public async Task Results_of_a_newer_version_are_refused()
    {
        results.Write();
        await File.WriteAllTextAsync(results.PathOf("run.json"), "{\"format\":99}");

        Assert.That(await RunAsync("report", results.Results), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Contain("format 99 is not one that this version reads").And.Contain("  hint: "));
        Assert.That(Path.Combine(results.Results, "report"), Does.Not.Exist);
    }

    [Test]
    public async Task A_line_in_the_middle_that_is_broken_is_refused_by_its_place()
    {
        PopularRun.Write(results);
        var lines = await File.ReadAllLinesAsync(results.PathOf("verdicts.jsonl"));
        lines[1] = "{\"crate\":";
        await File.WriteAllLinesAsync(results.PathOf("verdicts.jsonl"), lines);

        Assert.That(await RunAsync("report", results.Results), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Contain("verdicts.jsonl:2: "));
    }

    [Test]
    public async Task A_site_that_cannot_be_written_is_refused()
    {
        results.Write();

        Assert.That(await RunAsync("report", results.Results, "--out", results.PathOf("run.json")), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Contain("cannot be written").And.Contain("--out"));
    }

    [TestCase]
    [TestCase("report")]
    [TestCase("report", "a", "b")]
    [TestCase("report", "a", "--outt", "b")]
    [TestCase("reprot", "a")]
    public async Task Options_that_are_wrong_are_explained(params string[] arguments)
    {
        Assert.That(await RunAsync(arguments), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Is.Not.Empty);
    }

    [TestCase("--help")]
    [TestCase("report", "--help")]
    public async Task Help_has_examples_and_exit_codes(params string[] arguments)
    {
        Assert.That(await RunAsync(arguments), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("Examples:").And.Contain("Exit codes:").And.Contain("130"));
    }

    [Test]
    public void A_report_that_is_cancelled_stops()
    {
        PopularRun.Write(results);

        Assert.That(
            () => new ReportRun(ResultsFixture.Templates).Execute(new ReportRequest(results.Results, results.Site), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Path.Combine(results.Site, "index.html"), Does.Not.Exist);
    }

    private Task<int> RunAsync(params string[] arguments) => Rim.InvokeAsync(Commands.Root().Parse(arguments), output, errors);
}
