using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>An issue of the tracker that bears the mark of this tool.</summary>
internal sealed record OurIssue(TrackedIssue Issue, MarkedBody Body)
{
    public int Number => Issue.Number;

    /// <summary>Null where somebody broke the mark.</summary>
    public IssueMarker? Marker => Body.Marker;

    public string Id => Marker?.Id ?? Body.Id;

    /// <summary>
    /// Whether it is ours indeed. Anybody may write our mark into an issue of his own, with a rule that takes every failure; so it counts only where
    /// who opened the issue, or who labelled it, has a say in the repository.
    /// </summary>
    public bool IsVouchedFor => Issue.Author.HasASay || Issue.Labels.Any(WantedLabels.Vouches);

    public Remark? Doubt => IsVouchedFor
        ? null
        : new Remark($"#{Number} {Issue.Title}", $"it bears our mark, but {Issue.Author.Login}, who opened it, has no say here: it counts for nothing; if it is ours, give it the label {WantedLabels.Tracking}");

    /// <summary>Why it is not touched, in words; null: it may be.</summary>
    public string? Obstacle =>
        Marker is null ? $"its mark cannot be read: {Body.Problem}"
        : Body.HumanText is null ? "its dividing line is gone, so nobody can tell which text is whose: put it back below what the tool wrote"
        : Issue.IsLocked ? "it is locked"
        : !Issue.IsOpen && Issue.Reason == CloseReason.NotPlanned ? "somebody closed it as not planned"
        : !Issue.IsOpen && Issue.Reason == CloseReason.Duplicate ? "somebody closed it as a duplicate"
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
