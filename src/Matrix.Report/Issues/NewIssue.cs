namespace Matrix.Report.Issues;

internal sealed record NewIssue(string Title, string Body, IReadOnlyList<string> Labels);

/// <summary>What of an issue becomes different. Null: stays.</summary>
internal sealed record IssueChange
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public StateChange? State { get; init; }
}

internal enum StateChange
{
    Reopen,
    CloseCompleted,
}
