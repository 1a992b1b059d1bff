using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Tests.Pages;

/// <summary>Every number of the report follows from the crates in matrix.json, is the same wherever it stands, and leads to what it was counted from.</summary>
[TestFixture(1)]
[TestFixture(2)]
[TestFixture(3)]
public sealed class NumbersTests(int seed)
{
    private static readonly string[] PagesWithNumbers = ["index.html", "fixes.html", "trend.html", "crates.html", "speed.html", "run.html"];

    private MultiRun run = null!;
    private MatrixNumbers numbers = null!;
    private JsonDocument document = null!;
    private IReadOnlyList<PageFact> facts = null!;

    [OneTimeSetUp]
    public void Report()
    {
        run = new MultiRun(seed);
        run.Report();
        document = JsonDocument.Parse(run.Read("matrix.json"));
        numbers = new MatrixNumbers(document.RootElement);
        facts = [.. PagesWithNumbers.SelectMany(page => PageFacts.On(page, run.Read(page)))];
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        document.Dispose();
        run.Dispose();
    }

    [Test]
    public void The_sweep_is_as_diverse_as_it_has_to_be_to_prove_anything()
    {
        Assert.That(numbers.Platforms, Is.EqualTo(MultiRun.Platforms));
        Assert.That(numbers.Crates, Has.Count.EqualTo(run.Crates.Count));
        Assert.That(numbers.CauseIds, Has.Count.EqualTo(6));
        Assert.That(numbers.CauseIds.Count(cause => numbers.Unlocks(cause).Count > 0), Is.GreaterThan(2));
        Assert.That(numbers.Changes("broke") * numbers.Changes("fixed"), Is.Positive);
        Assert.That(document.RootElement.GetProperty("sweeps").GetArrayLength(), Is.EqualTo(4));
        Assert.That(document.RootElement.GetProperty("noise").EnumerateArray().Sum(noise => noise.GetProperty("accused").GetArrayLength()), Is.Positive);
    }

    [Test]
    public void The_standings_of_matrix_json_follow_from_its_crates()
    {
        Compare(document.RootElement.GetProperty("readiness"), standing => numbers.Standing(standing), numbers.WeightedShare(null));
        foreach (var platform in numbers.Platforms)
            Compare(document.RootElement.GetProperty("platforms").GetProperty(platform).GetProperty("readiness"), standing => numbers.Standing(standing, platform), numbers.WeightedShare(platform));

        foreach (var crate in numbers.Crates)
            Assert.That(crate.GetProperty("standing").GetString(), Is.EqualTo(MatrixNumbers.Overall(crate)), MatrixNumbers.Name(crate));
    }

