using System.Collections.Immutable;
using System.Globalization;
using Matrix.Results;
using Matrix.Yaml;

namespace Matrix.Runner.Configuration;

/// <summary>The part of matrix.yaml that says how a sweep is divided among machines.</summary>
internal static class PlatformBudgets
{
    private const int MostShards = 10_000;
    private const int MostJobs = 1024;
    private const int RarestTurn = 520;

    private static readonly string[] Keys = ["runner", "shards", "time", "jobs", "setup", "tiers"];
    private static readonly string[] AccountKeys = ["jobs", "macos-jobs"];
    private static readonly string[] TierKeys = [.. Enumerable.Range(1, 9).Select(tier => tier.ToString(CultureInfo.InvariantCulture)), "other"];

    public static ImmutableArray<PlatformBudget> Budgets(this YamlValue value) =>
        value.Mapping([.. KnownPlatforms.All]) is { } platforms ? [.. platforms.All.Where(pair => KnownPlatforms.All.Contains(pair.Key)).Select(pair => Budget(pair.Key, pair.Value)).OfType<PlatformBudget>()] : [];

    public static AccountLimits Account(this YamlValue value) =>
        value.Mapping(AccountKeys) is not { } account ? AccountLimits.Default
        : new AccountLimits(
            (int?)account.Find("jobs")?.WholeNumber(1, MostShards) ?? AccountLimits.Default.Jobs,
            (int?)account.Find("macos-jobs")?.WholeNumber(1, MostShards) ?? AccountLimits.Default.MacJobs);

    private static PlatformBudget? Budget(string platform, YamlValue value)
    {
        if (value.Mapping(Keys) is not { } budget)
            return null;

        var runner = budget.Require("runner")?.Text();
        var shards = budget.Require("shards")?.WholeNumber(1, MostShards);
        var time = budget.Require("time")?.Duration();
        var tiers = budget.Find("tiers")?.Mapping(TierKeys);
        return runner is null || shards is null || time is null ? null : new PlatformBudget(platform, runner, (int)shards, time.Value)
        {
            Jobs = (int?)budget.Find("jobs")?.WholeNumber(1, MostJobs) ?? 1,
            Setup = budget.Find("setup")?.Duration() ?? TimeSpan.Zero,
            Tiers = tiers is null ? null : Turns(tiers),
            OtherTiers = Turn(tiers?.Find("other")),
        };
    }

    private static ImmutableSortedDictionary<int, int> Turns(YamlMapping tiers) =>
        tiers.All
            .Where(pair => int.TryParse(pair.Key, CultureInfo.InvariantCulture, out _))
            .Select(pair => (Tier: int.Parse(pair.Key, CultureInfo.InvariantCulture), Every: Turn(pair.Value)))
            .Where(pair => pair.Every is not null)
            .ToImmutableSortedDictionary(pair => pair.Tier, pair => pair.Every!.Value);

    private static int? Turn(YamlValue? value) => (int?)value?.WholeNumber(1, RarestTurn);
}
