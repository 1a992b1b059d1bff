using System.Collections.Immutable;
using System.Globalization;
using Matrix.Report.Causes;
using Matrix.Report.Goals;
using Matrix.Report.Issues.Bodies;
using Matrix.Report.Issues.Marking;
using Matrix.Report.Issues.Policy;
using Matrix.Report.Issues.Sighted;
using Matrix.Report.Issues.Tracking;
using Matrix.Report.Timelines;
using Matrix.Report.Wording;
using Matrix.Results;

namespace Matrix.Report.Issues.Planning;

/// <summary>What is done to the issue of a cause.</summary>
internal sealed class CauseSteps(PlanFacts facts, IssuePolicy policy, CauseBody bodies, NewsWords words)
{
    private const string Room = "\n\n";

    public StepOutcome Existing(OurIssue issue, Ownership ownership)
    {
        var record = CauseRecord.Of(facts.Sightings, sighting => ownership.OwnerOf(sighting) == issue);
        if (issue.Obstacle is { } obstacle)
            return Untouched(issue, record, issue.There.IsOpen || record.Present.Count > 0 ? obstacle : null);

        var failures = facts.Failures.Where(failure => ownership.OwnerOf(Sighting.Of(failure)) == issue).ToList();
        if (Fate.Of(issue, record, policy, (ToolchainDates(failures), Explanation.Of(record, facts.Failures, ownership)), out var because) is not { } fate)
            return Untouched(issue, record, because.Length > 0 ? because : null);

        if (Body(issue.Mark! with { Told = fate.Told }, issue.Body.People!, shown => Text(issue, fate, record, failures, shown)) is not { } body)
            return Untouched(issue, record, "what people wrote in it leaves no room for what the tool writes");

        var labels = record.Present.Count > 0
            ? WantedLabels.Of(record.Present.Select(sighting => sighting.Cause), record.Platforms, fate.Standing)
            : WantedLabels.With(issue.There.Labels, fate.Standing);
        var step = new IssueStep(issue.Number, issue.Id, issue.There.Title, fate.Why)
        {
            BodyBefore = issue.There.Body,
            BodyAfter = body,
            AddLabels = [.. labels.Except(issue.There.Labels, StringComparer.OrdinalIgnoreCase)],
            RemoveLabels = [.. issue.There.Labels.Where(WantedLabels.IsOurs).Except(labels, StringComparer.OrdinalIgnoreCase)],
            State = fate.State,
            Comments = [.. fate.News.SelectMany(words.Comments)],
        };
        var isOpen = fate.State switch { StateChange.Reopen => true, StateChange.CloseCompleted => false, _ => issue.There.IsOpen };
        return new StepOutcome(step.ChangesNothing ? null : step, null) { Lines = Lines(issue, record, isOpen), Labels = [.. labels] };
    }

    public StepOutcome New(CauseKey cause, CauseRecord record, IReadOnlyList<CauseOccurrence> failures)
    {
        var told = new ToldFacts([.. record.Platforms], record.Crates.Count(), Closed: false);
        var mark = new IssueMark { Kind = IssueKind.Cause, Id = CauseId.Of(cause), Match = CauseMatch.Of(cause), Told = told };
        var labels = WantedLabels.Of([cause], record.Platforms, CauseStanding.Failing);
        var title = CauseTitle.Of(cause);
        var step = new IssueStep(null, mark.Id, title, $"seen in {Words.Count(record.Sweeps, "sweep")} and {Words.Count(record.Crates.Count(), "crate")}")
        {
            BodyAfter = Body(mark, Room, shown => bodies.Write(record, failures, shown))!,
            AddLabels = [.. labels],
        };
        return new StepOutcome(step, null) { Lines = [new CauseLine(null, title, cause.Goal!.Value, IsOpen: true, record.Crates.Count())], Labels = [.. labels] };
    }

    private static StepOutcome Untouched(OurIssue issue, CauseRecord record, string? why) =>
        new(null, why is null ? null : new Remark($"#{issue.Number} {issue.There.Title}", why))
        {
            Lines = Lines(issue, record, issue.There.IsOpen),
            Labels = [.. issue.There.Labels.Where(WantedLabels.IsOurs)],
        };

    private string Text(OurIssue issue, Fate fate, CauseRecord record, IReadOnlyList<CauseOccurrence> failures, int shown) => fate.Standing switch
    {
        CauseStanding.Failing => bodies.Write(record, failures, shown),
        CauseStanding.NotSeen => CauseStatus.Replace(issue.Body.Text, CauseStatus.NotSeen(record, policy.CloseAfterSweeps)),
        _ when fate.News.OfType<News.IsExplained>().FirstOrDefault() is { } explained => CauseStatus.Replace(issue.Body.Text, CauseStatus.Explained(record, explained)),
        _ => CauseStatus.Replace(issue.Body.Text, CauseStatus.Gone(record)),
    };

    // As many crates as there is room for beside what people wrote.
    private string? Body(IssueMark mark, string people, Func<int, string> text) =>
        new[] { policy.CratesShown, 10, 0 }
            .Select(shown => MarkedBody.Compose(mark, text(Math.Min(shown, policy.CratesShown)), people))
            .FirstOrDefault(body => body.Length <= MarkedBody.Longest);

    private static ImmutableArray<CauseLine> Lines(OurIssue issue, CauseRecord record, bool isOpen)
    {
        var goals = record.Last.Select(sighting => sighting.Cause.Goal).Concat((issue.Mark?.Match?.Any ?? []).Select(rule => GoalOf(rule.Class))).OfType<Goal>().Distinct().Take(1);
        return [.. goals.Select(goal => new CauseLine(issue.Number, issue.There.Title, goal, isOpen, record.Present.Select(sighting => sighting.Crate).Distinct().Count()))];
    }

    private static Goal? GoalOf(string named) => WireName.TryParse<FailureClass>(named, out var failure) ? failure.Goal() : null;

    private static IReadOnlyCollection<DateOnly> ToolchainDates(IEnumerable<CauseOccurrence> failures) =>
    [
        .. failures
            .Select(failure => failure.Result.Run.Manifest.Toolchain.CommitDate)
            .Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
            .OfType<DateOnly>()
            .Distinct(),
    ];
}
