using Matrix.Report.Issues.Text;
using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues;

/// <summary>What people write, close, edit and label is theirs; what strangers write counts for nothing.</summary>
[CancelAfter(120_000)]
public sealed class PeoplesIssuesTests
{
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
    public async Task While_a_rule_cannot_be_read_no_new_issue_is_opened_that_it_might_take()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        issue.Edit(issue.Body!.Replace($"subclass: {Pclmul}", "subclass: llvm.x86.*", StringComparison.Ordinal).Replace("    signature:", "    sgnature:", StringComparison.Ordinal));

        await weeks.SweepAsync(Crc, Zip, Failing("other", FailureClass.Abi, "variadic-abi"));
        Assert.That(weeks.Causes.Single(other => other != issue).Title, Does.StartWith("Variadic calls are supported with the C calling convention only"));
        Assert.That(weeks.Said, Does.Contain($"{Psllv} is not implemented: #{issue.Number} may be its issue, and its mark cannot be read"));

        issue.Edit(issue.Body!.Replace("    sgnature: \"simd-intrinsic:llvm.x86.pclmulqdq.256\"\n", "", StringComparison.Ordinal));
        await weeks.SweepAsync(Crc, Zip);
        Assert.That(issue.Body, Does.Contain("**Fails** in 2 crates"));
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
        Assert.That(weeks.Said, Does.Contain($"#{issue.Number} was changed meanwhile, or is there no more: left for the next run"));
        Assert.That(issue.Body, Does.Contain("wait for me").And.Contain("in 1 crate"));

        await weeks.ApplyAsync();
        Assert.That(issue.Body, Does.Contain("wait for me").And.Contain("in 2 crates"));
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

    // https://docs.github.com/en/graphql/reference/enums#commentauthorassociation: all of them.
    [TestCase("OWNER", ExpectedResult = true)]
    [TestCase("MEMBER", ExpectedResult = true)]
    [TestCase("COLLABORATOR", ExpectedResult = true)]
    [TestCase("CONTRIBUTOR", ExpectedResult = false)]
    [TestCase("FIRST_TIME_CONTRIBUTOR", ExpectedResult = false)]
    [TestCase("FIRST_TIMER", ExpectedResult = false)]
    [TestCase("MANNEQUIN", ExpectedResult = false)]
    [TestCase("NONE", ExpectedResult = false)]
    public async Task<bool> Owners_members_and_collaborators_have_a_say(string association)
    {
        await using var weeks = await BeginAsync();
        weeks.GitHub.Server.Associations["jane"] = association;
        const string Marked = "<!-- cranelift-matrix\nformat: 1\nissue: cause\nid: hers\nmatch:\n  - class: \"*\"\n-->\n\n";
        var hers = weeks.Repository.Open("Hers", Marked + MarkedBody.DividingLine, author: "jane");

        await weeks.SweepAsync(Crc);

        return hers.Body!.Contains("**Fails** in 1 crate", StringComparison.Ordinal);
    }

    [Test]
    public async Task What_somebody_who_has_no_say_writes_keeps_no_comment_from_being_written()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        var issue = weeks.Causes.Single();
        issue.Comment("mallory", "<!-- cranelift-matrix comment: platforms macos_aarch64 -->");

        await weeks.SweepAsync(Crc, Crc with { Platform = "macos-aarch64" });

        Assert.That(issue.Comments[^1].Body, Does.Contain("macOS aarch64 too"));
    }

    [Test]
    public async Task What_who_opened_the_issue_has_said_is_not_said_twice_where_GitHub_does_not_tell_that_he_is_a_member()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync();
        var body = $"<!-- cranelift-matrix\nformat: 1\nissue: cause\nid: it\nmatch:\n  - class: simd-intrinsic\ntold: {{ platforms: [linux-x86_64], crates: 1 }}\n-->\n\n{MarkedBody.DividingLine}";
        var issue = weeks.Repository.Open("Ours", body, author: "member-in-private");
        issue.AddLabel("status/failing");
        issue.Comment("member-in-private", "<!-- cranelift-matrix comment: platforms macos_aarch64 -->");

        await weeks.SweepAsync(Crc, Crc with { Platform = "macos-aarch64" });

        Assert.That(issue.Body, Does.Contain("macOS aarch64"));
        Assert.That(issue.Comments, Has.Count.EqualTo(1));
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
