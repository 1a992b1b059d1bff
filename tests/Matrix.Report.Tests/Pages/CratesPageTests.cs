using Matrix.Results;

namespace Matrix.Report.Tests.Pages;

public sealed class CratesPageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void What_needs_a_look_comes_first()
    {
        foreach (var kind in Enum.GetValues<VerdictKind>())
            results.Add(Sample.Verdict(WireName.Of(kind), kind));

        results.Add(Expected("expected", VerdictKind.Regressed, ExpectationState.Met));
        results.Add(Expected("expired", VerdictKind.Regressed, ExpectationState.Expired));
        results.Add(Expected("mended", VerdictKind.Compatible, ExpectationState.Unmet));
        results.Write();

        Assert.That(Rows().Select(row => row.Name), Is.EqualTo(new[]
        {
            "expired", "regressed", "partly-broken", "mended",
            "expected", "unequal", "invalid", "flaky", "inconclusive", "improved", "broken", "compatible", "skipped",
        }));
    }

    [Test]
    public void Many_intrinsics_are_told_as_one_cause_with_what_they_belong_to()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Regressed) with
        {
            Causes = [.. Enumerable.Range(0, 39).Select(number => Sample.Cause(FailureClass.SimdIntrinsic, $"llvm.x86.sse{(number % 2 == 0 ? "" : "2")}.i{number}")), Sample.Cause(FailureClass.Abi, "variadic")],
        });
        results.Write();

        Assert.That(string.Join("", Rows().Single().Cells), Does.Contain("39 vendor intrinsics (sse, sse2)").And.Contain("abi / variadic").And.Not.Contain(".i7"));
    }

    [Test]
    public void Among_equals_what_most_people_download_comes_first()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Regressed));
        results.Add(Sample.Verdict("b", VerdictKind.Regressed) with { Downloads = 5 });
        results.Add(Sample.Verdict("c", VerdictKind.Regressed) with { Downloads = 1_234_567 });
        results.Write();

        var rows = Rows();

        Assert.That(rows.Select(row => row.Name), Is.EqualTo(new[] { "c", "b", "a" }));
        Assert.That(rows[0].Cells, Does.Contain("<td>1,234,567</td>"));
    }

    [Test]
    public void A_row_says_the_verdict_what_was_expected_why_and_what_it_costs()
    {
        PopularRun.Write(results);

        var rows = Rows().ToDictionary(row => row.Name, row => row.Cells);

        Assert.That(rows, Has.Count.EqualTo(14));
        Assert.That(rows["rayon-core"], Does.StartWith("<td><b class=\"regressed\">regressed</b><small>as expected</small></td><td>unwinding / thread-panic</td><td>301,234,567</td>"));
        Assert.That(rows["crc32fast"], Does.Contain("<td>simd-intrinsic / llvm.x86.pclmulqdq.256, wrong-result / llvm.x86.sse.min.ps</td>"));
        Assert.That(rows["serde"], Is.EqualTo("<td><b class=\"compatible\">compatible</b></td><td></td><td></td><td>0.70×</td><td>0.70×</td><td>0.70×</td>"));
    }

    [Test]
    public void A_row_leads_to_the_page_of_its_crate()
    {
        HostileRun.Write(results).Report();

        var links = PageHtml.Attributes(results.Read("crates.html"), "href").Where(link => link.StartsWith("crates/", StringComparison.Ordinal)).ToList();

        Assert.That(links, Has.Count.EqualTo(2));
        foreach (var link in links)
            Assert.That(Path.Combine(results.Site, link), Does.Exist);
    }

    [Test]
    public void A_crate_that_one_platform_lacks_has_an_empty_cell_there()
    {
        using var run = new MultiRun();
        run.Report();

        var rows = new CratesTable(run.Read("crates.html")).Rows;

        Assert.That(rows, Has.Count.EqualTo(run.Crates.Count));
        foreach (var row in rows)
            Assert.That(row.Verdicts[1].Length == 0, Is.EqualTo(run.Crates.Index().Single(crate => crate.Item == row.Name).Index % 5 == 0), row.Name);
    }

    private IReadOnlyList<CratesRow> Rows()
    {
        results.Report();
        return new CratesTable(results.Read("crates.html")).Rows;
    }

    private static Verdict Expected(string crate, VerdictKind kind, ExpectationState state) =>
        Sample.Verdict(crate, kind) with { Expectation = new Expectation(state, VerdictKind.Regressed, null, null, null, null, null) };
}
