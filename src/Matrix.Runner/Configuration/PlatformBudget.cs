using System.Collections.Immutable;

namespace Matrix.Runner.Configuration;

/// <summary>What a sweep may take of one platform, when it is divided among many machines.</summary>
/// <param name="Platform">As results directories name it: <c>linux-x86_64</c>.</param>
/// <param name="Runner">What the workflow runs its jobs on.</param>
/// <param name="Shards">At most.</param>
/// <param name="Time">That a job may sweep.</param>
internal sealed record PlatformBudget(string Platform, string Runner, int Shards, TimeSpan Time)
{
    /// <summary>Crates at a time on such a machine.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>What a job takes before its first crate.</summary>
    public TimeSpan Setup { get; init; } = TimeSpan.Zero;

    /// <summary>Every how many sweeps a crate of a tier has its turn; a tier that is not here has none. Null: all, always.</summary>
    public ImmutableSortedDictionary<int, int>? Tiers { get; init; }

    /// <summary>As <see cref="Tiers"/>, for crates whose tier is not named there.</summary>
    public int? OtherTiers { get; init; }

    public bool IsMac => Platform.StartsWith("macos-", StringComparison.Ordinal);

    /// <summary>1: in each sweep; null: never.</summary>
    public int? Every(int? tier) =>
        Tiers is null ? 1
        : tier is { } named && Tiers.TryGetValue(named, out var every) ? every
        : OtherTiers;
}

/// <summary>How many jobs run at once, over all platforms.</summary>
internal sealed record AccountLimits(int Jobs, int MacJobs)
{
    // https://docs.github.com/en/actions/reference/limits: of a free account.
    public static readonly AccountLimits Default = new(20, 5);
}
