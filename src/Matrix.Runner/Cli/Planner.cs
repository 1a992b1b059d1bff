using System.Globalization;
using System.Text;
using System.Text.Json;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Planning;
using Spectre.Console;

namespace Matrix.Runner.Cli;

/// <summary>Makes a plan, writes it, and prints it in the form that was asked for.</summary>
internal sealed class Planner(CheckoutPaths checkout, PlanOptions options)
{
    public ExitCode Execute(Stream output, Action<string> warn)
    {
        var date = options.Date ?? DateOnly.FromDateTime(DateTime.UtcNow);

        // As long as the list, and read beside it.
        var unreadable = new List<string>();
        var history = Task.Run(() => CostHistory.Read(options.History, date, unreadable.Add));
        var config = options.Config is { } named ? ConfigLoader.LoadNamed(named) : ConfigLoader.Load(checkout.Config);
        var list = CratesListLoader.LoadOutline(options.List ?? config.List);
        var plan = PlanRun.Execute(new PlanRequest(config, list, date, options.Shards), history.GetAwaiter().GetResult());

        // A long plan takes as long to write as a table to lay out; it is shown when it is written.
        using var printed = new MemoryStream();
        var print = Task.Run(() => Print(plan, config.Account, printed));
        if (options.Out is { } file)
            Write(file, plan);

        print.GetAwaiter().GetResult();
        printed.WriteTo(output);
        foreach (var warning in unreadable.Concat(plan.Warnings))
            warn(warning);

        return ExitCode.Ok;
    }

    private void Print(Plan plan, AccountLimits account, Stream output)
    {
        switch (options.Format)
        {
            case PlanFormat.Json:
                output.Write(PlanFile.Bytes(plan));
                break;
            case PlanFormat.GithubMatrix:
                // One line: it becomes the output of a step.
                JsonSerializer.Serialize(output, WorkflowMatrix.Of(plan), PlanJson.Default.WorkflowMatrix);
                output.WriteByte((byte)'\n');
                break;
            case PlanFormat.Table:
                using (var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true))
                    PlanTable.Print(plan, account, ConsoleOn(writer));
                break;
        }
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = PlanTable.Width;
        return console;
    }

    private static void Write(string path, Plan plan)
    {
        try
        {
            var partial = $"{path}.partial";
            File.WriteAllBytes(partial, PlanFile.Bytes(plan));
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is ArgumentException || StorageTrouble.IsOfTheFile(error))
        {
            throw new MatrixException(ExitCode.Usage, $"{path} cannot be written: {error.Message}", "name another file with --out");
        }
    }
}

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
