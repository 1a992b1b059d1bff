using System.Collections.Immutable;
using Matrix.GitHub.World;

namespace Matrix.Bench.Issues;

/// <summary>A repository at a moment.</summary>
internal sealed record RepositoryState(ImmutableDictionary<int, IssueState> Issues, ImmutableHashSet<(string, string, string)> Labels)
{
    public static RepositoryState Of(GitHubRepository repository) => new(
        repository.Issues.ToImmutableDictionary(issue => issue.Number, issue => new IssueState(issue.Body ?? "", issue.IsOpen, [.. issue.Labels], issue.Comments.Count)),
        [.. repository.Labels.Select(label => (label.Name, label.Colour, label.Description))]);
}

internal sealed record IssueState(string Body, bool IsOpen, ImmutableHashSet<string> Labels, int Comments)
{
    /// <summary>Sums up others, so that what is opened beside it changes it.</summary>
    public bool IsOverview => Body.Contains("issue: goal", StringComparison.Ordinal) || Body.Contains("issue: dashboard", StringComparison.Ordinal);

    /// <summary>What people have been told, as its mark has it.</summary>
    public string Told => Body.Split('\n').FirstOrDefault(line => line.StartsWith("told:", StringComparison.Ordinal), "");
}

/// <summary>What a run has changed, whatever way it took: of the issues that were there, if not said otherwise.</summary>
/// <param name="Opened">New ones.</param>
/// <param name="Touched">Changed in anything.</param>
/// <param name="Edited">In body or state.</param>
/// <param name="CommentPages">Of a hundred comments each, on those of which there is news: a comment that tells it may be there already.</param>
/// <param name="Labelled">Got a label.</param>
/// <param name="LabelsLost">All that were taken off.</param>
/// <param name="LabelsMade">Of the repository, new or mended.</param>
/// <param name="Overviews">That are there, new or not.</param>
internal sealed record RepositoryChange(
    int Opened, int Touched, int Edited, int Comments, int CommentPages, int Labelled, int LabelsLost, int LabelsMade, int Overviews, bool WasEmpty)
{
    private const int OnAPage = 100;

    public bool IsNothing => Opened + Touched + LabelsMade == 0;

    public static RepositoryChange Between(RepositoryState before, RepositoryState after)
    {
        (IssueState Old, IssueState New)[] pairs = [.. before.Issues.Select(old => (old.Value, after.Issues[old.Key]))];
        var news = pairs.Where(pair => pair.New.Comments > pair.Old.Comments || pair.New.Told != pair.Old.Told).Select(pair => pair.New);
        return new RepositoryChange(
            after.Issues.Count - before.Issues.Count,
            pairs.Count(pair => IsEdited(pair) || pair.Old.Comments != pair.New.Comments || !pair.Old.Labels.SetEquals(pair.New.Labels)),
            pairs.Count(IsEdited),
            pairs.Sum(pair => pair.New.Comments - pair.Old.Comments),
            news.Sum(issue => Math.Max(1, (issue.Comments + OnAPage - 1) / OnAPage)),
            pairs.Count(pair => pair.New.Labels.Except(pair.Old.Labels).Count > 0),
            pairs.Sum(pair => pair.Old.Labels.Except(pair.New.Labels).Count),
            after.Labels.Except(before.Labels).Count,
            after.Issues.Values.Count(issue => issue.IsOverview),
            before.Issues.Count == 0);
    }

    private static bool IsEdited((IssueState Old, IssueState New) pair) => pair.Old.Body != pair.New.Body || pair.Old.IsOpen != pair.New.IsOpen;
}
