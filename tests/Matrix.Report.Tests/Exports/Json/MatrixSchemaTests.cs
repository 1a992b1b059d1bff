using Matrix.Report.Exports;
using Matrix.Testing;

namespace Matrix.Report.Tests.Exports.Json;

/// <summary>What is written is what the schema says, as a program of others reads it.</summary>
public sealed class MatrixSchemaTests
{
    private readonly JsonSchema schema = new(MatrixFile.SchemaPath);

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_sweep_over_platforms_with_a_past_is_valid(int seed)
    {
        using var run = new MultiRun(seed);
        run.Report();

        Assert.That(await schema.ErrorsOfAsync(Path.Combine(run.Site, "matrix.json")), Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_is_hostile_is_valid(bool history)
    {
        using var results = new ResultsFixture();
        HostileRun.Write(results);
        HostileRun.Remember(results.PathOf("history"));
        results.Report(results.Results, history ? results.PathOf("history") : null);

        Assert.That(await schema.ErrorsOfAsync(Path.Combine(results.Site, "matrix.json")), Is.Empty);
    }

    [Test]
    public async Task What_is_not_valid_is_told()
    {
        using var run = new MultiRun();
        run.Report();
        using var directory = new TemporaryDirectory();
        var wrong = directory.File("wrong.json", run.Read("matrix.json").Replace("\"standing\":\"works\"", "\"standing\":\"perhaps\"").Replace("\"standing\": \"works\"", "\"standing\": \"perhaps\""));

        Assert.That(await schema.ErrorsOfAsync(wrong), Has.Some.Contains("/standing must be equal to one of the allowed values"));
    }
}