    [Test]
    public void The_verdict_counts_of_matrix_json_follow_from_its_crates()
    {
        foreach (var platform in numbers.Platforms)
        {
            var counts = document.RootElement.GetProperty("platforms").GetProperty(platform).GetProperty("verdicts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt32());
            var expected = WireName.All<VerdictKind>().ToDictionary(verdict => verdict, verdict => numbers.Verdict(verdict, platform)).Where(count => count.Value > 0);
            Assert.That(counts, Is.EquivalentTo(expected), platform);
        }
    }

    [Test]
    public void The_goals_of_matrix_json_follow_from_its_crates()
    {
        foreach (var goal in document.RootElement.GetProperty("goals").EnumerateArray())
        {
            var name = goal.GetProperty("goal").GetString()!;
            Assert.That(goal.GetProperty("crates").GetInt32(), Is.EqualTo(numbers.Stopped(name, null)), name);
            Assert.That(goal.GetProperty("platforms").EnumerateObject().Select(platform => platform.Name), Is.EqualTo(numbers.Platforms));
            foreach (var platform in numbers.Platforms)
                Assert.That(goal.GetProperty("platforms").GetProperty(platform).GetProperty("crates").GetInt32(), Is.EqualTo(numbers.Stopped(name, platform)), $"{name} on {platform}");
        }
    }

    [Test]
    public void The_causes_of_matrix_json_follow_from_its_crates()
    {
        var causes = document.RootElement.GetProperty("causes").EnumerateArray().ToDictionary(cause => cause.GetProperty("id").GetString()!);
        Assert.That(causes.Keys, Is.EquivalentTo(numbers.CauseIds));
        foreach (var (id, cause) in causes)
        {
            Assert.That(MatrixNumbers.Strings(cause.GetProperty("crates")), Is.EquivalentTo(numbers.CratesWith(id)), id);
            Assert.That(MatrixNumbers.Strings(cause.GetProperty("unlocks")), Is.EquivalentTo(numbers.Unlocks(id)), id);
            Assert.That(cause.GetProperty("tests").GetInt32(), Is.EqualTo(numbers.Tests(id)), id);
            Assert.That(MatrixNumbers.Strings(cause.GetProperty("platforms")), Is.EquivalentTo(numbers.PlatformsOf(id)), id);
            Assert.That(
                cause.GetProperty("unlocked-downloads").GetInt64(),
                Is.EqualTo(numbers.Crates.Where(crate => numbers.Unlocks(id).Contains(MatrixNumbers.Name(crate))).Sum(MatrixNumbers.Downloads)), id);
        }
    }

    [Test]
    public void The_changes_of_matrix_json_follow_from_its_crates_and_the_history_beside_it()
    {
        var past = Directory.GetFiles(Path.Combine(run.Site, "history")).Order(StringComparer.Ordinal).SkipLast(1).Select(Verdicts).ToList();
        var expected =
            from crate in numbers.Crates
            from result in crate.GetProperty("results").EnumerateObject()
            let now = MatrixNumbers.Standing(result.Value)
            where now != "unsaid"
            let before = past.Select(sweep => sweep.GetValueOrDefault((MatrixNumbers.Name(crate), result.Name), "unsaid")).LastOrDefault(standing => standing != "unsaid")
            where before != now
            select $"{(before, now) switch { (null, "fails") => "new-and-fails", (null, _) => "new-and-works", (_, "fails") => "broke", _ => "fixed" }} {MatrixNumbers.Name(crate)} {result.Name}";

        var changes = document.RootElement.GetProperty("changes").EnumerateArray()
            .Select(change => $"{change.GetProperty("kind").GetString()} {change.GetProperty("crate").GetString()} {change.GetProperty("platform").GetString()}");

        Assert.That(past, Has.Count.EqualTo(3));
        Assert.That(changes, Is.EquivalentTo(expected));
    }

    [Test]
    public void Each_file_of_the_history_says_what_its_sweep_came_to()
    {
        var files = Directory.GetFiles(Path.Combine(run.Site, "history")).Order(StringComparer.Ordinal);
        foreach (var (file, sweep) in files.Zip(document.RootElement.GetProperty("sweeps").EnumerateArray()))
        {
            var standings = Verdicts(file);
            foreach (var platform in sweep.GetProperty("platforms").EnumerateObject())
            {
                Compare(platform.Value, standing => standings.Count(pair => pair.Key.Platform == platform.Name && pair.Value == standing), null);
            }
        }
    }

    [Test]
    public void Every_number_on_the_pages_is_that_of_matrix_json()
    {
        var expected = Expected();

        foreach (var fact in facts.Where(fact => fact.Name != "readiness"))
        {
            Assert.That(expected, Does.ContainKey(fact.Name), $"{fact.Name} on {fact.Page} is not proven");
            Assert.That(fact.Text, Is.EqualTo(expected[fact.Name].ToString(CultureInfo.InvariantCulture)), $"{fact.Name} on {fact.Page}");
        }

        var (works, fails) = (numbers.Standing("works"), numbers.Standing("fails"));
        Assert.That(facts.Single(fact => fact.Name == "readiness").Text, Is.EqualTo($"{works} of {works + fails}"));
    }

    [Test]
    public void Every_number_of_matrix_json_stands_on_a_page() =>
        Assert.That(Expected().Where(pair => pair.Value > 0).Select(pair => pair.Key).Except(facts.Select(fact => fact.Name)), Is.Empty);

    [Test]
    public void Every_number_is_a_link_or_stands_in_a_row_with_one()
    {
        // The headline stands above the numbers it is made of, and a number of changes above their rows.
        var bare = facts.Where(fact => fact.Text != "0" && fact.Link is null && fact.RowLinks.Count == 0).Select(fact => $"{fact.Page} {fact.Name}");

        Assert.That(bare.Where(fact => !fact.StartsWith("trend.html changes.", StringComparison.Ordinal)), Is.EqualTo(new[] { "index.html readiness" }));
    }

    [Test]
    public void A_link_from_a_number_leads_to_exactly_as_many_crates()
    {
        var table = new CratesTable(run.Read("crates.html"));
        var links = facts.Where(fact => fact.Link?.StartsWith("crates.html", StringComparison.Ordinal) == true).ToList();

        Assert.That(links.Select(fact => fact.Name.Split('.')[0]).Distinct(), Is.EquivalentTo(new[] { "standing", "platform", "goal", "verdict", "cause", "coverage" }));
        foreach (var fact in links)
            Assert.That(table.Shown(fact.Link!), Has.Count.EqualTo(int.Parse(fact.Text)), $"{fact.Name} on {fact.Page} leads to {fact.Link}");
    }

    [Test]
    public void A_link_to_a_cause_leads_to_its_crates()
    {
        var table = new CratesTable(run.Read("crates.html"));
        foreach (var cause in numbers.CauseIds)
        {
            Assert.That(table.Shown($"crates.html#cause={cause}"), Is.EquivalentTo(numbers.CratesWith(cause)));
            Assert.That(table.Shown($"crates.html#cause={cause}&alone=yes"), Is.EquivalentTo(numbers.Unlocks(cause)));
        }
    }

    [Test]
    public void Each_choice_of_the_filter_says_how_many_crates_it_leads_to()
    {
        var html = run.Read("crates.html");
        var table = new CratesTable(html);
        var choices = Regex.Matches(html, "<option value=\"([^\"]+)\"[^>]*>[^<]* \\((\\d+)\\)</option>");

        Assert.That(choices, Has.Count.GreaterThan(15));
        foreach (var field in new[] { "verdict", "goal", "class" })
        {
            foreach (Match choice in Regex.Matches(PageHtml.Value(html, $"<select name=\"{field}\">(.*?)</select>"), "<option value=\"([^\"]+)\"[^>]*>[^<]* \\((\\d+)\\)</option>"))
                Assert.That(table.Shown($"crates.html#{field}={choice.Groups[1].Value}"), Has.Count.EqualTo(int.Parse(choice.Groups[2].Value)), $"{field} {choice.Groups[1].Value}");
        }
    }

    [Test]
    public void A_number_of_changes_leads_to_as_many_rows()
    {
        var trend = run.Read("trend.html");
        foreach (var fact in facts.Where(fact => fact.Page == "index.html" && fact.Name.StartsWith("changes.", StringComparison.Ordinal)))
        {
            var kind = fact.Name.Split('.')[1];
            Assert.That(fact.Link, Is.EqualTo($"trend.html#{kind}"));
            var section = PageHtml.Value(trend, $"<section id=\"{kind}\"(.*?)</section>");
            Assert.That(Regex.Count(section, "<tr><th scope=\"row\""), Is.EqualTo(int.Parse(fact.Text)), kind);
        }
    }

    [Test]
    public void The_headline_is_in_the_summary_and_on_the_badge_too()
    {
        var headline = facts.Single(fact => fact.Name == "readiness").Text;
        using var badge = JsonDocument.Parse(run.Read("badges/readiness.json"));

        Assert.That(run.Read("summary.md"), Does.Contain($"**{headline}** crates that can be judged work with Cranelift on every platform that was swept"));
        Assert.That(badge.RootElement.GetProperty("message").GetString(), Does.EndWith($" % of {headline.Split(' ')[2]} crates"));
    }

    [Test]
    public void The_tables_of_the_summary_have_the_same_numbers()
    {
        var summary = run.Read("summary.md");
        foreach (var platform in numbers.Platforms)
        {
            var words = Regex.Escape(Matrix.Report.Sweeps.Platforms.Words(platform));
            Assert.That(
                summary, Does.Match($@"(?m)^\| {words} \| {numbers.Standing("works", platform)} \| {numbers.Standing("fails", platform)} \| {numbers.Standing("unsaid", platform)} \| "), platform);
        }

        foreach (var goal in numbers.Goals)
            Assert.That(summary, Does.Match($@"(?m)^\| [^|]+ \| {numbers.Stopped(goal, MultiRun.Linux)} \| {numbers.Stopped(goal, MultiRun.Arm)} \| not swept \| {numbers.Stopped(goal, MultiRun.Mac)} \| {numbers.Stopped(goal, null)} \|$"), goal);
    }

    private Dictionary<string, int> Expected()
    {
        var expected = new Dictionary<string, int> { ["standing.missing"] = numbers.Missing() };
        foreach (var standing in new[] { "works", "fails", "unsaid" })
        {
            expected[$"standing.{standing}"] = numbers.Standing(standing);
            foreach (var platform in numbers.Platforms)
                expected[$"platform.{platform}.{standing}"] = numbers.Standing(standing, platform);
        }

        foreach (var goal in numbers.Goals)
        {
            expected[$"goal.{goal}"] = numbers.Stopped(goal, null);
            foreach (var platform in numbers.Platforms)
                expected[$"goal.{goal}.{platform}"] = numbers.Stopped(goal, platform);
        }

        foreach (var cause in numbers.CauseIds)
        {
            expected[$"cause.{cause}.crates"] = numbers.CratesWith(cause).Count;
            expected[$"cause.{cause}.unlocks"] = numbers.Unlocks(cause).Count;
            expected[$"cause.{cause}.tests"] = numbers.Tests(cause);
        }

        foreach (var kind in new[] { "broke", "fixed", "new-and-fails", "new-and-works" })
            expected[$"changes.{kind}"] = numbers.Changes(kind);

        AddRuns(expected);
        AddNoise(expected);
        AddSweeps(expected);
        return expected;
    }

    private void AddRuns(Dictionary<string, int> expected)
    {
        foreach (var platform in numbers.Platforms)
        {
            foreach (var verdict in WireName.All<VerdictKind>())
                expected[$"verdict.{verdict}.{platform}"] = numbers.Verdict(verdict, platform);

            expected[$"coverage.{platform}.selected"] = numbers.Selected(platform);
            expected[$"coverage.{platform}.with-verdict"] = numbers.With(platform);
            expected[$"coverage.{platform}.without-verdict"] = numbers.WithoutVerdict(platform);
            expected[$"coverage.{platform}.judged"] = numbers.Standing("works", platform) + numbers.Standing("fails", platform);
            expected[$"noise.{platform}.repeats"] = MultiRun.Repeats;
            expected[$"noise.{platform}.controls"] = 0;
            expected[$"noise.{platform}.relaxed"] = 0;
        }
    }

    private void AddNoise(Dictionary<string, int> expected)
    {
        foreach (var noise in document.RootElement.GetProperty("noise").EnumerateArray())
        {
            var key = $"aa.{noise.GetProperty("platform").GetString()}.{noise.GetProperty("day").GetString()!.Replace("-", "")}";
            expected[$"{key}.accused"] = noise.GetProperty("accused").GetArrayLength();
            foreach (var count in new[] { "crates", "flaky", "inconclusive" })
                expected[$"{key}.{count}"] = noise.GetProperty(count).GetInt32();
        }
    }

    private void AddSweeps(Dictionary<string, int> expected)
    {
        foreach (var sweep in document.RootElement.GetProperty("sweeps").EnumerateArray())
        {
            var (key, tally) = ($"sweep.{sweep.GetProperty("start").GetDateTimeOffset().UtcDateTime:yyyyMMdd-HHmmss}", sweep.GetProperty("readiness"));
            expected[$"{key}.works"] = tally.GetProperty("works").GetInt32();
            expected[$"{key}.judged"] = tally.GetProperty("works").GetInt32() + tally.GetProperty("fails").GetInt32();
            expected[$"{key}.unsaid"] = tally.GetProperty("unsaid").GetInt32();
        }
    }

    private static void Compare(JsonElement tally, Func<string, int> count, double? weighted)
    {
        foreach (var standing in new[] { "works", "fails", "unsaid" })
            Assert.That(tally.GetProperty(standing).GetInt32(), Is.EqualTo(count(standing)), standing);

        Assert.That(tally.GetProperty("share").GetDouble(), Is.EqualTo((double)count("works") / (count("works") + count("fails"))).Within(1e-9));
        if (weighted is { } share)
            Assert.That(tally.GetProperty("weighted-share").GetDouble(), Is.EqualTo(share).Within(1e-9));
    }

    private static Dictionary<(string Crate, string Platform), string> Verdicts(string file)
    {
        var standings = new Dictionary<(string, string), string>();
        HistoryFile.Read(file, crate =>
        {
            foreach (var (platform, verdict) in crate.Verdicts)
                standings.Add((crate.Crate, platform), verdict is VerdictKind.Compatible or VerdictKind.Improved ? "works" : verdict is VerdictKind.Regressed or VerdictKind.PartlyBroken ? "fails" : "unsaid");
        });
        return standings;
    }
}
