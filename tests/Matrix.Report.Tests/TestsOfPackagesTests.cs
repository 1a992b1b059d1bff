using System.Text.Json.Nodes;
using Matrix.Report.Causes;
using Matrix.Report.Diff;
using Matrix.Report.History;
using Matrix.Report.Issues;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;
using Matrix.Report.Tests.Pages.Crate;
using Matrix.Results;

namespace Matrix.Report.Tests;

/// <summary>Two packages of a workspace have a test of the same name in a target of the same name: they stay two wherever tests are named or counted.</summary>
public sealed class TestsOfPackagesTests
{
    private static readonly TestId Own = new("test it", "adds");
    private static readonly TestId Others = Own with { Package = "second" };

    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void A_crates_page_has_a_row_for_each_and_says_the_package()
    {
        results.Add(Failing(Own, Others, new TestId("test custom", "test custom") { Package = "second" })).Write();

        var rows = BuiltPage.Of(results.Report(), "a").Sections.Single().Tests;

        Assert.That(rows.Select(row => (row.Target, row.Name)), Is.EqualTo(new[] { ("test it", "adds"), ("second test it", "adds"), ("second test custom", "test custom") }));
        Assert.That(results.Read("crates/a.html"), Does.Contain("<td>second test it</td>"));
    }

    [Test]
    public void A_cause_counts_both_on_every_page_and_in_the_history()
    {
        results.Add(Failing(Own, Others)).Write();

        var facts = results.Report().Facts;

        Assert.That(facts.Causes.Ranked.Single().Tests, Is.EqualTo(2));
        Assert.That(new HistoryWriter(facts.Sweep).Crates.Single().Failures.Single().Tests, Is.EqualTo(2));
    }

    [Test]
    public void The_ledger_counts_both()
    {
        results.Add(Failing(Own, Others)).Add(new LedgerEntry { Intrinsic = "llvm.x", State = LedgerState.Hit, Backend = BackendName.Cranelift, Crate = "a", Target = "t", Tests = [Own, Others] }).Write();

        Assert.That(IntrinsicRanking.Of(results.Report().Facts.Sweep).Single().Unlocks, Is.EqualTo(2));
    }

    [Test]
    public void What_to_try_a_cause_with_says_the_package()
    {
        results.Add(Failing(Others)).Write().Report();

        var trial = JsonNode.Parse(results.Read("matrix.json"))!["causes"]![0]!["try"]!;
        Assert.That(((string?)trial["package"], (string?)trial["target"], (string?)trial["test"]), Is.EqualTo(("second", "test it", "adds")));
        Assert.That(results.Read("fixes.html"), Does.Contain("<code>second test it: adds</code>"));
    }

    [Test]
    public void The_package_that_the_list_names_is_not_said()
    {
        results.Add(Failing(Own)).Write().Report();

        Assert.That(JsonNode.Parse(results.Read("matrix.json"))!["causes"]![0]!["try"]!.AsObject().ContainsKey("package"), Is.False);
        Assert.That(results.Summary, Does.Contain("| 1 test: adds |"));
    }

    [Test]
    public void The_summary_tells_them_apart()
    {
        results.Add(Failing(Own, Others)).Write().Report();

        Assert.That(results.Summary, Does.Contain("| 2 tests: adds, second test it: adds |"));
    }

    [Test]
    public void A_comparison_sees_that_the_other_fails_now()
    {
        var shift = FailureShift.Of(Finding.Of(Failing(Own)), Finding.Of(Failing(Others)));

        Assert.That((shift.NewTests.Single(), shift.GoneTests.Single()), Is.EqualTo((Others, Own)));
    }

    [Test]
    public void A_comparison_takes_only_the_one_for_flaky_that_is()
    {
        var verdict = Failing(Own, Others);
        var tests = FailingTests.Of(verdict with { Tests = [verdict.Tests[0], verdict.Tests[1] with { CandidateRate = new FailureRate(1, 3) }] });

        Assert.That((tests.Steady.Single(), tests.Flaky.Single()), Is.EqualTo((Own, Others)));
    }

    [Test]
    public async Task An_issue_says_the_package_and_calls_cargo_for_it()
    {
        results.Add(Failing(Others)).Write();
        using var output = new StringWriter();
        var texts = new IssueTexts(ResultsFixture.Templates, Redaction.OfPatterns);

        await new IssuesRun(IssuePolicy.Default with { OpenAfterSweeps = 1 }, new NoIssues(), texts, output, TimeProvider.System).ExecuteAsync(new IssuesRequest([results.Results], null, null, false, null), CancellationToken.None);

        Assert.That(output.ToString(), Does.Contain("test `second test it: adds`").And.Contain(" test -p second --test it -- --exact adds"));
    }

    private static Verdict Failing(params TestId[] tests) => Sample.Verdict("a", VerdictKind.Regressed) with
    {
        Causes = [Sample.Cause(FailureClass.Abi, "x", new Evidence("logs/a/cranelift/test.log.gz", 1, "x")) with { Tests = tests }],
        Tests = [.. tests.Select(test => new TestDifference(test.Target, test.Name, TestOutcome.Passed, TestOutcome.Failed) { Package = test.Package })],
    };
}
