using Matrix.Results.History;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Planning;
using Matrix.Runner.Tests.Configuration;
using Matrix.Runner.Tests.Crates;

namespace Matrix.Runner.Tests.Planning;

/// <summary>Lists, settings and histories for plans.</summary>
internal static class PlanningSamples
{
    public const string Linux = "linux-x86_64";
    public const string Mac = "macos-aarch64";

    /// <summary>A Saturday.</summary>
    public static readonly DateOnly Day = new(2026, 11, 21);

    /// <summary>Crates as <c>name:cost/tier</c>, of which all but the name may be missing.</summary>
    public static CratesList ListOf(string crates)
    {
        var entries =
            from crate in crates.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            let tier = crate.Split('/')
            let parts = tier[0].Split(':')
            select $"{{ name: {parts[0]}, path: x{(parts.Length > 1 ? $", cost: {parts[1]}" : "")}{(tier.Length > 1 ? $", tier: {tier[1]}" : "")} }}";
        return Lists.Of($"format: 1\ncrates: [{string.Join(", ", entries)}]");
    }

    public static MatrixConfig ConfigOf(string platforms) => Config.Of($"format: 1\nplatforms: {platforms}");

    public static MeasuredCosts Measured(params (string Crate, string Platform, double Seconds)[] seconds)
    {
        var measured = new MeasuredCosts();
        foreach (var (crate, platform, value) in seconds)
            measured.Add(measured.Row(crate), platform, value);

        return measured;
    }

    public static Plan Plan(string platforms, string crates, int? shards = null, params (string Crate, string Platform, double Seconds)[] seconds)
    {
        var list = ListOf(crates);
        return PlanRun.Execute(new PlanRequest(ConfigOf(platforms), list, Day, shards), Measured(seconds));
    }

    /// <summary>The crates of each shard of a platform.</summary>
    public static IEnumerable<string> Shards(Plan plan, string platform = Linux) =>
        plan.Platforms.Single(planned => planned.Platform == platform).Shards.Select(shard => string.Join(' ', shard.Crates));

    public static void Remember(string folder, DateOnly day, params (string Crate, string Platform, double Seconds, Results.VerdictKind Verdict)[] crates)
    {
        var sweep = new PastSweep { Start = new DateTimeOffset(day, new TimeOnly(3, 0), TimeSpan.Zero), Runs = [], Crates = crates.Length };
        HistoryFile.Write(Path.Combine(folder, HistoryFile.NameOf(sweep)), sweep, crates.Select(crate => new PastCrate
        {
            Crate = crate.Crate,
            Verdicts = new Dictionary<string, Results.VerdictKind> { [crate.Platform] = crate.Verdict },
            Seconds = new Dictionary<string, double> { [crate.Platform] = crate.Seconds },
        }));
    }
}
