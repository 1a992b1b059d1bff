using System.Text.RegularExpressions;
using Matrix.Results;
using static Matrix.Report.Tests.Issues.IssueWeeks;
using static Matrix.Report.Tests.Issues.KnownFailings;

namespace Matrix.Report.Tests.Issues;

/// <summary>Where the texts of issues lead, and whom they call: nobody.</summary>
[CancelAfter(120_000)]
public sealed partial class IssueLinksTests
{
    [Test]
    public async Task Where_upstream_tracks_a_cause_leaves_no_trace_there()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { Tracked = weeks.Policy.Tracked.Add(FailureClass.SimdIntrinsic, "rust-lang/backend#171") };

        await weeks.SweepAsync(Crc, Png);

        Assert.That(weeks.Causes.Single().Body, Does.Contain("https://redirect.github.com/rust-lang/backend/issues/171"));
        Assert.That(weeks.Repository.Issues.Select(issue => issue.Body), Has.None.Contains("//github.com/rust-lang/backend"));
    }

    [Test]
    public async Task Issues_link_to_the_report_that_is_named_and_to_none_where_none_is()
    {
        await using var weeks = await BeginAsync();
        await weeks.SweepAsync(Crc);
        Assert.That(weeks.Causes.Single().Body, Does.Contain("](https://rust.example/matrix/"));

        weeks.Policy = weeks.Policy with { Report = null };
        await weeks.SweepAsync(Crc, Png);

        Assert.That(weeks.Causes.Single().Body, Does.Not.Contain("rust.example").And.Contain("| png |"));
    }

    // Every piece of evidence in these sweeps says "@octocat, see #1".
    [Test]
    public async Task No_body_and_no_comment_notifies_anybody_or_refers_to_what_a_log_names()
    {
        await using var weeks = await BeginAsync();
        weeks.Policy = weeks.Policy with { CloseAfterSweeps = 1 };
        var mac = Crc with { Platform = "macos-aarch64" };
        foreach (var failing in new Failing[][] { [Crc, Zip], [Crc, Png, mac, Zip], [], [Crc] })
            await weeks.SweepAsync(failing);

        var texts = weeks.Repository.Issues.SelectMany(issue => issue.Comments.Select(comment => comment.Body).Append(issue.Body!)).ToList();
        Assert.That(texts.Count(text => text.Contains("octocat", StringComparison.Ordinal)), Is.GreaterThan(1));
        var ours = weeks.Repository.Issues.Select(issue => $"#{issue.Number}").ToHashSet();
        foreach (var text in texts.Select(text => HiddenOrQuoted.Replace(text, "")))
        {
            Assert.That(Mention.Matches(text).Select(match => match.Value), Is.Empty, text);
            Assert.That(Reference.Matches(text).Select(match => match.Value).Where(number => !ours.Contains(number)), Is.Empty, text);
            Assert.That(text, Does.Not.Contain("see #1"));
        }
    }

    // Fenced blocks, code spans, comments, addresses of links: in none of them GitHub looks for names.
    [GeneratedRegex(@"^(```+|~~~+)[^\n]*\n.*?^\1\s*$|`[^`\n]+`|<!--.*?-->|\]\([^)]*\)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex HiddenOrQuoted { get; }

    [GeneratedRegex(@"(?<![\w/`])@\w+")]
    private static partial Regex Mention { get; }

    [GeneratedRegex(@"(?<![\w&/])#[0-9]+")]
    private static partial Regex Reference { get; }
}
