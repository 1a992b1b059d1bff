using Matrix.GitHub.Answering;
using Matrix.GitHub.Faults;
using Matrix.GitHub.World;
using Matrix.Report.History;
using Matrix.Report.Issues;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues;

/// <summary>What one run writes, and in which order; what it does not write.</summary>
[CancelAfter(120_000)]
public sealed class IssueRunTests
{
    [Test]
    public async Task What_was_applied_asks_for_nothing_more()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc, Png, Zip);
        var writes = weeks.GitHub.Server.Writes.Count();

        await weeks.ApplyAsync();

        Assert.That(weeks.GitHub.Server.Writes.Count(), Is.EqualTo(writes));
        Assert.That(weeks.Said, Does.Contain("nothing to do: 4 issues are as they should be"));
    }

    [Test]
    public async Task Without_apply_nothing_is_written_and_all_is_said()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync();

        await weeks.SweepAsync(Crc);
        var opened = weeks.Causes.Single();
        var writes = weeks.GitHub.Server.Writes.Count();
        opened.Edit(opened.Body!.Replace("1 crate", "9 crates", StringComparison.Ordinal));
        await weeks.ApplyAsync(apply: false);

        Assert.That(weeks.GitHub.Server.Writes.Count(), Is.EqualTo(writes));
        Assert.That(weeks.Said, Does.Contain($"UPDATE #{opened.Number}").And.Contain("- **Fails** in 9 crates").And.Contain("+ **Fails** in 1 crate"));
    }

    [Test]
    public async Task Without_apply_what_closes_and_what_comes_back_is_said_with_its_comment_and_labels()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Crc, Zip);
        await weeks.SweepAsync(Crc);
        var (crc, zip) = (Issue(Pclmul), Issue(Psllv));
        Assert.That((crc.IsOpen, zip.IsOpen), Is.EqualTo((true, false)));
        weeks.Run([Zip]);

        await weeks.ApplyAsync(apply: false);
        var planned = weeks.Said;
        var comments = (crc.Comments.Count, zip.Comments.Count);
        await weeks.ApplyAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(planned, Does.Contain($"CLOSE #{crc.Number}").And.Contain($"REOPEN #{zip.Number}").And.Contain("-status/failing").And.Contain("+status/gone"));
            Assert.That((crc.IsOpen, zip.IsOpen), Is.EqualTo((false, true)));
            Assert.That((crc.Comments.Count, zip.Comments.Count), Is.EqualTo((comments.Item1 + 1, comments.Item2 + 1)));
            foreach (var issue in new[] { crc, zip })
                Assert.That(planned, Does.Contain($"  comment: {issue.Comments[^1].Body.Split('\n').First(line => line.Length > 0 && !line.StartsWith("<!--", StringComparison.Ordinal))}"));
        }

        GitHubIssue Issue(string intrinsic) => weeks.Causes.Single(issue => issue.Title.StartsWith(intrinsic, StringComparison.Ordinal));
    }

    [Test]
    public async Task No_more_comments_are_written_than_the_cap_says()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1, MostComments = 1 };
        await weeks.SweepAsync(Crc, Zip);

        await weeks.SweepAsync();
        Assert.That((weeks.Causes.Count(issue => !issue.IsOpen), weeks.Causes.Sum(issue => issue.Comments.Count)), Is.EqualTo((1, 1)));
        Assert.That(weeks.Said, Does.Contain("Left for the next run, since this one may write no more:\n"));

        await weeks.ApplyAsync();
        Assert.That((weeks.Causes.Count(issue => !issue.IsOpen), weeks.Causes.Sum(issue => issue.Comments.Count)), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task The_token_of_a_workflow_is_enough()
    {
        await using var weeks = await BeginAsync();
        weeks.GitHub.Token = weeks.GitHub.Server.AddToken(Access.Write, TokenKind.Installation, "github-actions[bot]");
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };

        Assert.That(await weeks.SweepAsync(Crc), Is.EqualTo(ExitCode.Ok), weeks.Said);
        await weeks.ApplyAsync();
        Assert.That(weeks.Said, Does.Contain("nothing to do: 3 issues are as they should be"), "what an app has opened is its own");
        Assert.That(await weeks.SweepAsync(), Is.EqualTo(ExitCode.Ok), weeks.Said);

        Assert.That(weeks.Causes.Select(issue => issue.IsOpen), Is.EqualTo(new[] { false }));
    }

    [Test]
    public async Task What_only_has_other_figures_is_written_last_and_first_of_it_what_has_waited_longest()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        Failing[] failing = [.. Enumerable.Range(0, 3).Select(number => Failing($"crate-{number}", FailureClass.SimdIntrinsic, $"llvm.x86.of.{number}")), Crc];
        await weeks.SweepAsync(failing);
        var numbers = weeks.Causes.Select(issue => issue.Number).ToList();
        weeks.GitHub.Clock.Move(TimeSpan.FromHours(1));
        weeks.Causes[0].AddLabel("looked at");
        var before = weeks.GitHub.Server.Journal.Count;

        await weeks.SweepAsync([.. failing.Where(fails => fails.Crate != "crate-1"), Zip]);

        var writes = weeks.GitHub.Server.Journal.Skip(before).Where(entry => entry.Call.IsWrite && (entry.Call.Method == "PATCH" || entry.Call.Path.EndsWith("/issues", StringComparison.Ordinal))).Select(entry => entry.Call.Path.Split('/')[^1]).Distinct().ToList();
        var gone = weeks.Causes.Single(issue => !issue.IsOpen).Number;
        Assert.That(writes.Take(2), Is.EqualTo(new[] { $"{gone}", "issues" }));
        Assert.That(writes[^1], Is.EqualTo($"{weeks.Causes[0].Number}"), string.Join(' ', writes));
    }

    [Test]
    public async Task Caps_leave_the_rest_to_the_next_run()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { MostNewIssues = 2 };
        var failing = Enumerable.Range(0, 5).Select(number => Failing($"crate-{number}", FailureClass.SimdIntrinsic, $"llvm.x86.of.{number}")).ToList();

        await weeks.SweepAsync(failing);
        Assert.That(weeks.Repository.Issues, Has.Count.EqualTo(2));
        Assert.That(weeks.Said, Does.Contain("Left for the next run"));

        await weeks.ApplyAsync();
        Assert.That(weeks.Repository.Issues, Has.Count.EqualTo(4));
        await weeks.ApplyAsync();
        await weeks.ApplyAsync();
        Assert.That(weeks.Causes, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task A_broken_toolchain_becomes_no_issues()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync();

        Assert.That(
            async () => await weeks.SweepAsync([.. weeks.Working.Take(20).Select(crate => Failing(crate, FailureClass.CompilerCrash, null))], crates: weeks.Working),
            Throws.TypeOf<MatrixException>().With.Message.Contains("20 of 40 crates broke at once"));
        Assert.That(weeks.Repository.Issues, Is.Empty);
    }

    [Test]
    public async Task A_toolchain_that_stays_broken_becomes_no_issues_either()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync();
        Failing[] broken = [.. weeks.Working.Take(20).Select(crate => Failing(crate, FailureClass.CompilerCrash, null))];

        for (var week = 0; week < 3; week++)
            Assert.That(async () => await weeks.SweepAsync(broken, crates: weeks.Working), Throws.TypeOf<MatrixException>().With.Message.Contains("20 of 40 crates broke at once"));
        Assert.That(weeks.Repository.Issues, Is.Empty);

        weeks.Policy = weeks.Policy with { Guard = 60, CloseAfterSweeps = 1 };
        await weeks.ApplyAsync();
        Assert.That(weeks.Causes.Single().IsOpen, Is.True, "somebody has looked, and lets it pass");

        weeks.Policy = weeks.Policy with { Guard = 25 };
        await weeks.SweepAsync([], crates: weeks.Working);
        Assert.That(weeks.Causes.Single().IsOpen, Is.False, "it works again, and what was seen is known");
    }

    [Test]
    public async Task Results_that_are_older_than_the_history_change_nothing()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var older = weeks.Results;
        await weeks.SweepAsync(Crc, Png);
        HistoryFolder.Remember(weeks.History, SweepReader.ReadVerdicts([weeks.Results]));
        var writes = weeks.GitHub.Server.Writes.Count();

        Assert.That(async () => await weeks.ApplyAsync(results: older), Throws.TypeOf<MatrixException>().With.Message.Contains("the history holds a newer sweep, of 2026-01-19"));

        Assert.That(weeks.GitHub.Server.Writes.Count(), Is.EqualTo(writes));
        await weeks.ApplyAsync();
        Assert.That(weeks.Said, Does.Contain("nothing to do"));
    }

    [Test]
    public async Task A_log_that_quotes_the_dividing_line_divides_nothing()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Failing("evil", FailureClass.WrongResult, MarkedBody.DividingLine));
        var writes = weeks.GitHub.Server.Writes.Count();

        await weeks.ApplyAsync();

        Assert.That(weeks.GitHub.Server.Writes.Count(), Is.EqualTo(writes));
        Assert.That(MarkedBody.Read(weeks.Causes.Single().Body!)!.HumanText, Is.EqualTo("\n\n"));
    }

    [Test]
    public async Task What_looks_like_a_secret_gets_into_no_title_or_text_either()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Failing("leaks", FailureClass.WrongResult, "DB_PASSWORD=correcthorse"));

        foreach (var text in weeks.Repository.Issues.SelectMany(issue => new[] { issue.Title, issue.Body! }))
            Assert.That(text, Does.Not.Contain("correcthorse"));
        await weeks.ApplyAsync();
        Assert.That(weeks.Causes, Has.Count.EqualTo(1), "the rule takes it nevertheless");
    }

    [Test]
    public async Task What_was_done_although_its_answer_was_lost_is_found()
    {
        await using var weeks = await BeginAsync();
        weeks.Repository.Lag = TimeSpan.FromSeconds(7);
        weeks.GitHub.Server.Faults.Next(IsOpening, new Fault(FaultKind.DroppedAfter));

        await weeks.SweepAsync(Crc);

        Assert.That(weeks.Causes, Has.Count.EqualTo(1));
        Assert.That(weeks.Repository.Issues, Has.Count.EqualTo(3), "the goal and the dashboard are there too");
    }

    [Test]
    public async Task What_may_have_been_done_is_never_done_again_by_the_same_run()
    {
        await using var weeks = await BeginAsync();
        weeks.GitHub.Server.Faults.Next(IsOpening, new Fault(FaultKind.DroppedBefore));

        Assert.That(async () => await weeks.SweepAsync(Crc), Throws.TypeOf<AnswerLostException>().With.Property("ExitCode").EqualTo(ExitCode.PublishFailed));
        Assert.That((int)ExitCode.PublishFailed, Is.EqualTo(6));
        Assert.That(weeks.GitHub.Clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(3)), Is.EqualTo(5), "looks, three seconds apart");
        Assert.That(weeks.Said, Does.Contain("so it may have been done or not: left for the next run"));
        Assert.That((weeks.Causes.Count, weeks.Repository.Issues.Count), Is.EqualTo((0, 2)), "all else is done");

        await weeks.ApplyAsync();
        Assert.That((weeks.Causes.Count, weeks.Repository.Issues.Count), Is.EqualTo((1, 3)));
    }

    [Test]
    public async Task What_a_list_does_not_show_yet_is_not_opened_again()
    {
        await using var weeks = await BeginAsync();
        weeks.Repository.Lag = TimeSpan.FromMinutes(1);

        await weeks.SweepAsync(Crc, Zip);

        Assert.That(weeks.Repository.Issues.Select(issue => issue.Title), Is.Unique);
        Assert.That(weeks.Repository.Issues.Select(issue => issue.Body), Has.None.Contain("opened by this run"), "the second round knows their numbers");
        Assert.That(weeks.Said, Does.Not.Contain("meanwhile"));
    }

    [Test]
    public async Task An_issue_that_is_deleted_or_locked_while_a_run_writes_stops_none_of_the_others([Values] bool isDeleted)
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc, Zip);
        var (first, other) = (weeks.Causes[0], weeks.Causes[1]);
        weeks.GitHub.Server.BeforeAnswering = call =>
        {
            if (call.Path.EndsWith("/labels", StringComparison.Ordinal) && !call.IsWrite && weeks.Repository.Issues.Contains(first) && !first.IsLocked)
                (isDeleted ? () => weeks.Repository.Delete(first) : (Action)first.Lock)();
            return Task.CompletedTask;
        };

        await weeks.SweepAsync(Crc, Png, Zip);

        Assert.That(weeks.Said, Does.Contain($"#{first.Number} was changed meanwhile, or is there no more"));
        Assert.That(other.Body, Does.Contain("as of the sweep of 2026-01-19"));
    }

    [Test]
    public async Task An_empty_list_of_a_repository_that_has_issues_is_not_believed()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        weeks.GitHub.Server.Faults.Next(call => call.Path.EndsWith("/issues", StringComparison.Ordinal), new Fault(FaultKind.Forged) { Body = "[]" });

        Assert.That(async () => await weeks.SweepAsync(Crc), Throws.TypeOf<MatrixException>().With.Message.Contains("GitHub lists none, although it counts 3 that are open"));
        Assert.That(weeks.Repository.Issues, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_twin_is_named_and_counts_for_nothing()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var first = weeks.Causes.Single();
        var twin = weeks.Repository.Open(first.Title, first.Body, "matrix-bot", first.Labels);

        await weeks.SweepAsync(Crc, Png);

        Assert.That(weeks.Said, Does.Contain($"#{twin.Number} {first.Title}: it is the same as #{first.Number}, which takes all that it would: close it as a duplicate"));
        Assert.That(first.Body, Does.Contain("in 2 crates"));
        Assert.That(twin.Body, Does.Contain("in 1 crate"));
        Assert.That(weeks.Repository.Issues.Single(issue => issue.Title == "SIMD: what stops crates").Body, Does.Contain("**1 cause open**"));
    }

    [Test]
    public async Task A_secret_gets_into_no_title_text_mark_or_comment()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Failing($"it-is-{Secret}", FailureClass.SimdIntrinsic, $"llvm.{Secret}"));
        var issue = weeks.Causes.Single();
        await weeks.SweepAsync(Failing($"it-is-{Secret}", FailureClass.SimdIntrinsic, $"llvm.{Secret}"));
        Assert.That(weeks.Causes, Has.Count.EqualTo(1), "the rule takes it nevertheless");

        await weeks.SweepAsync();

        Assert.That(issue.IsOpen, Is.False);
        foreach (var text in weeks.Repository.Issues.SelectMany(issue => new[] { issue.Title, issue.Body! }.Concat(issue.Comments.Select(comment => comment.Body))).Append(weeks.Said))
            Assert.That(text, Does.Not.Contain(Secret));
    }

    private static bool IsOpening(Call call) => call.IsWrite && call.Path.EndsWith("/issues", StringComparison.Ordinal);
}
