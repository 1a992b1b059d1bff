using Matrix.GitHub.Faults;
using Matrix.Report.Issues.Marking;
using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;

namespace Matrix.Report.Tests.Issues;

/// <summary>What becomes of an issue over the weeks.</summary>
[CancelAfter(120_000)]
public sealed class IssueLifeTests
{
    private const string Pclmul = "llvm.x86.pclmulqdq.256";
    private const string Psllv = "llvm.x86.avx2.psllv.d";

    private static readonly Failing Crc = Failing("crc", FailureClass.SimdIntrinsic, Pclmul);
    private static readonly Failing Png = Failing("png", FailureClass.SimdIntrinsic, Pclmul);
    private static readonly Failing Zip = Failing("zip", FailureClass.SimdIntrinsic, Psllv);

    [Test]
    public async Task A_new_cause_waits_until_enough_sweeps_or_crates_have_shown_it()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { OpenAfterSweeps = 2, OpenAfterCrates = 2 };

        await weeks.SweepAsync(Zip);
        Assert.That(weeks.Causes, Is.Empty);
        Assert.That(weeks.Said, Does.Contain($"{Psllv} is not implemented: seen in 1 sweep and 1 crate; 2 sweeps or 2 crates open it"));

        await weeks.SweepAsync(Zip, Crc, Png);
        Assert.That(weeks.Causes.Select(issue => issue.Title), Is.EquivalentTo(new[] { $"{Psllv} is not implemented", $"{Pclmul} is not implemented" }));
    }

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
    public async Task What_is_gone_is_closed_after_enough_sweeps_that_looked_for_it_and_says_which()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();

        await weeks.SweepAsync();
        await weeks.SweepAsync([], crates: weeks.Working);
        await weeks.SweepAsync();
        Assert.That(issue.IsOpen, Is.True, "the sweep between the two did not run the crate");
        Assert.That(issue.Labels, Does.Contain("status/not-seen").And.Not.Contain("status/failing"));

        await weeks.SweepAsync();

        Assert.That((issue.IsOpen, issue.StateReason), Is.EqualTo((false, "completed")));
        Assert.That(issue.Labels, Does.Contain("status/gone").And.Contain("class/simd-intrinsic"));
        Assert.That(issue.Comments.Single().Body, Does.Contain("It is gone: 3 sweeps in a row (2026-01-19, 2026-02-02, 2026-02-09)").And.Contain("`crc`"));
    }

    [Test]
    public async Task An_issue_without_a_known_cause_is_closed_in_favour_of_the_cause_that_is_found()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Zip, Failing("crc", FailureClass.WrongResult, null));
        var (unexplained, known) = (weeks.Causes.Single(issue => issue.Body!.Contains("class: wrong-result", StringComparison.Ordinal)), weeks.Causes.Single(issue => issue.Title.StartsWith(Psllv, StringComparison.Ordinal)));

        await weeks.SweepAsync(Zip, Failing("crc", FailureClass.SimdIntrinsic, Psllv));

        Assert.That((unexplained.IsOpen, unexplained.StateReason), Is.EqualTo((false, "completed")));
        Assert.That(unexplained.Comments.Single().Body, Does.Contain($"fails for `simd-intrinsic / {Psllv}` (#{known.Number})"));
        Assert.That(known.Body, Does.Contain("in 2 crates"));
    }

    [Test]
    public async Task What_failed_beside_it_all_along_explains_nothing()
    {
        await using var weeks = await BeginAsync();
        var unexplained = Failing("crc", FailureClass.WrongResult, null);
        await weeks.SweepAsync(Crc, unexplained);
        var issue = weeks.Causes.Single(issue => issue.Body!.Contains("class: wrong-result", StringComparison.Ordinal));

        await weeks.SweepAsync(Crc);

        Assert.That((issue.IsOpen, issue.Comments.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task What_was_news_is_news_again_after_the_issue_has_come_back()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        var mac = Crc with { Platform = "macos-aarch64" };
        await weeks.SweepAsync(Crc);
        await weeks.SweepAsync(Crc, mac);
        var issue = weeks.Causes.Single();
        foreach (var failing in new Failing[][] { [], [Crc], [Crc, mac] })
            await weeks.SweepAsync(failing);

        Assert.That(issue.Comments.Count(comment => comment.Body.Contains("macOS aarch64 too", StringComparison.Ordinal)), Is.EqualTo(2), string.Join("\n---\n", issue.Comments.Select(comment => comment.Body)));
        Assert.That(issue.Body, Does.Contain("returns: 1"));
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
    public async Task What_comes_back_opens_the_same_issue_again()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        await weeks.SweepAsync();
        Assert.That(issue.IsOpen, Is.False);

        await weeks.SweepAsync(Png);

        Assert.That(issue.IsOpen, Is.True);
        Assert.That(weeks.Causes, Has.Count.EqualTo(1));
        Assert.That(issue.Comments[^1].Body, Does.Contain("It is back"));
        Assert.That(issue.Labels, Does.Contain("status/failing").And.Not.Contain("status/gone"));
    }

    [TestCase("not_planned")]
    [TestCase("duplicate")]
    public async Task What_somebody_does_not_want_is_left_alone(string reason)
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        issue.Close(reason);
        var body = issue.Body;

        await weeks.SweepAsync(Crc, Png);

        Assert.That((issue.IsOpen, issue.Body, issue.Comments.Count, weeks.Causes.Count), Is.EqualTo((false, body, 0, 1)));
        Assert.That(weeks.Said, Does.Contain($"#{issue.Number} {issue.Title}: somebody closed it as "));
    }

    [Test]
    public async Task Who_closes_an_issue_as_fixed_is_believed_until_a_newer_toolchain_shows_it()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        issue.Close();
        weeks.ToolchainOf = $"{issue.ClosedAt!.Value.AddDays(-1):yyyy-MM-dd}";

        await weeks.SweepAsync(Crc);
        Assert.That(issue.IsOpen, Is.False);
        Assert.That(weeks.Said, Does.Contain("no toolchain of this sweep is newer"));

        weeks.ToolchainOf = $"{issue.ClosedAt!.Value.AddDays(1):yyyy-MM-dd}";
        await weeks.SweepAsync(Crc);
        Assert.That(issue.IsOpen, Is.True);
    }

    [Test]
    public async Task What_people_write_stays()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        issue.Retitle("Carry-less multiplication");
        issue.AddLabel("help wanted");
        issue.Edit(issue.Body!.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\nI look into this. <!-- really -->\r\n\r\n- [ ] one\r\n");

        await weeks.SweepAsync(Crc, Png);

        Assert.That(issue.Title, Is.EqualTo("Carry-less multiplication"));
        Assert.That(issue.Labels, Does.Contain("help wanted"));
        Assert.That(issue.Body, Does.EndWith("\nI look into this. <!-- really -->\n\n- [ ] one\n").And.Contain("in 2 crates"));
    }

    [Test]
    public async Task A_comment_comes_only_with_news()
    {
        await using var weeks = await BeginAsync();
        var crates = Enumerable.Range(0, 4).Select(number => Failing($"crc-{number}", FailureClass.SimdIntrinsic, Pclmul)).ToList();
        await weeks.SweepAsync(crates);
        var issue = weeks.Causes.Single();
        await weeks.SweepAsync([.. crates, Crc]);
        Assert.That(issue.Comments, Is.Empty);

        await weeks.SweepAsync([.. crates, Crc with { Platform = "macos-aarch64" }]);
        Assert.That(issue.Comments.Single().Body, Does.Contain("macOS aarch64 too"));
        await weeks.SweepAsync([.. crates, Crc with { Platform = "macos-aarch64" }]);
        Assert.That(issue.Comments, Has.Count.EqualTo(1));

        await weeks.SweepAsync([.. Enumerable.Range(0, 8).Select(number => Failing($"crc-{number}", FailureClass.SimdIntrinsic, Pclmul))]);
        Assert.That(issue.Comments, Has.Count.EqualTo(2));
        Assert.That(issue.Comments[^1].Body, Does.Contain("in 8 crates; the last time this was worth a word it was 4"));
    }

    [Test]
    public async Task Two_issues_are_merged_and_one_is_split_by_an_edit_of_the_rule()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc, Png, Zip);
        var (first, second) = (weeks.Causes[0], weeks.Causes[1]);
        Assert.That(first.Title, Does.StartWith(Pclmul));

        first.Edit(first.Body!.Replace("match:\n", $"match:\n  # belongs together\n  - class: simd-intrinsic\n    subclass: {Psllv}\n", StringComparison.Ordinal));
        await weeks.SweepAsync(Crc, Png, Zip);
        Assert.That(first.Body, Does.Contain("in 3 crates").And.Contain("  # belongs together\n"));
        Assert.That(weeks.Causes, Has.Count.EqualTo(2));

        first.Edit(first.Body!.Replace("    signature:", "    crates: [crc]\n    signature:", StringComparison.Ordinal));
        await weeks.SweepAsync(Crc, Png, Zip);
        Assert.That(weeks.Causes, Has.Count.EqualTo(3), "what the rule takes no more gets an issue of its own");
        Assert.That(weeks.Causes[2].Body, Does.Contain("| [png]("));
        Assert.That(second.IsOpen, Is.True);
    }

    [Test]
    public async Task A_broken_rule_or_a_lost_dividing_line_stops_all_writing_to_that_issue_and_opens_no_second()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc, Zip);
        var (first, second) = (weeks.Causes[0], weeks.Causes[1]);
        first.Edit(first.Body!.Replace("match:", "match: [", StringComparison.Ordinal));
        second.Edit(second.Body!.Replace(MarkedBody.DividingLine, "", StringComparison.Ordinal));
        var bodies = (first.Body, second.Body);

        await weeks.SweepAsync(Crc, Png, Zip);

        Assert.That((first.Body, second.Body), Is.EqualTo(bodies));
        Assert.That(weeks.Causes, Has.Count.EqualTo(2));
        Assert.That(weeks.Said, Does.Contain("its mark cannot be read").And.Contain("its dividing line is gone"));
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

    [TestCase(FaultKind.DroppedAfter)]
    [TestCase(FaultKind.DroppedBefore)]
    public async Task A_lost_answer_makes_no_twin(FaultKind fault)
    {
        await using var weeks = await BeginAsync();
        weeks.GitHub.Server.Faults.Next(call => call.IsWrite && call.Path.EndsWith("/issues", StringComparison.Ordinal), new Fault(fault));

        await weeks.SweepAsync(Crc);

        Assert.That(weeks.Causes, Has.Count.EqualTo(1));
        Assert.That(weeks.Repository.Issues, Has.Count.EqualTo(3), "the goal and the dashboard are there too");
    }

    [Test]
    public async Task Who_edits_an_issue_while_a_run_writes_loses_nothing()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        weeks.GitHub.Server.BeforeAnswering = call =>
        {
            // When all issues have been read, and before this one is looked at again.
            if (call.Path.EndsWith("/labels", StringComparison.Ordinal) && call.Method == "GET" && !issue.Body!.Contains("wait for me", StringComparison.Ordinal))
                issue.Edit(issue.Body + "wait for me");
            return Task.CompletedTask;
        };

        await weeks.SweepAsync(Crc, Png);
        Assert.That(weeks.Said, Does.Contain($"#{issue.Number} was changed meanwhile: left for the next run"));
        Assert.That(issue.Body, Does.Contain("wait for me").And.Contain("in 1 crate"));

        await weeks.ApplyAsync();
        Assert.That(issue.Body, Does.Contain("wait for me").And.Contain("in 2 crates"));
    }

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
    public async Task It_says_since_when_it_fails_and_what_was_there_before()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync([], crates: ["crc", .. weeks.Working]);
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        Assert.That(issue.Body, Does.Contain("Since the sweep of 2026-01-19, with `").And.Contain("The sweep of 2026-01-12 looked where it fails and did not see it, with the same."));

        await weeks.SweepAsync(Crc);
        weeks.ForgetHistory();
        await weeks.SweepAsync(Crc, Png);
        Assert.That(issue.Body, Does.Contain("\nSince the sweep of 2026-01-19.\n").And.Contain("in 2 crates"), "the mark remembers it");
    }

    [Test]
    public async Task A_mark_in_the_issue_of_somebody_who_has_no_say_counts_for_nothing()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync();
        const string Forged = "<!-- cranelift-matrix\nformat: 1\nissue: cause\nid: all-of-it\nmatch:\n  - class: \"*\"\n-->\n\n";
        var forged = weeks.Repository.Open("Nothing to see", Forged + MarkedBody.DividingLine, author: "mallory");

        await weeks.SweepAsync(Crc);
        Assert.That(forged.Body, Is.EqualTo(Forged + MarkedBody.DividingLine));
        Assert.That(weeks.Causes.Select(issue => issue.Author), Is.EquivalentTo(new[] { "mallory", "matrix-bot" }));
        Assert.That(weeks.Said, Does.Contain("#1 Nothing to see: it bears our mark, but mallory, who opened it, has no say here"));

        forged.AddLabel("status/tracking");
        await weeks.SweepAsync(Crc);
        Assert.That(forged.Body, Does.Contain("**Fails** in 1 crate"), "only who has a say can label it");
    }

    [Test]
    public async Task What_somebody_who_has_no_say_writes_keeps_no_comment_from_being_written()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        issue.Comment("mallory", "<!-- cranelift-matrix comment: platforms macos-aarch64 -->");

        await weeks.SweepAsync(Crc, Crc with { Platform = "macos-aarch64" });

        Assert.That(issue.Comments[^1].Body, Does.Contain("macOS aarch64 too"));
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

    [Test]
    public async Task What_was_closed_as_a_duplicate_gives_way_to_the_issue_whose_rule_takes_it()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc, Png, Zip);
        var (first, second) = (weeks.Causes[0], weeks.Causes[1]);
        Assert.That(first.Title, Does.StartWith(Pclmul));

        first.Close("duplicate");
        second.Edit(second.Body!.Replace("match:\n", $"match:\n  - class: simd-intrinsic\n    subclass: {Pclmul}\n", StringComparison.Ordinal));
        await weeks.SweepAsync(Crc, Png, Zip);

        Assert.That(second.Body, Does.Contain("**Fails** in 3 crates"));
        Assert.That((first.IsOpen, weeks.Causes.Count), Is.EqualTo((false, 2)));
    }
}
