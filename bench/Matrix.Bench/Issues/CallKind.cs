using Matrix.GitHub;

namespace Matrix.Bench.Issues;

/// <summary>What GitHub is asked for.</summary>
internal enum CallKind
{
    Repository,
    IssuePage,
    LabelPage,
    OneIssue,
    CommentPage,
    Search,
    Open,
    Edit,
    Comment,
    AddLabels,
    RemoveLabel,
    MakeLabel,
}

internal static class CallKinds
{
    public static CallKind KindOf(JournalEntry entry)
    {
        var parts = entry.Call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (entry.Call.Method, parts is ["search", ..] ? parts : parts[3..]) switch
        {
            ("GET", []) => CallKind.Repository,
            ("GET", ["issues"]) => CallKind.IssuePage,
            ("GET", ["labels"]) => CallKind.LabelPage,
            ("GET", ["issues", _]) => CallKind.OneIssue,
            ("GET", ["issues", _, "comments"]) => CallKind.CommentPage,
            ("GET", ["search", ..]) => CallKind.Search,
            ("POST", ["issues"]) => CallKind.Open,
            ("PATCH", ["issues", _]) => CallKind.Edit,
            ("POST", ["issues", _, "comments"]) => CallKind.Comment,
            ("POST", ["issues", _, "labels"]) => CallKind.AddLabels,
            ("DELETE", ["issues", _, "labels", _]) => CallKind.RemoveLabel,
            ("POST" or "PATCH", ["labels", ..]) => CallKind.MakeLabel,
            _ => throw new InvalidOperationException($"a call of a new kind: {entry}"),
        };
    }

    public static string Words(this CallKind kind) => kind switch
    {
        CallKind.Repository => "the repository",
        CallKind.IssuePage => "pages of issues",
        CallKind.LabelPage => "pages of labels",
        CallKind.OneIssue => "single issues",
        CallKind.CommentPage => "pages of comments",
        CallKind.Search => "searches",
        CallKind.Open => "issues opened",
        CallKind.Edit => "issues edited",
        CallKind.Comment => "comments",
        CallKind.AddLabels => "labels put on",
        CallKind.RemoveLabel => "labels taken off",
        CallKind.MakeLabel => "labels made",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind without a name"),
    };
}
