using Matrix.Report.History;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;
using Matrix.Report.Pages;
using Matrix.Report.Sweeps;
using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues;

/// <summary>The issues that sum up others.</summary>
[CancelAfter(120_000)]
public sealed class OverviewIssuesTests
{
    [Test]
    public async Task Goals_list_their_causes_and_the_dashboard_its_goals()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Crc, Zip);
        await weeks.SweepAsync(Crc);

        var (goal, dashboard) = (weeks.Repository.Issues.Single(issue => issue.Title == "SIMD: what stops crates"), weeks.Repository.Issues.Single(issue => issue.Title == "Cranelift Matrix: where we are"));
        Assert.That(goal.Body, Does.Contain($"- [ ] #{weeks.Causes.Single(issue => issue.IsOpen).Number} – 1 crate, which nothing else stops\n").And.Contain($"- [x] #{weeks.Causes.Single(issue => !issue.IsOpen).Number}\n"));
        Assert.That(goal.Body, Does.Contain("| 2026-01-19 | 1 (42) |\n| 2026-01-12 | 2 (42) |"));
        Assert.That(dashboard.Body, Does.Contain($"| SIMD | 1 | 1 | 1 | 0 | #{goal.Number} |"));
        Assert.That(dashboard.Body, Does.Contain($"| #{weeks.Causes.Single(issue => issue.IsOpen).Number} | SIMD | 1 | 1 |\n\n### Goals"));
        Assert.That(dashboard.Body, Does.Contain("| 2026-01-19 | 97.6 % (42) |\n| 2026-01-12 | 95.2 % (42) |"));
        Assert.That(new[] { goal, dashboard }.Select(issue => issue.Labels), Has.All.EqualTo(new[] { "status/tracking" }));
    }

    [Test]
    public async Task A_goal_names_the_causes_that_have_no_issue_yet()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { OpenAfterSweeps = 9, OpenAfterCrates = 2 };

        await weeks.SweepAsync(Crc, Png, Zip);

        var goal = weeks.Repository.Issues.Single(issue => issue.Title == "SIMD: what stops crates");
        Assert.That(goal.Body, Does.Contain("**1 cause open**, 0 closed, 1 without an issue yet.").And.Contain($"Without an issue yet:\n\n- {Psllv} is not implemented – 1 crate, which nothing else stops\n"));
    }

    [Test]
    public async Task The_first_issues_come_with_those_that_sum_them_up()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { MostNewIssues = 5 };
        List<Failing> failing = [.. Enumerable.Range(0, 6).Select(number => Failing($"crate-{number}", FailureClass.SimdIntrinsic, $"llvm.x86.of.{number}")), Failing("other", FailureClass.Abi, "variadic-abi")];

        await weeks.SweepAsync(failing);

        Assert.That((weeks.Causes.Count, weeks.Repository.Issues.Count), Is.EqualTo((2, 5)), "both goals and the dashboard are among the five");
        Assert.That(weeks.Said, Does.Contain("Left for the next run, since this one may write no more:\n"));
    }

    [Test]
    public async Task What_sums_others_up_and_was_closed_by_a_person_is_left_alone()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var overviews = weeks.Repository.Issues.Except(weeks.Causes).ToList();
        Assert.That(overviews, Has.Count.EqualTo(2));
        foreach (var overview in overviews)
            overview.Close("not_planned");
        var bodies = overviews.ConvertAll(issue => issue.Body);

        await weeks.SweepAsync(Crc, Zip);

        Assert.That(overviews.Select(issue => issue.IsOpen), Is.All.False);
        Assert.That(overviews.Select(issue => issue.Body), Is.EqualTo(bodies));
        Assert.That((weeks.Causes.Count, weeks.Repository.Issues.Count), Is.EqualTo((2, 4)), "and no second one is opened");
    }

    [Test]
    public async Task A_goal_lists_as_many_causes_as_there_is_room_for()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { OpenAfterSweeps = 9, OpenAfterCrates = 2, Guard = 100 };
        var rare = Enumerable.Range(0, 700).Select(number => Failing($"crate-{number}", FailureClass.SimdIntrinsic, $"llvm.x86.{new string('x', 90)}.{number}"));

        await weeks.SweepAsync([Crc, Png, .. rare]);

        var goal = weeks.Repository.Issues.Single(issue => issue.Title == "SIMD: what stops crates");
        Assert.That(goal.Body, Has.Length.LessThan(MarkedBody.Longest).And.Contain("**1 cause open**, 0 closed, 700 without an issue yet.").And.Contain("\n650 more are not listed.\n"));

        goal.Edit(goal.Body + new string('x', MarkedBody.Longest - goal.Body!.Length));
        await weeks.SweepAsync([Crc, Png, .. rare]);
        Assert.That(goal.Body, Has.Length.AtMost(MarkedBody.Longest).And.Contain("As of the sweep of 2026-01-19").And.Contain("\n700 more are not listed.\n").And.EndWith("xxx"));
    }

    [Test]
    public async Task A_goal_lists_no_more_than_500_of_the_causes_that_have_an_issue()
    {
        await using var weeks = await BeginAsync();
        weeks.Run([Crc]);
        var sweep = SweepReader.ReadVerdicts([weeks.Results]);
        var steps = new OverviewSteps(new OverviewBodies(ResultsFixture.Templates, new ReportLinks(null, new CrateSlugs(sweep.Crates)), sweep, new HistoryFolder(weeks.History).Upto(sweep)));

        var goal = steps.Of([], [.. Enumerable.Range(1, 505).Select(number => new CauseLine(number, $"cause {number}", Goal.Simd, CauseLineState.Open, 1, 1))])[0].Step!.BodyAfter!;

        Assert.That(goal.Split('\n').Count(line => line.StartsWith("- [ ] #", StringComparison.Ordinal)), Is.EqualTo(500));
        Assert.That(goal, Does.Contain("**505 causes open**").And.Contain("\n5 more are not listed.\n"));
    }
}
