using System.CommandLine;
using System.Globalization;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class PlanCommand
{
    private const int MostShards = 10_000;

    public static Command Create(CheckoutPaths checkout)
    {
        var config = new Option<string?>("--config") { Description = "Settings file. Default: matrix.yaml of this checkout.", HelpName = "FILE" };
        var list = new Option<string?>("--list") { Description = "Crates list. Default: the one matrix.yaml names (the smoke list).", HelpName = "FILE" };
        var shards = new Option<int?>("--shards") { Description = "Most shards for each platform. Default: the number that matrix.yaml allows.", HelpName = "N" };
        var history = new Option<string?>("--history") { Description = "Folder of earlier sweeps, written by report --remember: it tells how long each crate takes.", HelpName = "DIR" };
        var date = new Option<string?>("--date") { Description = "Day of the sweep, which decides the crates that are due. Default: today.", HelpName = "DATE" };
        var format = new Option<string?>("--format") { Description = "What is printed: table, json, or github-matrix (one line for a workflow's strategy.matrix). Default: table.", HelpName = "F" };
        var output = new Option<string?>("--out") { Description = "Write the plan to this file, for sweep --plan.", HelpName = "FILE" };

        var command = new Command("plan", """
            Divides a sweep among platforms and machines, so that all take about as long, and says how long that is.

            What a crate takes is the median of its last three sweeps in the history; else that of other platforms, scaled; else the
            list's 'cost'; else what is typical. 'platforms' in matrix.yaml says which platforms there are, how many jobs each may
            have and how long, and which tiers have their turn there how often. Nothing is built or run.

            Examples:
              ./matrix plan --list crates-list/popular.yaml --history history
              ./matrix plan --list crates-list/popular.yaml --history history --out plan.json --format github-matrix
              ./matrix sweep --list crates-list/popular.yaml --plan plan.json --shard 1/8

            Exit codes: 0 it is planned; what does not fit is said; 2 usage; 70 a bug.
            """)
        {
            config, list, shards, history, date, format, output,
        };
        command.Runs((parsed, cancellation) =>
        {
            var options = new PlanOptions
            {
                Config = parsed.GetValue(config),
                List = parsed.GetValue(list),
                Shards = ShardsOf(parsed.GetValue(shards)),
                History = parsed.GetValue(history),
                Date = DateOf(parsed.GetValue(date)),
                Format = FormatOf(parsed.GetValue(format)),
                Out = parsed.GetValue(output),
            };
            using var standard = Console.OpenStandardOutput();
            return new Planner(checkout, options).Execute(standard, line => Console.Error.WriteLine($"WARNING: {line}"));
        });
        return command;
    }

    private static int? ShardsOf(int? shards) => shards is null or (>= 1 and <= MostShards)
        ? shards
        : throw new MatrixException(ExitCode.Usage, $"--shards {shards} is not a number of shards", $"give a number from 1 to {MostShards}");

    private static DateOnly? DateOf(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new MatrixException(ExitCode.Usage, $"--date {text} is not a date", "give a date like 2027-03-01");

    private static PlanFormat FormatOf(string? text) =>
        text is null ? PlanFormat.Table
        : WireName.TryParse<PlanFormat>(text, out var format) ? format
        : throw new MatrixException(ExitCode.Usage, $"--format {text} is not known", $"give one of {string.Join(", ", WireName.All<PlanFormat>())}");
}
