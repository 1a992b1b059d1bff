using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;

namespace Matrix.Report.Tests.Issues;

/// <summary>Causes that one change would mend share an issue, each with a line and a state of its own.</summary>
[CancelAfter(120_000)]
public sealed class FamilyIssuesTests
{
    private static readonly CauseFamily Sse = new("x86 SSE", ["llvm.x86.sse.*"]);

    [Test]
    public async Task Causes_of_a_family_share_an_issue_and_what_comes_later_joins_it()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Of("a", "rcp.ps"), Of("a", "rsqrt.ps"), Of("b", "rcp.ps"), Failing("c", FailureClass.SimdIntrinsic, "llvm.x86.other"));

        var issue = weeks.Causes.Single(issue => issue.Title == "x86 SSE intrinsics are not implemented");
        Assert.That(weeks.Causes, Has.Count.EqualTo(2));
        Assert.That(issue.Body, Does.Contain("- [ ] `llvm.x86.sse.rcp.ps`: fails in 2 crates, 2 tests").And.Contain("- [ ] `llvm.x86.sse.rsqrt.ps`: fails in 1 crate, 1 test"));
        Assert.That(issue.Body, Does.Contain("2 crates fail for this (2 causes) with Cranelift and not with LLVM; nothing else stops them."));

        await weeks.SweepAsync(Of("a", "rcp.ps"), Of("d", "max.ps"));

        Assert.That(weeks.Causes, Has.Count.EqualTo(2), "what comes later joins it");
        Assert.That(issue.Body, Does.Contain("- [ ] `llvm.x86.sse.max.ps`: fails in 1 crate, 1 test"));
    }

    [Test]
    public async Task A_cause_that_is_gone_is_ticked_while_the_issue_stays()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 2 };
        await weeks.SweepAsync(Of("a", "rcp.ps"), Of("b", "rsqrt.ps"));
        var issue = weeks.Causes.Single();

        await weeks.SweepAsync(Of("b", "rsqrt.ps"));
        Assert.That(issue.Body, Does.Contain("- [ ] `llvm.x86.sse.rcp.ps`: not seen any more, last seen in the sweep of 2026-01-12"));

        await weeks.SweepAsync(Of("b", "rsqrt.ps"));
        Assert.That(issue.Body, Does.Contain("- [x] `llvm.x86.sse.rcp.ps`: gone, last seen in the sweep of 2026-01-12").And.Contain("- [ ] `llvm.x86.sse.rsqrt.ps`: fails in 1 crate"));
        Assert.That(issue.IsOpen, Is.True);

        await weeks.SweepAsync();
        await weeks.SweepAsync();
        Assert.That((issue.IsOpen, issue.StateReason), Is.EqualTo((false, "completed")));
    }

    [Test]
    public async Task A_family_of_which_one_cause_is_known_has_no_list()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Of("a", "rcp.ps") with { Needs = ["sse"] });

        Assert.That(weeks.Causes.Single().Title, Is.EqualTo("x86 SSE intrinsics are not implemented"));
        Assert.That(weeks.Causes.Single().Body, Does.Not.Contain("Causes that share this issue").And.Contain("Only processors that have what is needed run into it: sse."));
    }

    [Test]
    public async Task Crates_that_work_and_have_it_compiled_in_are_told()
    {
        await using var weeks = await BeginAsync();
        weeks.InReach = new() { ["works-1"] = "llvm.x86.sse.rcp.ps" };
        await weeks.SweepAsync(Of("a", "rcp.ps"));

        Assert.That(weeks.Causes.Single().Body, Does.Contain("It is compiled into 1 crate too whose tests pass and do not run into it: works-1."));
    }

    [Test]
    public async Task An_issue_of_a_cause_from_before_keeps_it()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Of("a", "rcp.ps") with { Family = null });
        await weeks.SweepAsync(Of("a", "rcp.ps"), Of("b", "rsqrt.ps"));

        Assert.That(weeks.Causes.Select(issue => issue.Title), Is.EqualTo(new[] { "llvm.x86.sse.rcp.ps is not implemented", "x86 SSE intrinsics are not implemented" }));
        Assert.That(weeks.Causes[1].Body, Does.Not.Contain("rcp.ps`"));
    }

    [Test]
    public async Task The_same_sweep_once_more_asks_for_nothing()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Of("a", "rcp.ps"), Of("b", "rsqrt.ps"));
        var writes = weeks.GitHub.Server.Writes.Count();

        await weeks.ApplyAsync();

        Assert.That(weeks.GitHub.Server.Writes.Count(), Is.EqualTo(writes));
    }

    private static Failing Of(string crate, string intrinsic) => Failing(crate, FailureClass.SimdIntrinsic, $"llvm.x86.sse.{intrinsic}") with { Family = Sse };
}
