using Matrix.Report.History;
using Matrix.Report.Issues;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues;

/// <summary>What is only suspected is told to nobody upstream, and to others as what it is.</summary>
public sealed class SuspectedCausesTests
{
    private static readonly Cause Proven = Sample.Cause(FailureClass.Abi, "variadic-abi", new Evidence("logs/a/cranelift/test.log.gz", 1, "it says so"));
    private static readonly Cause Suspected = Proven with { Confidence = Confidence.Suspected };

    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void A_draft_is_written_of_what_is_proven_or_likely_and_never_of_what_is_suspected()
    {
        var verdicts = Enum.GetValues<Confidence>().Select(confidence => RunsFolder.Fails($"{confidence}", Proven with { Subclass = $"{confidence}", Confidence = confidence }));

        Assert.That(Drafts([.. verdicts]), Has.Count.EqualTo(2).And.None.Contains("Suspected"));
    }

    [Test]
    public void No_draft_is_written_of_what_upstream_knows_all_about()
    {
        var known = Proven with { Class = FailureClass.Unwinding, Subclass = "catch-unwind" };

        var drafts = Drafts(IssuePolicy.Default with { Known = [FailureClass.Unwinding] }, RunsFolder.Fails("a", Proven), RunsFolder.Fails("b", known));

        Assert.That(drafts, Has.Count.EqualTo(1).And.All.Contains("variadic-abi"));
        Assert.That(Drafts(RunsFolder.Fails("a", Proven), RunsFolder.Fails("b", known)), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_draft_counts_only_the_crates_that_it_is_sure_of()
    {
        var draft = Drafts(RunsFolder.Fails("sure", Proven), RunsFolder.Fails("a", Suspected), RunsFolder.Fails("b", Suspected)).Single();

        Assert.That(draft, Does.Contain("`sure` builds and passes with LLVM and fails with Cranelift").And.Contain("it hits 1 crate there"));
    }

    [Test]
    public async Task An_issue_says_of_a_suspected_cause_that_it_is_suspected()
    {
        Assert.That(await PlanAsync(RunsFolder.Fails("a", Suspected)), Does.Contain(
            "One crate is suspected to fail for this (abi / variadic-abi) with Cranelift and not with LLVM, and nothing else stops it. "
            + "This is not proven: it is what is left when nothing else explains the failure."));
        Assert.That(await PlanAsync(RunsFolder.Fails("a", Suspected), RunsFolder.Fails("b", Suspected)), Does.Contain("2 crates are suspected to fail for this"));
    }

    [Test]
    public async Task An_issue_says_of_how_many_crates_it_is_not_sure()
    {
        var plan = await PlanAsync(RunsFolder.Fails("a", Suspected), RunsFolder.Fails("b", Proven), RunsFolder.Fails("c", Proven));

        Assert.That(plan, Does.Contain("3 crates fail for this (abi / variadic-abi)").And.Contain("Of 1 of them this is not proven"));
    }

    [Test]
    public async Task An_issue_says_nothing_of_doubts_where_there_are_none_or_where_no_cause_is_claimed()
    {
        Assert.That(await PlanAsync(RunsFolder.Fails("a", Proven)), Does.Contain("One crate fails for this").And.Not.Contain("proven:"));
        Assert.That(await PlanAsync(RunsFolder.Fails("a", Suspected with { Class = FailureClass.Unknown, Subclass = null, Signature = "unknown: x" })), Does.Contain("One crate fails for this (unknown)").And.Not.Contain("suspected to"));
    }

    private List<string> Drafts(params Verdict[] verdicts) => Drafts(IssuePolicy.Default, verdicts);

    private List<string> Drafts(IssuePolicy policy, params Verdict[] verdicts)
    {
        var sweep = RunsFolder.Read(runs.Run(RunsFolder.Manifest(), verdicts));
        var facts = PlanFacts.Of(sweep, new HistoryFolder(null).Upto(sweep), null);
        var folder = runs.PathOf($"drafts-{Guid.NewGuid():N}");
        new IssueTexts(ResultsFixture.Templates, Redaction.OfPatterns).WriteDrafts(facts, policy with { Upstream = RepositoryName.Parse("rust/backend") }, folder);
        return [.. Directory.GetFiles(folder).Select(File.ReadAllText)];
    }

    private async Task<string> PlanAsync(params Verdict[] verdicts)
    {
        using var output = new StringWriter();
        var texts = new IssueTexts(ResultsFixture.Templates, Redaction.OfPatterns);
        var request = new IssuesRequest([runs.Run(RunsFolder.Manifest(), verdicts)], null, null, false, null);
        await new IssuesRun(IssuePolicy.Default with { OpenAfterSweeps = 1 }, new NoIssues(), texts, output, TimeProvider.System).ExecuteAsync(request, CancellationToken.None);
        return output.ToString();
    }
}
