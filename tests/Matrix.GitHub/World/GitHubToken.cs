namespace Matrix.GitHub.World;

/// <summary>A token, whose it is, and what is left of its hour.</summary>
public sealed class GitHubToken
{
    internal GitHubToken(string text, string login, TokenKind kind, Access access) => (Text, Login, Kind, Access) = (text, login, kind, access);

    public string Text { get; }

    public string Login { get; }

    public TokenKind Kind { get; }

    public Access Access { get; set; }

    /// <summary>
    /// Whether its owner has at least the role Write, which is all that GitHub tells of a repository's permissions, whatever the token itself may do.
    /// </summary>
    public bool OwnerMayWrite { get => field || Access == Access.Write; init; }

    public required int Limit { get; init; }

    /// <summary>Requests in this hour.</summary>
    public int Used { get; internal set; }

    public int Remaining => Math.Max(0, Limit - Used);

    public DateTimeOffset Reset { get; internal set; }

    internal bool IsExhausted => Used >= Limit;

    /// <summary>As if so much had been asked for already that nothing is left until then.</summary>
    public void Exhaust(DateTimeOffset until) => (Used, Reset) = (Limit, until);

    internal void Turn(DateTimeOffset now)
    {
        if (now >= Reset)
            (Used, Reset) = (0, now + TimeSpan.FromHours(1));
    }
}
