namespace Matrix.Report.Issues.Text;

/// <summary>What is worth a notification.</summary>
internal abstract record Notification
{
    private Notification()
    {
    }

    public sealed record OnMorePlatforms(IReadOnlyCollection<string> Platforms) : Notification;

    public sealed record InMoreCrates(int Before, int Now) : Notification;

    public sealed record IsBack(DateTimeOffset? Closed) : Notification;

    public sealed record IsGone(CauseHistory Record) : Notification;

    /// <summary>What failed without a known cause fails for a known one.</summary>
    /// <param name="Causes">Each with its issue, where it has one.</param>
    public sealed record IsExplained(IReadOnlyList<(string Label, int? Issue)> Causes) : Notification;

    /// <summary>The same for the same notification, however often it is written.</summary>
    public string Key => this switch
    {
        OnMorePlatforms more => $"platforms {string.Join(' ', more.Platforms)}",
        InMoreCrates more => $"crates over {more.Before}",
        IsBack back => $"back after {Second(back.Closed)}",
        IsExplained explained => $"explained by {string.Join(" and ", explained.Causes.Select(cause => cause.Label))}",
        IsGone gone => $"gone after {Second(gone.Record.LastSeen)}",
        _ => throw new InvalidOperationException("news of a new kind"),
    };

    private static string Second(DateTimeOffset? time) => $"{time?.UtcDateTime:yyyy-MM-ddTHH:mm:ss}";
}
