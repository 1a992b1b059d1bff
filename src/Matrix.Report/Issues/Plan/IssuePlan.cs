using System.Collections.Immutable;
using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>All that a run would write, and why it would not write more.</summary>
internal sealed record IssuePlan
{
    /// <summary>The highest number of an issue that it knows of; 0: there is none.</summary>
    public int Newest { get; init; }

    /// <summary>Why nothing at all is written; null: it may be.</summary>
    public string? Stopped { get; init; }

    public ImmutableArray<LabelStep> Labels { get; init; } = [];

    /// <summary>In the order in which they are done.</summary>
    public ImmutableArray<IssueStep> Steps { get; init; } = [];

    /// <summary>Causes that have no issue yet, and what they wait for.</summary>
    public ImmutableArray<Remark> Waiting { get; init; } = [];

    /// <summary>What a next run does, since this one may write no more.</summary>
    public ImmutableArray<Remark> Postponed { get; init; } = [];

    /// <summary>Issues that are ours and are not touched, and why.</summary>
    public ImmutableArray<Remark> LeftAlone { get; init; } = [];

    /// <summary>Issues that are as they should be.</summary>
    public int Unchanged { get; init; }

    public bool IsEmpty => Labels.IsEmpty && Steps.IsEmpty;
}

/// <param name="What">An issue's number, or a cause.</param>
internal sealed record Remark(string What, string Why);

/// <param name="Before">Null: the label is not there.</param>
internal sealed record LabelStep(TrackedLabel? Before, TrackedLabel After);

/// <summary>What is done to one issue.</summary>
/// <param name="Number">Null: it is opened.</param>
/// <param name="Why">In words.</param>
internal sealed record IssueStep(int? Number, string Id, string Title, string Why)
{
    public IssueKind Kind { get; init; } = IssueKind.Cause;

    /// <summary>Empty where there is none yet.</summary>
    public string BodyBefore { get; init; } = "";

    public required string BodyAfter { get; init; }

    public ImmutableArray<string> AddLabels { get; init; } = [];

    public ImmutableArray<string> RemoveLabels { get; init; } = [];

    public StateChange? State { get; init; }

    /// <summary>Of a step that only brings figures up to date: when the issue was changed last.</summary>
    public DateTimeOffset? OnlyRefreshes { get; init; }

    public ImmutableArray<PlannedComment> Comments { get; init; } = [];

    public bool ChangesNothing =>
        Number is not null && IsSameBody(BodyBefore) && AddLabels.IsEmpty && RemoveLabels.IsEmpty && State is null && Comments.IsEmpty;

    /// <summary>A browser ends lines otherwise, and who stores a text may cut its end.</summary>
    public bool IsSameBody(string other) => Plain(other) == Plain(BodyAfter);

    private static string Plain(string body) => body.ReplaceLineEndings("\n").TrimEnd();
}

/// <param name="Key">Of what it tells: a comment that bears it is not written a second time.</param>
internal sealed record PlannedComment(string Key, string Text)
{
    public string Body => $"{Mark}\n{Text}";

    // Names of causes stand in it, and they come from logs: nothing in them may end the comment.
    private string Mark => $"<!-- cranelift-matrix comment: {string.Concat(Key.Select(character => char.IsAsciiLetterOrDigit(character) || " .,:/_".Contains(character) ? character : '_'))} -->";

    /// <summary>What somebody else wrote with our key tells nothing. GitHub may keep to itself that who opened the issue is a member.</summary>
    /// <param name="issue">On which it is.</param>
    public bool IsIn(TrackedComment comment, TrackedIssue issue) =>
        (comment.Author.HasASay || comment.Author.Login == issue.Author.Login) && comment.Body.Contains(Mark, StringComparison.Ordinal);
}

/// <summary>What a look at one issue, or at a cause without one, came to.</summary>
/// <param name="Step">Null: there is nothing to do.</param>
/// <param name="Left">Why nothing is done; null: there is nothing to say of it.</param>
internal sealed record StepOutcome(IssueStep? Step, Remark? Left)
{
    /// <summary>For the overviews.</summary>
    public ImmutableArray<CauseLine> Lines { get; init; } = [];

    /// <summary>That it has or gets.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Of an issue that this run may open no more.</summary>
    public StepOutcome Postponed() => new(null, new Remark(Step!.Title, Step.Why))
    {
        Lines = [.. Lines.Select(line => line with { State = CauseLineState.Waiting })],
    };
}
