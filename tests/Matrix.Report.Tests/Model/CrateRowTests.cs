using Matrix.Report.Model;
using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class CrateRowTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void A_regressed_crate_says_where_on_each_side_which_tests_and_why()
    {
        var row = Row("rayon-core");

        Assert.That(row.Llvm, Is.EqualTo(new SideCell("passed", "90 passed")));
        Assert.That(row.Cranelift, Is.EqualTo(new SideCell("test failed: signal 6 (SIGABRT)", "76 passed, 14 failed")));
        Assert.That(row.Difference.Words, Is.EqualTo("14 tests"));
        Assert.That(row.Difference.First, Is.EqualTo("join::panic_propagates_01, join::panic_propagates_02, join::panic_propagates_03 and 11 more"));
        Assert.That(row.Causes.Single().Label, Is.EqualTo("unwinding / thread-panic"));
        Assert.That(row.Causes.Single().Count, Is.EqualTo("14 tests"));
        Assert.That(row.Causes.Single().Evidence.Single().Link, Is.EqualTo("logs/rayon-core/cranelift/test.html#L42"));
        Assert.That(row.Legs.Select(leg => leg.Name), Is.EqualTo(new[] { "llvm", "cranelift", "cranelift-abort", "cranelift, attempt 2" }));
    }

    [Test]
    public void An_expectation_leads_to_its_issue()
    {
        var expectation = Row("rayon-core").Expectation!;

        Assert.That(expectation.Word, Is.EqualTo("as expected"));
        Assert.That(expectation.Detail, Is.EqualTo("The list expects regressed (unwinding) until 2027-03-01: no landing pads"));
        Assert.That(expectation.IssueLink, Is.EqualTo("https://github.com/rust-lang/rustc_codegen_cranelift/issues/1567"));
    }

    [TestCase("javascript:alert(1)")]
    [TestCase("https://example.com/a#1")]
    [TestCase("owner/name#1\n")]
    [TestCase("owner/name/../..#1")]
    public void What_is_no_issue_of_GitHub_is_no_link(string issue)
    {
        var expectation = new Expectation(ExpectationState.Met, VerdictKind.Regressed, null, null, issue, null, null);

        Assert.That(ExpectationWords.Mark(expectation).IssueLink, Is.Null);
    }

    [Test]
    public void A_cause_says_how_sure_it_is_and_whose_it_is()
    {
        var causes = Row("crc32fast").Causes;

        Assert.That(causes[0].Detail, Is.EqualTo("proven, by rule simd-intrinsic-text, in package crc32fast 1.5.0"));
        Assert.That(causes[1].Detail, Is.EqualTo("suspected, by rule wrong-result-text, shows once the cause before it is out of the way"));
    }

    [Test]
    public void Units_of_the_other_backend_are_named() =>
        Assert.That(Row("proc-macro2").Legs[1].Notes, Is.EqualTo(new[] { "compiled by the other backend: proc-macro2 1.0.103 lib, proc-macro2 1.0.103 test" }));

    [Test]
    public void No_page_is_written_for_the_logs_of_a_compatible_crate()
    {
        var leg = Sample.Passed("a", LegName.Llvm, new TestCounts(1));
        results.Add(Sample.Verdict("a", VerdictKind.Compatible), Sample.Failed(leg, Phase.Doctest, new ProcessExit.Exited(1))).Write();

        Assert.That(results.Model().Logs, Is.Empty);
    }

    [Test]
    public void A_crate_that_did_not_get_to_a_leg_leads_to_what_came_before()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Inconclusive, "the checkout failed")).Write();

        Assert.That(results.Model().Crates.Single().PrepareLog, Is.EqualTo("logs/a/prepare.html"));
    }

    [Test]
    public void Of_very_many_tests_the_first_are_shown_and_the_others_counted()
    {
        var tests = Enumerable.Range(0, 1_300).Select(number => new TestDifference("lib a", $"t{number}", TestOutcome.Passed, null));
        results.Add(Sample.Verdict("a", VerdictKind.Regressed) with { Tests = [.. tests] }).Write();

        var row = results.Model().Crates.Single();

        Assert.That(row.Tests, Has.Count.EqualTo(200));
        Assert.That(row.Tests[0].Cranelift, Is.EqualTo("not there"));
        Assert.That(row.Difference.Count, Is.EqualTo(1_300));
        Assert.That(row.TestsLeftOut, Is.EqualTo("1,100 more tests"));
    }

    private CrateRow Row(string crate)
    {
        PopularRun.Write(results);
        return results.Model().Crates.Single(row => row.Name == crate);
    }
}
