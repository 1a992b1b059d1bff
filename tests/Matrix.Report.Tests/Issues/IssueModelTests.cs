using FsCheck;
using FsCheck.Fluent;
using Matrix.GitHub.Answering;
using Matrix.GitHub.Faults;
using Matrix.GitHub.World;
using Matrix.Report.Issues.Text;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues;

/// <summary>Any sequence of sweeps, people's edits, faults and kills ends in what should be there, once all has been given time to settle.</summary>
[CancelAfter(600_000)]
public sealed class IssueModelTests
{
    private const int Causes = 5;
    private const int LongestStory = 14;
    private const int RunsToSettle = 12;

    private const string Mallory = "mallory";

    private static readonly FaultKind[] Troubles =
    [
        FaultKind.PrimaryLimit, FaultKind.SecondaryLimit, FaultKind.GatewayBefore, FaultKind.GatewayAfter, FaultKind.HtmlAfter, FaultKind.DroppedBefore, FaultKind.DroppedAfter,
        FaultKind.Truncated,
    ];

    [Test]
    public void Whatever_happens_nothing_is_there_twice_nothing_of_peoples_is_lost_and_what_should_be_is()
    {
        var happening = Gen.Choose(0, 12).Zip(Gen.Choose(0, (1 << 20) - 1)).Select(parts => new Happening(parts.Item1, parts.Item2));
        var stories = Gen.Choose(1, LongestStory).SelectMany(length => happening.ArrayOf(length));

        Prop.ForAll(stories.ToArbitrary(), story => TellAsync(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static async Task TellAsync(Happening[] story)
    {
        await using var weeks = await IssueWeeks.BeginAsync();
        weeks.Policy = weeks.Policy with { MostNewIssues = 3, MostComments = 2 };
        weeks.Repository.Lag = TimeSpan.FromSeconds(story[0].Chance % 10);
        var model = new Model(weeks);
        weeks.Run([]);
        foreach (var happening in story)
            await model.LetAsync(happening);

        await model.SettleAsync();
        model.Check();
    }

    /// <param name="Kind">From 0 to 12.</param>
    /// <param name="Chance">What all that is left open is drawn from.</param>
    private readonly record struct Happening(int Kind, int Chance);

    private sealed class Model(IssueWeeks weeks)
    {
        private readonly Dictionary<int, List<string>> notes = [];
        private readonly Dictionary<int, string> titles = [];
        private readonly int[] absent = [.. Enumerable.Repeat(-1, Causes)];
        private readonly HashSet<int> touched = [];
        private readonly Dictionary<int, string> narrowed = [];
        private readonly Dictionary<int, string> labels = [];
        private readonly List<(GitHubIssue Issue, string Body)> forged = [];
        private int number;

        private IReadOnlyList<GitHubIssue> Ours => [.. weeks.Repository.Issues.Where(issue => issue.Author != Mallory)];

        public async Task LetAsync(Happening happening)
        {
            switch (happening.Kind)
            {
                case 0 or 1 or 2:
                    Sweep(happening.Chance);
                    await TryAsync(default);
                    break;
                case 3:
                    Sweep(happening.Chance);
                    await KilledAsync(1 + (happening.Chance % 7));
                    break;
                case 4:
                    weeks.GitHub.Server.Faults.Next(call => happening.Chance % 3 == 0 || IsCreation(call), new Fault(Troubles[happening.Chance % Troubles.Length]));
                    break;
                case 5:
                    await TryAsync(default);
                    break;
                case 10:
                    Forge(happening.Chance);
                    break;
                case 12:
                    weeks.Repository.Lag = TimeSpan.FromSeconds(happening.Chance % 10);
                    break;
                default:
                    if (Ours.Count > 0)
                        Touch(Ours[happening.Chance % Ours.Count], happening);
                    break;
            }
        }

        // What a second time would make twice.
        private static bool IsCreation(Call call) =>
            call.Method == "POST" && (call.Path.EndsWith("/issues", StringComparison.Ordinal) || call.Path.EndsWith("/comments", StringComparison.Ordinal));

        public async Task SettleAsync()
        {
            var writes = -1;
            for (var run = 0; run < RunsToSettle && writes != weeks.GitHub.Server.Writes.Count(); run++)
            {
                writes = weeks.GitHub.Server.Writes.Count();
                await TryAsync(default);
            }

            await weeks.ApplyAsync();
            Assert.That(weeks.GitHub.Server.Writes.Count(), Is.EqualTo(writes), $"it never comes to rest: {weeks.Said}");
        }

        public void Check()
        {
            var marks = Ours.Where(issue => !narrowed.ContainsKey(issue.Number)).Select(issue => MarkedBody.Read(issue.Body ?? "")?.Marker?.Id).ToList();
            Assert.That(marks, Is.Unique, "twins");
            foreach (var (issue, body) in forged)
                Assert.That((issue.Body, issue.Comments.Count, issue.Labels.Count), Is.EqualTo((body, 0, 0)), "what is not ours was written to");
            foreach (var (issue, rule) in narrowed)
                Assert.That(weeks.Repository.Issue(issue).Body, Does.Contain(rule), $"#{issue} lost the rule that people wrote");
            foreach (var (issue, label) in labels)
                Assert.That(weeks.Repository.Issue(issue).Labels, Does.Contain(label));
            foreach (var (issue, written) in notes)
                Assert.That(written.TrueForAll(note => weeks.Repository.Issue(issue).Body!.Contains(note, StringComparison.Ordinal)), Is.True, $"#{issue} lost what people wrote");
            foreach (var (issue, title) in titles)
                Assert.That(weeks.Repository.Issue(issue).Title, Is.EqualTo(title));
            foreach (var comments in Ours.Select(issue => issue.Comments.Select(comment => comment.Body.Split('\n')[0])))
                Assert.That(comments, Is.Unique, "told twice");
            for (var cause = 0; cause < Causes; cause++)
                Check(cause, [.. Ours.Where(issue => issue.Body!.Contains($"subclass: llvm.x86.c{cause}\n", StringComparison.Ordinal)).OrderBy(issue => issue.Number)]);
        }

        private void Check(int cause, IReadOnlyList<GitHubIssue> issues)
        {
            if (absent[cause] == 0)
                Assert.That(issues, Is.Not.Empty, $"cause {cause} fails and has no issue: {weeks.Said}");
            // The second of two may be narrowed as well.
            Assert.That(issues, Has.Count.LessThanOrEqualTo(1 + issues.Count(split => narrowed.ContainsKey(split.Number))), $"cause {cause}");
            if (issues is not [var issue] || touched.Contains(issue.Number) || narrowed.ContainsKey(issue.Number))
                return;

            var shouldBeOpen = absent[cause] < weeks.Policy.CloseAfterSweeps;
            Assert.That(issue.IsOpen, Is.EqualTo(shouldBeOpen), $"cause {cause} was not seen for {absent[cause]} sweeps: {weeks.Said}");
        }

        // Each bit is a cause that one or two crates show.
        private void Sweep(int chance)
        {
            var failing = new List<Failing>();
            for (var cause = 0; cause < Causes; cause++)
            {
                var shown = (chance >> cause & 1) == 1;
                absent[cause] = shown ? 0 : absent[cause] < 0 ? -1 : absent[cause] + 1;
                if (!shown)
                    continue;

                failing.Add(IssueWeeks.Failing($"crate-{cause}", FailureClass.SimdIntrinsic, $"llvm.x86.c{cause}"));
                if ((chance >> (cause + Causes) & 1) == 1)
                    failing.Add(IssueWeeks.Failing($"other-{cause}", FailureClass.SimdIntrinsic, $"llvm.x86.c{cause}", "macos-aarch64"));
            }

            weeks.Run(failing);
        }

        private async Task KilledAsync(int after)
        {
            using var kill = new CancellationTokenSource();
            weeks.GitHub.Server.BeforeAnswering = call => call.IsWrite && --after == 0 ? kill.CancelAsync() : Task.CompletedTask;
            await TryAsync(kill.Token);
            weeks.GitHub.Server.BeforeAnswering = _ => Task.CompletedTask;

            // A limit that it waited for is over when somebody starts it again.
            weeks.GitHub.Clock.Move(TimeSpan.FromHours(1));
        }

        private async Task TryAsync(CancellationToken cancellation)
        {
            // Nobody starts it again before the lists have caught up.
            weeks.GitHub.Clock.Move(TimeSpan.FromMinutes(1));
            var before = weeks.GitHub.Server.Journal.Count;
            try
            {
                await weeks.ApplyAsync(cancellation: cancellation);
            }
            catch (MatrixException)
            {
                // A fault that the client could not get over: the next run goes on.
            }
            catch (OperationCanceledException)
            {
                // Killed.
            }

            var done = weeks.GitHub.Server.Journal.Skip(before).Where(entry => entry.TookEffect).Select(entry => entry.Call).Where(IsCreation).ToLookup(call => call.Path.EndsWith("/issues", StringComparison.Ordinal));
            Assert.That(done[true].Count(), Is.LessThanOrEqualTo(weeks.Policy.MostNewIssues), "issues opened by one run");
            Assert.That(done[false].Count(), Is.LessThanOrEqualTo(weeks.Policy.MostComments), "comments written by one run");
        }

        // By somebody who may open issues, as everybody may, and knows what our marks look like.
        private void Forge(int chance)
        {
            var rule = chance % 2 == 0 ? "\"*\"" : $"simd-intrinsic\n    subclass: llvm.x86.c{chance % Causes}";
            var body = $"{MarkedBody.Begin}\nformat: 1\nissue: cause\nid: simd-intrinsic-llvm.x86.c{chance % Causes}\nmatch:\n  - class: {rule}\n-->\n\n{MarkedBody.DividingLine}";
            forged.Add((weeks.Repository.Open("mine", body, Mallory), body));
        }

        // What it takes no more gets an issue of its own.
        private void Narrow(GitHubIssue issue)
        {
            const string Rule = "    platforms: [linux-x86_64] # the others are another matter\n";
            if (narrowed.ContainsKey(issue.Number) || !issue.Body!.Contains("issue: cause", StringComparison.Ordinal))
                return;

            issue.Edit(issue.Body.Replace("    signature:", $"{Rule}    signature:", StringComparison.Ordinal));
            narrowed.Add(issue.Number, Rule);
        }

        private void Touch(GitHubIssue issue, Happening happening)
        {
            var note = $"note {++number} of people";
            switch (happening.Kind)
            {
                case 6:
                    issue.Edit($"{issue.Body}\r\n{note}\r\n");
                    notes.TryAdd(issue.Number, []);
                    notes[issue.Number].Add(note);
                    break;
                case 7:
                    issue.Retitle(note);
                    titles[issue.Number] = note;
                    break;
                case 8:
                    issue.Close(happening.Chance % 2 == 0 ? "not_planned" : "completed");
                    touched.Add(issue.Number);
                    break;
                case 9:
                    issue.Reopen();
                    issue.AddLabel($"people/{number}");
                    labels.TryAdd(issue.Number, $"people/{number}");
                    touched.Add(issue.Number);
                    break;
                default:
                    Narrow(issue);
                    break;
            }
        }
    }
}
