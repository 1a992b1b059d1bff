using System.CommandLine;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Progress;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class ExpectationsCommand
{
    public static Command Create(CheckoutPaths checkout)
    {
        var results = new Argument<string>("DIR") { Description = "Results directory of a sweep." };
        var config = new Option<string?>("--config") { Description = "Settings file. Default: matrix.yaml of this checkout.", HelpName = "FILE" };
        var list = new Option<string?>("--list") { Description = "Crates list. Default: the one of this checkout that has the name of the sweep's.", HelpName = "FILE" };
        var write = new Option<bool>("--write") { Description = "Make the edit. No other line of the file changes." };
        var all = new Option<bool>("--all") { Description = "Propose entries for regressions that have none: check each before you commit it." };
        var until = new Option<string?>("--until") { Description = "The day on which new and extended entries expire. Default: a year after the sweep.", HelpName = "DATE" };

        var command = new Command("expectations", """
            Compares the 'expect' entries of a crates list with the results of a sweep, and prints the edit that makes them match.

            An entry whose failure did not happen is removed. One whose crate fails for something else is updated; it keeps its issue only
            if the class is the same. An expired entry that still holds is extended by a year, any other expired one is removed. Entries for
            other platforms or toolchains are never changed, and a flaky, inconclusive, invalid or skipped result changes none: it proves
            nothing. A regression without an entry is only named, unless --all asks for entries.

            Examples:
              ./matrix expectations results/today
              ./matrix expectations results/today --write
              ./matrix expectations results/today --all --until 2027-03-01 --list crates-list/popular.yaml

            Exit codes: 0 the list matches, or was updated; 2 usage; 3 an edit is needed and was not made; 70 a bug.
            """)
        {
            results, config, list, write, all, until,
        };
        command.Runs((parsed, cancellation) =>
        {
            var options = new ExpectationsOptions
            {
                Results = parsed.GetRequiredValue(results),
                Config = parsed.GetValue(config),
                List = parsed.GetValue(list),
                Write = parsed.GetValue(write),
                All = parsed.GetValue(all),
                Until = DateOf(parsed.GetValue(until)),
            };
            using var progress = ProgressOutput.Choose();
            return new ExpectationsReview(checkout, options).Execute(progress, Console.Out);
        });
        return command;
    }

    private static DateOnly? DateOf(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new MatrixException(ExitCode.Usage, $"--until {text} is not a date", "give a date like 2027-03-01");
}
