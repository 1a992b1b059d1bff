using System.Text.RegularExpressions;
using Matrix.Report.Pages;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class FixesPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Crates_hang_under_the_dependency_they_fail_in_the_one_that_stops_most_first()
    {
        foreach (var (crate, package) in new[] { ("a", "ring 0.17.8"), ("b", "aws-lc-sys 0.20.0"), ("c", "aws-lc-sys 0.20.0"), ("d", null) })
            results.Add(Blaming(crate, package));
        results.Write();

        Assert.That(
            Page().Dependencies.Select(row => $"{row.Package}, {row.Why}: {string.Join(' ', row.Crates.Select(crate => $"{crate.Name}={crate.Link}"))}"),
            Is.EqualTo(new[] { "aws-lc-sys 0.20.0, inline-asm / sym: b=crates/b.html c=crates/c.html", "ring 0.17.8, inline-asm / sym: a=crates/a.html" }));
        Assert.That(results.Read("fixes.html"), Does.Contain("<a href=\"crates/b.html\">b</a>, <a href=\"crates/c.html\">c</a>"));
    }

    [Test]
    public void A_crate_that_fails_in_a_dependency_on_two_platforms_counts_once()
    {
        using var other = new ResultsFixture { Manifest = Sample.Manifest with { Platform = Sample.Manifest.Platform with { Os = "macos" } } };
        other.Add(Blaming("a", "ring 0.17.8")).Write();
        results.Add(Blaming("a", "ring 0.17.8")).Write();

        var written = new ReportRun(ResultsFixture.Templates).Execute(new ReportRequest([results.Results, other.Results], null, false, results.Site), CancellationToken.None);

        Assert.That(FixesBuilder.Build(written.Facts, new PageFrames(ResultsFixture.Templates)).Dependencies.Single().Count, Is.EqualTo(1));
    }

    [Test]
    public void A_cause_says_what_it_would_unlock_and_where_to_try_it()
    {
        PopularRun.Write(results);

        var fix = Page().Fixes.Single(fix => fix.Label == "unwinding / thread-panic");

        Assert.That((fix.Crates, fix.Unlocks, fix.Tests, fix.Goal), Is.EqualTo((1, 1, 14, "Unwinding")));
        Assert.That((fix.TryCrate.Name, fix.TryCrate.Link, fix.TryPlatform, fix.TryTest), Is.EqualTo(("rayon-core", "crates/rayon-core.html", "Linux x86_64", "lib rayon_core: join::panic_propagates_01")));
        Assert.That(results.Read("fixes.html"), Does.Contain($"<tr id=\"{fix.Id}\">"));
    }

    [Test]
    public void The_ledger_has_the_same_numbers_in_every_output()
    {
        using var run = new MultiRun();
        var written = run.Report();
        using var document = System.Text.Json.JsonDocument.Parse(run.Read("matrix.json"));
        var ledger = document.RootElement.GetProperty("ledger").EnumerateArray().Select(row =>
            $"{row.GetProperty("intrinsic")} {row.GetProperty("package")} {row.GetProperty("target")} {row.GetProperty("warned")} {row.GetProperty("linked")} {row.GetProperty("hit")} {row.GetProperty("unlocks")}").ToList();
        var table = PageHtml.Value(run.Read("fixes.html"), "<table class=\"sortable\" id=\"ledger\">(.*?)</table>");

        var rows = Regex.Matches(table, "<tr>(.*?)</tr>", RegexOptions.Singleline).Skip(1).Select(row => string.Join(' ', PageHtml.Attributes(row.Value, "data-value")));

        Assert.That(written.Facts.Ledger, Has.Count.GreaterThan(5));
        Assert.That(rows, Is.EqualTo(ledger));
    }

    [Test]
    public void A_number_in_the_ledger_is_in_both_outputs()
    {
        PopularRun.Write(results).Report();

        Assert.That(results.Read("fixes.html"), Does.Contain("<code>llvm.x86.avx2.psllv.d</code></th><td data-value=\"memchr 2.7.6\">memchr 2.7.6</td>"));
        Assert.That(results.Summary, Does.Contain("| `llvm.x86.avx2.psllv.d` | memchr 2.7.6 | x86_64-unknown-linux-gnu | 1 | 1 | 0 | 0 |"));
    }

    private FixesPage Page() => FixesBuilder.Build(results.Report().Facts, new PageFrames(ResultsFixture.Templates));

    private static Verdict Blaming(string crate, string? package) => Sample.Verdict(crate, VerdictKind.Regressed) with
    {
        Causes =
        [
            new Cause
            {
                Class = FailureClass.InlineAsm, Subclass = "sym", Rule = "asm-sym", Confidence = Confidence.Proven, Signature = "inline-asm/sym", Package = package,
                Evidence = [new Evidence("logs/a/cranelift/build.log.gz", 1, "error: sym operands are not yet supported")],
            },
        ],
    };
}
