using System.CommandLine;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Cli;

internal static class ExpectationsCommand
{
    public static Command Create(CheckoutPaths installation)
    {
        var results = new Argument<string>("DIR") { Description = "Results directory of a sweep." };
        var config = new Option<string?>("--config") { Description = "Settings file. Default: matrix.yaml of this checkout.", HelpName = "FILE" };
        var list = new Option<string?>("--list") { Description = "Crates list. Default: the one of this checkout that has the name of the sweep's.", HelpName = "FILE" };
        var write = new Option<bool>("--write") { Description = "Make the edit. All other lines of the file stay as they are." };
        var all = new Option<bool>("--all") { Description = "Regressions that no entry foresaw get one too: look at each before you commit it." };
        var until = new Option<string?>("--until") { Description = "How long what is confirmed or new holds. Default: a year from the sweep.", HelpName = "DATE" };

        var command = new Command("expectations", """
            Holds the 'expect' entries of a crates list against what a sweep showed, and prints the edit that makes the list true.

            An entry whose failure did not come goes; one whose crate failed otherwise says how it fails now, and keeps its issue only
            where the class is the same; one that has expired but still comes true holds a year longer, else it goes. Entries for
            other platforms or toolchains are never touched, nor is any by a flaky, inconclusive, invalid or skipped result: it proves
            nothing. A regression that no entry foresaw is only named, unless --all asks for entries.

            Examples:
              ./matrix expectations results/today
              ./matrix expectations results/today --write
              ./matrix expectations results/today --all --until 2027-03-01 --list crates-list/popular.yaml

            Exit codes: 0 the list is true, or was made true; 2 usage; 3 an edit is needed and was not made; 70 a bug.
            """)
        {
            results, config, list, write, all, until,
        };
        command.SetAction((parsed, cancellation) => ExitCodes.OfAsync(
            () =>
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
                return Task.FromResult(new ExpectationsReview(installation, options).Execute(progress, Console.Out));
            },
            cancellation));
        return command;
    }

    private static DateOnly? DateOf(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new MatrixException(ExitCode.Usage, $"--until {text} is not a date", "give a date like 2027-03-01");
}
