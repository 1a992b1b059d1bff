using System.Text.Json;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class SpeedPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void What_was_measured_is_told_with_its_spread_and_is_the_same_in_matrix_json()
    {
        Measure(
            new SpeedResult { Candidate = BackendName.Cranelift, Crate = "serde", Rounds = [Round(10, 6, 4, 3), Round(10, 8, 4, 1), Round(10, 7, 4, 2)] },
            new SpeedResult { Candidate = BackendName.Cranelift, Crate = "itoa", Rounds = [Round(1, 0.5, null, null)] });

        var page = Build(results.Report());
        var rows = page.Measured.Single().Crates;
        using var document = JsonDocument.Parse(results.Read("matrix.json"));
        var clean = document.RootElement.GetProperty("speed").EnumerateArray().Single(speed => speed.GetProperty("crate").GetString() == "serde").GetProperty("clean");

        Assert.That(rows.Select(row => row.Crate.Link), Is.EqualTo(new[] { "crates/itoa.html", "crates/serde.html" }));
        Assert.That(rows[1].Clean, Is.EqualTo(new SpeedCell("0.70×", "0.60× to 0.80×", "10 s", "7.0 s", "0.7")));
        Assert.That(rows[1].Rebuild.Ratio, Is.EqualTo("0.50×"));
        Assert.That(rows[0].Rebuild.Ratio, Is.EqualTo("–"));
        Assert.That(clean.GetProperty("ratio").GetDouble(), Is.EqualTo(0.7).Within(1e-9));
        Assert.That(page.Measured.Single().Medians.Select(median => (median.What, median.Median, median.Crates)), Is.EqualTo(new[] { ("Clean build", "0.60×", 2), ("Rebuild after a change", "0.50×", 1) }));
    }

    [Test]
    public void A_number_of_medians_leads_to_a_table_of_as_many_crates()
    {
        Measure(new SpeedResult { Candidate = BackendName.Cranelift, Crate = "serde", Rounds = [Round(10, 6, 4, 3)] }, new SpeedResult { Candidate = BackendName.Cranelift, Crate = "itoa", Rounds = [Round(1, 0.5, 1, 1)] });
        results.Report();

        var html = results.Read("speed.html");
        var section = PageHtml.Value(html, "<section [^>]*id=\"on-linux-x86_64\">(.*?)</section>");

        Assert.That(section, Does.Contain("<a href=\"#on-linux-x86_64\">2</a>"));
        Assert.That(PageHtml.Value(section, "<table class=\"sortable\" id=\"on-linux-x86_64-table\">.*<tbody>(.*?)</tbody>").Split("<tr>"), Has.Length.EqualTo(3));
    }

    [TestCase("the build failed", "the build failed")]
    [TestCase(null, "no round was finished")]
    public void What_could_not_be_measured_says_why(string? failure, string words)
    {
        Measure(new SpeedResult { Candidate = BackendName.Cranelift, Crate = "serde", Failure = failure });

        var page = Build(results.Report());

        Assert.That(page.Measured, Is.Empty);
        Assert.That(page.Unmeasured.Single(), Is.EqualTo(new UnmeasuredRow(new("serde", "crates/serde.html"), "Linux x86_64", words)));
    }

    [Test]
    public void A_round_that_took_no_time_is_no_ratio()
    {
        Measure(new SpeedResult { Candidate = BackendName.Cranelift, Crate = "serde", Rounds = [Round(0, 0, 0, 0)] });

        Assert.That(Build(results.Report()).Unmeasured, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_medians_of_the_sweep_itself_are_of_crates_that_came_through_on_both_sides()
    {
        PopularRun.Write(results);

        var medians = Build(results.Report()).Medians;

        Assert.That(medians.Select(median => median.What), Is.EqualTo(new[] { "Build time", "Test time", "Size of what is built" }));
        Assert.That(medians[0].Crates, Is.EqualTo(Comparable().Count()).And.Positive);
        Assert.That(results.Read("speed.html"), Does.Contain($"<td class=\"number\"><strong>{medians[0].Median}</strong></td><td>{medians[0].Middle}</td><td>{medians[0].Range}</td>"));
    }

    private IEnumerable<JsonElement> Comparable() => JsonDocument.Parse(results.Read("matrix.json")).RootElement.GetProperty("crates").EnumerateArray()
        .Select(crate => crate.GetProperty("results").GetProperty("linux-x86_64"))
        .Where(result => result.TryGetProperty("build", out var build) && build.TryGetProperty("ratio", out _));

    private static SpeedRound Round(double llvm, double cranelift, double? llvmRebuild, double? craneliftRebuild) =>
        new(BackendName.Llvm, new BuildSeconds(llvm, llvmRebuild), new BuildSeconds(cranelift, craneliftRebuild));

    private static SpeedPage Build(WrittenReport written) => SpeedBuilder.Build(written.Facts, new PageFrames(ResultsFixture.Templates));

    private void Measure(params SpeedResult[] speed)
    {
        results.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Add(Sample.Verdict("itoa", VerdictKind.Compatible)).Write();
        File.WriteAllLines(results.PathOf(ResultsPaths.Speed), speed.Select(each => JsonSerializer.Serialize(each, ResultsJson.Default.SpeedResult)));
    }
}
