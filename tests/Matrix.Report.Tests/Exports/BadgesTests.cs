using System.Text.Json;
using Matrix.Report.Exports;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Exports;

public sealed class BadgesTests
{
    private static readonly string[] ColoursOfShields = ["brightgreen", "green", "yellowgreen", "yellow", "orange", "red", "blue", "lightgrey"];

    [Test]
    public void Every_badge_is_what_shields_io_reads()
    {
        using var run = new MultiRun();
        run.Report();

        var badges = Directory.GetFiles(Path.Combine(run.Site, "badges"), "*.json", SearchOption.AllDirectories);

        Assert.That(badges, Has.Length.EqualTo(1 + MultiRun.Platforms.Count + run.Crates.Count));
        foreach (var file in badges)
        {
            using var badge = JsonDocument.Parse(File.ReadAllBytes(file));
            Assert.That(badge.RootElement.EnumerateObject().Select(property => property.Name), Is.EquivalentTo(new[] { "schemaVersion", "label", "message", "color" }), file);
            Assert.That(badge.RootElement.GetProperty("schemaVersion").GetInt32(), Is.EqualTo(1), file);
            Assert.That(badge.RootElement.GetProperty("label").GetString(), Is.EqualTo("cranelift"), file);
            Assert.That(badge.RootElement.GetProperty("message").GetString(), Is.Not.Empty, file);
            Assert.That(ColoursOfShields, Does.Contain(badge.RootElement.GetProperty("color").GetString()), file);
        }
    }

    [TestCase(false, "works, avx512bw untried")]
    [TestCase(true, "works as far as it is tested")]
    public void A_crate_with_traps_that_no_test_ran_into_works_as_far_as_it_is_known(bool isHere, string message)
    {
        var verdict = Sample.Verdict("a", VerdictKind.Compatible) with { InReach = [Sample.Trap(isHere)] };

        Assert.That(Badges.Of(new SweptCrate("a", [new("linux-x86_64", verdict, null!)])), Is.EqualTo(new Badge("cranelift", message, "green")));
    }

    [TestCase("works", "brightgreen", VerdictKind.Compatible, VerdictKind.Improved)]
    [TestCase("works", "brightgreen", VerdictKind.Compatible, VerdictKind.Flaky)]
    [TestCase("fails", "red", VerdictKind.Regressed, VerdictKind.PartlyBroken)]
    [TestCase("fails on macOS aarch64", "red", VerdictKind.Compatible, VerdictKind.Regressed)]
    [TestCase("fails on Linux x86_64", "red", VerdictKind.Regressed, VerdictKind.Skipped)]
    [TestCase("not known", "lightgrey", VerdictKind.Broken, VerdictKind.Invalid)]
    public void A_crate_says_where_it_fails(string message, string color, VerdictKind linux, VerdictKind mac)
    {
        PlatformResult[] platforms = [new("linux-x86_64", Sample.Verdict("a", linux), null!), new("macos-aarch64", Sample.Verdict("a", mac), null!)];

        Assert.That(Badges.Of(new SweptCrate("a", platforms)), Is.EqualTo(new Badge("cranelift", message, color)));
    }

    [Test]
    public void A_platform_says_how_many_of_how_many()
    {
        using var results = new ResultsFixture();
        PopularRun.Write(results).Report();

        Assert.That(results.Read("badges/linux-x86_64.json"), Is.EqualTo("{\"label\":\"cranelift\",\"message\":\"50 % of 8 crates\",\"color\":\"orange\",\"schemaVersion\":1}"));
        Assert.That(results.Read("badges/crates/serde.json"), Does.Contain("\"works\""));
    }

    [Test]
    public void A_sweep_that_says_nothing_has_a_grey_badge()
    {
        using var results = new ResultsFixture();
        results.Add(Sample.Verdict("a", VerdictKind.Broken)).Write().Report();

        Assert.That(results.Read("badges/readiness.json"), Does.Contain("not known").And.Contain("lightgrey"));
    }
}
