using System.Collections.Immutable;
using Matrix.Report.Causes;
using Matrix.Report.Formatting;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues.Plan;

/// <summary>What is done to the issue of a cause.</summary>
internal sealed class CauseSteps(PlanFacts facts, IssuePolicy policy, CauseBody bodies, NotificationText words)
{
    private const string Room = "\n\n";

    public StepOutcome Existing(OwnedCause cause, Ownership ownership) => IssueDecision.Of(cause, ExplainedFailures.Of(cause.History, facts.Failures, ownership), policy) switch
    {
        IssueDecision.Changes decision when Body(cause, decision) is { } body => Changed(cause, decision, body),
        IssueDecision.Changes => Untouched(cause, "what people wrote in it leaves no room for what the tool writes"),
        IssueDecision.Stays stays => Untouched(cause, stays.Why),
        _ => throw new InvalidOperationException("a decision of a new kind"),
    };

    /// <returns>What it waits for, where it has not been seen often enough.</returns>
    public StepOutcome New(UnownedCause unowned)
    {
        var (record, failures) = (unowned.History, unowned.Failures);
        var (title, crates) = (unowned.Title(bodies.Redaction), record.Crates.Count());
        var seen = $"seen in {Words.Count(record.Sweeps, "sweep")} and {Words.Count(crates, "crate")}";
        var line = new CauseLine(null, title, unowned.Cause.Goal!.Value, CauseLineState.Opening, crates, Alone(failures));
        if (unowned.Suspect is { } suspect)
            return Waiting(line, $"#{suspect.Number} may be its issue, and its mark cannot be read");
        if (record.Sweeps < policy.OpenAfterSweeps && crates < policy.OpenAfterCrates)
            return Waiting(line, $"{seen}; {Words.Count(policy.OpenAfterSweeps, "sweep")} or {Words.Count(policy.OpenAfterCrates, "crate")} open it");

        var mark = new IssueMarker { Kind = IssueKind.Cause, Id = unowned.Id(bodies.Redaction), Match = unowned.Match(bodies.Redaction), Notified = Notified.Of(record) };
        var inReach = InReach(unowned.Parts);
        if (Fitting(mark, Room, shown => bodies.Write(record, mark.Notified, failures, unowned.Parts, inReach, shown)) is not { } body)
            return Waiting(line, "its text is longer than GitHub takes");

        var step = new IssueStep(null, mark.Id, title, seen)
        {
            BodyAfter = body,
            AddLabels = [.. WantedLabels.Of([unowned.Cause], record.Platforms, CauseStanding.Failing)],
        };
        return new StepOutcome(step, null) { Lines = [line], Labels = step.AddLabels };
    }

    private static StepOutcome Waiting(CauseLine line, string why) => new(null, new Remark(line.Title, why)) { Lines = [line with { State = CauseLineState.Waiting }] };

    private StepOutcome Changed(OwnedCause cause, IssueDecision.Changes decision, string body)
    {
        var there = cause.Issue.Issue;
        var labels = cause.IsPresent
            ? WantedLabels.Of(cause.History.Present.Select(occurrence => occurrence.Cause), cause.History.Platforms, decision.Standing)
            : WantedLabels.With(there.Labels, decision.Standing);
        var step = new IssueStep(there.Number, cause.Issue.Id, there.Title, decision.Why)
        {
            BodyBefore = there.Body,
            BodyAfter = body,
            AddLabels = [.. labels.Except(there.Labels, StringComparer.OrdinalIgnoreCase)],
            RemoveLabels = [.. there.Labels.Where(WantedLabels.IsOurs).Except(labels, StringComparer.OrdinalIgnoreCase)],
            State = decision.State,
            OnlyRefreshes = decision is { State: null, Notifications.IsEmpty: true } ? there.UpdatedAt : null,
            Comments = [.. decision.Notifications.SelectMany(notification => words.Comments(notification, cause.Notified.Returns))],
        };
        var isOpen = decision.State switch { StateChange.Reopen => true, StateChange.CloseCompleted => false, _ => there.IsOpen };
        return new StepOutcome(step.ChangesNothing ? null : step, null) { Lines = Lines(cause, isOpen), Labels = [.. labels] };
    }

    private static StepOutcome Untouched(OwnedCause cause, string? why) =>
        new(null, why is null ? null : new Remark($"#{cause.Issue.Number} {cause.Issue.Issue.Title}", why))
        {
            Lines = Lines(cause, cause.Issue.Issue.IsOpen),
            Labels = [.. cause.Issue.Issue.Labels.Where(WantedLabels.IsOurs)],
        };

    private string? Body(OwnedCause cause, IssueDecision.Changes decision)
    {
        var inReach = InReach(cause.Parts);
        return Fitting(cause.Issue.Marker! with { Notified = decision.Notified }, cause.Issue.Body.HumanText!, shown => Text(cause, decision, inReach, shown));
    }

    private string Text(OwnedCause cause, IssueDecision.Changes decision, IReadOnlyList<string> inReach, int shown) => decision.Standing == CauseStanding.Failing
        ? bodies.Write(cause.History, decision.Notified, cause.Failures, cause.Parts, inReach, shown)
        : CauseStatus.Replace(cause.Issue.Body.Text, bodies.Redaction.OfKnown(Status(cause.History, decision)));

    private string Status(CauseHistory record, IssueDecision.Changes decision) =>
        decision.Standing == CauseStanding.NotSeen ? CauseStatus.NotSeen(record, policy.CloseAfterSweeps)
        : decision.Notifications.OfType<Notification.IsExplained>().FirstOrDefault() is { } explained ? CauseStatus.Explained(record, explained)
        : CauseStatus.Gone(record);

    private string? Fitting(IssueMarker mark, string people, Func<int, string> text) =>
        MarkedBody.Fitting(mark, new[] { policy.CratesShown, 10, 0 }.Select(shown => Math.Min(shown, policy.CratesShown)), text, people);

    private static ImmutableArray<CauseLine> Lines(OwnedCause cause, bool isOpen)
    {
        var rules = cause.Issue.Marker?.Match?.Any ?? [];
        if (cause.TwinOf is not null)
            return [];

        var goals = cause.History.Last.Select(occurrence => occurrence.Cause.Goal).Concat(rules.Select(rule => GoalOf(rule.Class))).OfType<Goal>().Take(1);
        var crates = cause.History.Present.Select(occurrence => occurrence.Crate).Distinct().Count();
        var state = isOpen ? CauseLineState.Open : CauseLineState.Closed;
        return [.. goals.Select(goal => new CauseLine(cause.Issue.Number, cause.Issue.Issue.Title, goal, state, crates, Alone(cause.Failures)))];
    }

    private IReadOnlyList<string> InReach(IReadOnlyList<CausePart> parts)
    {
        var intrinsics = parts.Where(part => part.Cause.Class == FailureClass.SimdIntrinsic).Select(part => part.Cause.Subclass).OfType<string>().ToHashSet();
        return [.. facts.Sweep.Crates.Where(crate => crate.Traps.Any(trap => intrinsics.Contains(trap.Intrinsic))).Select(crate => crate.Name)];
    }

    private static int Alone(IEnumerable<CauseOccurrence> failures) => CauseOccurrence.FailForNothingElse(failures).Count;

    private static Goal? GoalOf(string named) => WireName.TryParse<FailureClass>(named, out var failure) ? failure.GoalOf() : null;
}
