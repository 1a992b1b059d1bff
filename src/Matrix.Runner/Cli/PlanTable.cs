using System.Globalization;
using Matrix.Runner.Configuration;
using Matrix.Runner.Planning;
using Spectre.Console;

namespace Matrix.Runner.Cli;

/// <summary>How large a sweep is, and when it would be done.</summary>
internal static class PlanTable
{
    public const int Width = 180;

    private const string Together = "all";

    public static void Print(Plan plan, AccountLimits account, IAnsiConsole console)
    {
        var ends = WallTime.Of(PlannedJob.Of(plan), account);
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumn("platform");
        foreach (var column in new[] { "crates", "left out", "shards", "longest shard", "machine time", "done after" })
            table.AddColumn(new TableColumn(column).RightAligned());

        foreach (var platform in plan.Platforms)
            table.AddRow([platform.Platform, .. Cells([platform]), Hours(ends.GetValueOrDefault(platform.Platform))]);

        table.AddRow([Together, .. Cells(plan.Platforms), Hours(ends.Values.DefaultIfEmpty(0).Max())]);
        console.Write(table);
        console.WriteLine($"{plan.List.Name}, {Number(plan.List.Crates)} crates, {plan.Date:yyyy-MM-dd}; {account.Jobs} jobs at once, {account.MacJobs} of them on macOS.");
        foreach (var platform in plan.Platforms)
        {
            console.WriteLine($"{platform.Platform}: expected times {string.Join(", ", platform.Costs.Select(cost => $"{Number(cost.Value)} {cost.Key}"))}");
            foreach (var left in platform.LeftOut)
                console.WriteLine($"{platform.Platform}: {Number(left.Crates.Count)} left out; {left.Reason}");
        }
    }

    private static string[] Cells(IReadOnlyList<PlannedPlatform> platforms)
    {
        var shards = platforms.SelectMany(platform => platform.Shards).ToList();
        return
        [
            Number(shards.Sum(shard => shard.Crates.Count)),
            Number(platforms.Sum(platform => platform.LeftOut.Sum(left => left.Crates.Count))),
            Number(shards.Count),
            Hours(shards.Select(shard => shard.Seconds).DefaultIfEmpty(0).Max()),
            Hours(shards.Sum(shard => shard.Seconds)),
        ];
    }

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Hours(double seconds) =>
        seconds < 3600 ? $"{Math.Ceiling(seconds / 60):0} min" : $"{seconds / 3600:0.0} h";
}
