namespace Matrix.Report.Issues.GitHub;

/// <summary>How GitHub is talked to.</summary>
internal sealed record GitHubSettings
{
    public ApiAddress Address { get; init; } = ApiAddress.GitHub;

    /// <summary>None: only what is public can be read.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Where answers are kept from run to run, so that asking again costs nothing. Null: nowhere.</summary>
    public string? Cache { get; init; }

    /// <summary>How long is waited in all when GitHub asks for patience, or has trouble.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one request may take.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Told what is waited for, and how long, before it is waited for.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What was asked of GitHub, each attempt counted.</summary>
/// <param name="Reads">Of which <paramref name="Unchanged"/> were answered by "as it was", which GitHub does not count.</param>
internal sealed record RequestCounts(int Reads, int Unchanged, int Writes);
