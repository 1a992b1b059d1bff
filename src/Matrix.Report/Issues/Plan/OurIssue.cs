using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>An issue of the tracker that bears the mark of this tool.</summary>
internal sealed record OurIssue(TrackedIssue There, MarkedBody Body)
{
    public int Number => There.Number;

    /// <summary>Null where somebody broke the mark.</summary>
    public IssueMark? Mark => Body.Mark;

    public string Id => Mark?.Id ?? Body.Id;

    /// <summary>
    /// Whether it is ours indeed. Anybody may write our mark into an issue of his own, with a rule that takes every failure; so it counts only where
    /// who opened the issue, or who labelled it, has a say in the repository.
    /// </summary>
    public bool IsVouchedFor => There.Author.HasASay || There.Labels.Any(WantedLabels.Vouches);

    public Remark? Doubt => IsVouchedFor
        ? null
        : new Remark($"#{Number} {There.Title}", $"it bears our mark, but {There.Author.Login}, who opened it, has no say here: it counts for nothing; if it is ours, give it the label {WantedLabels.Tracking}");

    /// <summary>Why it is not touched, in words; null: it may be.</summary>
    public string? Obstacle =>
        Mark is null ? $"its mark cannot be read: {Body.Problem}"
        : Body.People is null ? "its dividing line is gone, so nobody can tell which text is whose: put it back below what the tool wrote"
        : There.IsLocked ? "it is locked"
        : !There.IsOpen && There.Reason == CloseReason.NotPlanned ? "somebody closed it as not planned"
        : !There.IsOpen && There.Reason == CloseReason.Duplicate ? "somebody closed it as a duplicate"
        : null;

    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<OurIssue> In(IEnumerable<TrackedIssue> issues) =>
    [
        .. issues
            .Select(issue => MarkedBody.Read(issue.Body) is { } body ? new OurIssue(issue, body) : null)
            .OfType<OurIssue>()
            .OrderBy(issue => issue.Number),
    ];
}
