using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues;

/// <summary>What becomes of an issue over the weeks.</summary>
[CancelAfter(120_000)]
public sealed class IssueLifeTests
{
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
        Assert.That(issue.Comments.Single().Body, Does.Contain("has been run again 3 times since, and nothing failed for it (2026-01-19, 2026-02-02, 2026-02-09)").And.Contain("`crc`"));
    }

    [Test]
    public async Task A_processor_that_does_not_get_there_does_not_speak_for_a_cause_being_gone()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        weeks.Features = ["sse2", "avx512bw"];
        await weeks.SweepAsync(Crc with { Needs = ["avx512bw"] });
        var issue = weeks.Causes.Single();

        weeks.Features = ["sse2"];
        await weeks.SweepAsync();
        await weeks.SweepAsync();
        Assert.That((issue.IsOpen, issue.Labels.Contains("status/failing")), Is.EqualTo((true, true)), "nobody could have seen it");

        weeks.Features = ["sse2", "avx512bw"];
        await weeks.SweepAsync();
        Assert.That((issue.IsOpen, issue.StateReason), Is.EqualTo((false, "completed")));
    }

    [Test]
    public async Task What_stops_at_something_else_first_does_not_speak_for_a_cause_being_gone()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();

        foreach (var _ in Enumerable.Range(0, 3))
            await weeks.SweepAsync(Failing("crc", FailureClass.Abi, "variadic-abi"));
        Assert.That((issue.IsOpen, issue.Comments.Count), Is.EqualTo((true, 0)), "nobody knows what comes behind");

        await weeks.SweepAsync();
        Assert.That((issue.IsOpen, issue.StateReason), Is.EqualTo((false, "completed")));
    }

    [Test]
    public async Task Without_a_history_nothing_is_closed()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        weeks.Run([]);

        foreach (var _ in Enumerable.Range(0, 3))
            await weeks.ApplyAsync(withHistory: false);
        Assert.That((issue.IsOpen, issue.Comments.Count), Is.EqualTo((true, 0)));
        Assert.That(weeks.Said, Does.Contain("it needs --history"));

        await weeks.ApplyAsync();
        Assert.That(issue.IsOpen, Is.False);
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
    public async Task What_a_sweep_did_not_run_is_not_taken_for_gone()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        var crates = Enumerable.Range(0, 6).Select(number => Failing($"crc-{number}", FailureClass.SimdIntrinsic, Pclmul)).ToList();
        await weeks.SweepAsync(crates);
        var issue = weeks.Causes.Single();

        await weeks.SweepAsync([crates[0]], crates: weeks.Working);
        Assert.That(issue.Body, Does.Contain("**Fails** in 1 crate on Linux x86_64, as of the sweep of 2026-01-19; and in 5 crates on Linux x86_64 that it did not run, that gave no answer, or that stopped at something else."));

        await weeks.SweepAsync([], crates: [.. weeks.Working, "crc-0"]);
        Assert.That(issue.IsOpen, Is.True, "one of six has been run");

        await weeks.SweepAsync([], crates: [.. weeks.Working, "crc-1", "crc-2"]);
        Assert.That(issue.IsOpen, Is.False, "three of six, in two sweeps");
        Assert.That(issue.Comments.Single().Body, Does.Contain("at least half of what had failed for it has been run again once since, and nothing failed for it (2026-02-02)"));
    }

    [Test]
    public async Task Crates_that_left_the_list_keep_no_issue_open_for_ever()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        var crates = Enumerable.Range(0, 5).Select(number => Failing($"crc-{number}", FailureClass.SimdIntrinsic, Pclmul)).ToList();
        await weeks.SweepAsync(crates);
        var issue = weeks.Causes.Single();
        await weeks.SweepAsync([crates[0]], crates: weeks.Working);

        for (var week = 0; week < 12; week++)
        {
            await weeks.SweepAsync([], crates: [.. weeks.Working, "crc-0"]);
            Assert.That(issue.IsOpen, Is.EqualTo(week < 11), $"week {week}: one of five has been run, as long as the others may have their turn");
        }
    }

    [Test]
    public async Task A_platform_whose_shards_are_lost_stays_among_those_that_it_fails_on()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc, Crc with { Platform = "macos-aarch64" });
        weeks.Lost = ["macos-aarch64"];

        await weeks.SweepAsync(Crc);

        Assert.That(weeks.Causes.Single().Labels, Does.Contain("os/macos"));
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

    [Test]
    public async Task What_somebody_opened_again_is_closed_again_once_it_has_failed_and_is_gone()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        await weeks.SweepAsync();
        issue.Reopen();

        await weeks.SweepAsync();
        Assert.That(issue.IsOpen, Is.True);
        Assert.That(weeks.Said, Does.Contain("it was closed as gone, and somebody opened it again"));

        await weeks.SweepAsync(Crc);
        await weeks.SweepAsync();
        Assert.That(issue.IsOpen, Is.False);
        Assert.That(issue.Comments, Has.Count.EqualTo(2), "gone, and gone again");
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
        Assert.That(issue.Comments[^1].Body, Does.Contain("brings it to 8 crates; the last time this was worth a word it was 4"));
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
}
