using System.Text;
using System.Text.Json;
using Matrix.Results;
using Matrix.Runner.Cli;
using Matrix.Runner.Tests.Planning;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Cli;

public sealed class PlannerTests
{
    private TemporaryDirectory directory = null!;
    private List<string> warnings = null!;

    [SetUp]
    public void MakeDirectory()
    {
        directory = new TemporaryDirectory();
        warnings = [];
    }

    [TearDown]
    public void RemoveDirectory() => directory.Dispose();

    [Test]
    public void A_workflow_gets_one_line_with_a_job_a_shard_the_longest_first()
    {
        var lines = Printed(PlanFormat.GithubMatrix).Split('\n');
        using var matrix = JsonDocument.Parse(lines[0]);

        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(
            matrix.RootElement.GetProperty("include").EnumerateArray().Select(job => job.ToString()),
            Is.EqualTo(new[]
            {
                """{"platform":"macos-aarch64","runner":"macos-latest","shard":"1/1","artifact":"macos-aarch64-1-of-1","minutes":120}""",
                """{"platform":"linux-x86_64","runner":"ubuntu-latest","shard":"1/2","artifact":"linux-x86_64-1-of-2","minutes":90}""",
                """{"platform":"linux-x86_64","runner":"ubuntu-latest","shard":"2/2","artifact":"linux-x86_64-2-of-2","minutes":90}""",
            }));
    }

    [Test]
    public void The_table_says_how_long_it_takes_and_what_is_left_out()
    {
        var table = Printed(PlanFormat.Table);

        Assert.That(table, Does.Match(@"\| linux-x86_64 +\| +3 \| +0 \| +2 \| +1.0 h \| +1.8 h \| +1.0 h \|"));
        Assert.That(table, Does.Match(@"\| all +\| +5 \| +1 \| +3 \|"));
        Assert.That(table, Does.Contain("macos-aarch64: 1 left out; tier 2: not on macos-aarch64"));
        Assert.That(table, Does.Contain("linux-x86_64: expected times 1 measured, 2 list"));
    }

    [Test]
    public void What_is_written_is_what_json_prints()
    {
        var plan = Path.Combine(directory.Path, "plan.json");

        Assert.That(Printed(PlanFormat.Json, plan), Is.EqualTo(File.ReadAllText(plan)));
    }

    [Test]
    public void More_jobs_than_a_workflow_may_have_are_refused()
    {
        var config = directory.File("matrix.yaml", "format: 1\nplatforms: { linux-x86_64: { runner: u, shards: 300, time: 1h } }");
        var list = directory.File("many.yaml", $"format: 1\ncrates:\n{string.Concat(Enumerable.Range(0, 257).Select(number => $"  - {{ name: c{number}, path: x }}\n"))}");
        var planner = new Planner(new CheckoutPaths(directory.Path), new PlanOptions { Config = config, List = list, Format = PlanFormat.GithubMatrix });

        Assert.That(
            () => planner.Execute(Stream.Null, warnings.Add),
            Throws.TypeOf<MatrixException>().With.Message.EqualTo("257 jobs are more than a workflow's matrix may have (256)"));
    }

    [Test]
    public void A_plan_that_cannot_be_written_is_refused() =>
        Assert.That(() => Printed(PlanFormat.Table, "/nowhere/plan.json"), Throws.TypeOf<MatrixException>().With.Message.StartsWith("/nowhere/plan.json cannot be written: "));

    private string Printed(PlanFormat format, string? file = null)
    {
        var config = directory.File(
            "matrix.yaml",
            """
            format: 1
            platforms:
              linux-x86_64: { runner: ubuntu-latest, shards: 2, time: 90m }
              macos-aarch64: { runner: macos-latest, shards: 1, time: 2h, tiers: { 1: 1 } }
            """);
        var list = directory.File("list.yaml", "format: 1\ncrates: [{ name: a, path: x, tier: 1, cost: 900 }, { name: b, path: x, tier: 1, cost: 3600 }, { name: c, path: x, tier: 2, cost: 1000 }]");
        var history = Directory.CreateDirectory(Path.Combine(directory.Path, "history")).FullName;
        PlanningSamples.Remember(history, PlanningSamples.Day.AddDays(-7), ("a", PlanningSamples.Linux, 1800, VerdictKind.Compatible));

        using var output = new MemoryStream();
        var options = new PlanOptions { Config = config, List = list, History = history, Date = PlanningSamples.Day, Format = format, Out = file, Shards = format == PlanFormat.GithubMatrix ? null : 2 };
        new Planner(new CheckoutPaths(directory.Path), options).Execute(output, warnings.Add);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
