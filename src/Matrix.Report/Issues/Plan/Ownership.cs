using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues.Plan;

/// <summary>
/// Which issue a failure belongs to: the lowest-numbered one whose rule takes it, so that none is ever in two. What was closed as a duplicate
/// gives way to all others.
/// </summary>
internal sealed class Ownership
{
    private readonly PlanFacts facts;
    private readonly IReadOnlyList<OurIssue> inOrder;
    private readonly Dictionary<PastOccurrence, OurIssue?> known = [];
    private readonly IReadOnlyList<ILookup<Owner, PastOccurrence>> bySweep;

    public Ownership(IEnumerable<OurIssue> issues, PlanFacts facts)
    {
        this.facts = facts;
        inOrder =
        [
            .. issues
                .Where(issue => issue.Marker is null or { Kind: IssueKind.Cause })
                .OrderBy(issue => issue.Issue is { IsOpen: false, Reason: CloseReason.Duplicate })
                .ThenBy(issue => issue.Number),
        ];
        bySweep = [.. facts.Causes.BySweep.Select(sweep => sweep.ToLookup(OwnerIn))];
        var failures = facts.Failures.ToLookup(failure => OwnerIn(PastOccurrence.Of(failure)));
        Causes = [.. inOrder.OrderBy(issue => issue.Number).Select(issue => Owned(issue, [.. failures[Owner.Of(issue)]]))];
        Unowned = [.. failures.Where(group => group.Key.Cause is not null).GroupBy(FamilyOf).SelectMany(UnownedIn)];
    }

    /// <summary>In the order of their issues' numbers; those with a broken mark are among them.</summary>
    public IReadOnlyList<OwnedCause> Causes { get; }

    /// <summary>What fails in the present sweep and belongs to no issue.</summary>
    public IReadOnlyList<UnownedCause> Unowned { get; }

    public OurIssue? OwnerOf(PastOccurrence occurrence)
    {
        if (!known.TryGetValue(occurrence, out var owner))
            known[occurrence] = owner = inOrder.FirstOrDefault(issue => Takes(issue, occurrence));
        return owner;
    }

    private OwnedCause Owned(OurIssue issue, IReadOnlyList<CauseOccurrence> failures)
    {
        var (record, parts) = Seen([Owner.Of(issue)]);
        return new OwnedCause(issue, record, failures, TwinOf(issue)) { Parts = parts };
    }

    // What is of no family is by itself.
    private IEnumerable<UnownedCause> UnownedIn(IGrouping<(FailureClass, string)?, IGrouping<Owner, CauseOccurrence>> family) => family.Key is null
        ? family.Select(one => UnownedOf([.. one], null, [one.Key]))
        : [UnownedOf([.. family.SelectMany(group => group)], family.First().First().Cause.Family, [])];

    private UnownedCause UnownedOf(IReadOnlyList<CauseOccurrence> failures, CauseFamily? family, IReadOnlyList<Owner> owners)
    {
        var (record, parts) = Seen(family is null ? owners : OwnersIn(CauseMatch.Of(failures[0].Key.Class, family, Redaction.OfPatterns)));
        return new UnownedCause(failures[0].Key, family, failures) { History = record, Parts = parts, Suspect = SuspectOf(failures[0].Key) };
    }

    private static (FailureClass Class, string Name)? FamilyOf(IGrouping<Owner, CauseOccurrence> failures) =>
        failures.First().Cause is { Family: { } family, Class: var failure } ? (failure, family.Name) : null;

    // Those of earlier sweeps too, of which nobody wrote down the family.
    private IReadOnlyList<Owner> OwnersIn(CauseMatch match) =>
        [.. bySweep.SelectMany(sweep => sweep).Select(group => group.Key).Distinct().Where(owner => owner.Cause is { } cause && match.Takes(cause, "", ""))];

    private (CauseHistory Record, IReadOnlyList<CausePart> Parts) Seen(IReadOnlyList<Owner> owners)
    {
        IReadOnlyList<IReadOnlyList<PastOccurrence>> seen = [.. bySweep.Select(sweep => (IReadOnlyList<PastOccurrence>)[.. owners.SelectMany(owner => sweep[owner])])];
        var record = CauseHistory.Of(facts.Causes, seen);
        return (record, CausePart.Of(facts.Causes, seen, record));
    }

    private Owner OwnerIn(PastOccurrence occurrence) => OwnerOf(occurrence) is { } issue ? Owner.Of(issue) : new Owner(null, occurrence.Cause);

    private OurIssue? SuspectOf(CauseKey cause) => inOrder.FirstOrDefault(issue => issue.Marker is null && issue.Issue.Labels.Contains(WantedLabels.OfClass(cause.Class), StringComparer.OrdinalIgnoreCase));

    private int? TwinOf(OurIssue issue) => issue.Marker is { } mark && inOrder.FirstOrDefault(other => other.Marker?.Rule == mark.Rule) is { } first && first != issue ? first.Number : null;

    // A rule that nobody can read still stands for the cause that it was opened for: no second issue is opened beside it.
    private static bool Takes(OurIssue issue, PastOccurrence occurrence) => issue.Marker is { Match: { } match }
        ? match.Takes(occurrence.Cause, occurrence.Crate, occurrence.Platform)
        : issue.Marker is null && issue.Id.Length > 0 && issue.Id == CauseId.Of(occurrence.Cause);

    /// <param name="Issue">Null: none, and what fails for each cause is by itself.</param>
    private readonly record struct Owner(int? Issue, CauseKey? Cause)
    {
        public static Owner Of(OurIssue issue) => new(issue.Number, null);
    }
}

/// <summary>Whether what nobody could explain is explained now: the tests of the same crates fail for a cause that has a name.</summary>
internal static class ExplainedFailures
{
    /// <returns>Null: no.</returns>
    public static Notification.IsExplained? Of(CauseHistory record, IReadOnlyList<CauseOccurrence> failures, Ownership ownership)
    {
        if (record.Present.Count > 0 || record.Last.Count == 0 || record.Last.Any(occurrence => occurrence.Cause.Goal != Goal.Unexplained))
            return null;

        // A build that fails now hides the tests, and explains none of them; nor does what failed beside it before.
        var places = record.Last.Select(occurrence => occurrence.CratePlatform).ToHashSet();
        var now = failures
            .Where(failure => places.Contains(CratePlatform.Of(failure)) && failure.Cause.Tests.Count > 0 && failure.Key.Goal != Goal.Unexplained && !record.Beside.Contains(PastOccurrence.Of(failure)))
            .ToList();
        return now.Select(CratePlatform.Of).Distinct().Count() * 2 < places.Count
            ? null
            : new Notification.IsExplained([.. now.Select(failure => (failure.Key.Label, ownership.OwnerOf(PastOccurrence.Of(failure))?.Number)).Distinct().Order()]);
    }
}
