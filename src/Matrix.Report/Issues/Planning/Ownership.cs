using Matrix.Report.Issues.Marking;
using Matrix.Report.Issues.Sighted;

namespace Matrix.Report.Issues.Planning;

/// <summary>Which issue a failure belongs to: the lowest-numbered one whose rule takes it, so that none is ever in two.</summary>
internal sealed class Ownership(IEnumerable<OurIssue> issues)
{
    private readonly IReadOnlyList<OurIssue> causes = [.. issues.Where(issue => issue.Mark is null or { Kind: IssueKind.Cause }).OrderBy(issue => issue.Number)];
    private readonly Dictionary<Sighting, OurIssue?> known = [];

    /// <summary>Of causes, in the order of their numbers; those with a broken mark are among them.</summary>
    public IReadOnlyList<OurIssue> Causes => causes;

    public OurIssue? OwnerOf(Sighting sighting)
    {
        if (!known.TryGetValue(sighting, out var owner))
            known[sighting] = owner = causes.FirstOrDefault(issue => Takes(issue, sighting));
        return owner;
    }

    // A rule that nobody can read still stands for the cause that it was opened for: no second issue is opened beside it.
    private static bool Takes(OurIssue issue, Sighting sighting) => issue.Mark is { Match: { } match }
        ? match.Takes(sighting.Cause, sighting.Crate, sighting.Platform)
        : issue.Mark is null && issue.Id.Length > 0 && issue.Id == Report.Causes.CauseId.Of(sighting.Cause);
}
