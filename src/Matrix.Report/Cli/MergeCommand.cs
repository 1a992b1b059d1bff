using System.CommandLine;
using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Merging;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Cli;

internal static class MergeCommand
{
    private const int MostNames = 10;

    public static Command Create()
    {
        var results = new Argument<string[]>("DIR")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Results directories of the shards of one sweep, finished or not, or folders of such. Duplicates are ignored, missing shards are reported.",
        };
        var output = new Option<string>("--out") { HelpName = "OUT", Required = true, Description = "Folder for one results directory per platform; an earlier merge there is replaced." };
        var noLogs = new Option<bool>("--no-logs") { Description = "Do not merge the logs." };
        var command = new Command("merge", "Merges the shards of a sweep into one results directory per platform, and says what is missing.")
        {
            results, output, noLogs,
        };
        command.Runs((parsed, cancellation) =>
        {
            var request = new MergeRequest(parsed.GetRequiredValue(results), parsed.GetRequiredValue(output), !parsed.GetValue(noLogs));
            return Execute(request, parsed.InvocationConfiguration.Output, cancellation);
        });
        return command;
    }

    private static ExitCode Execute(MergeRequest request, TextWriter output, CancellationToken cancellation)
    {
        var merged = MergeRun.Execute(request, cancellation);
        foreach (var platform in merged.Platforms)
            output.WriteLine(VisibleText.Of($"{platform.Directory}: {Words.Count(platform.Crates, "crate")} of {Words.Count(platform.Runs, "run")}"));

        foreach (var line in Missing(merged))
            output.WriteLine(VisibleText.Of(line));

        return merged.IsComplete ? ExitCode.Ok : ExitCode.Regressed;
    }

    private static IEnumerable<string> Missing(MergedSweep merged) =>
    [
        .. merged.Unreadable.Select(why => $"left out: {why}"),
        .. merged.MissingShards,
        .. merged.Platforms.Where(platform => platform.Unfinished > 0)
            .Select(platform => $"{Platforms.Words(platform.Platform)}: {Words.Count(platform.Unfinished, "run")} without an end: killed, or still running"),
        .. merged.Platforms.Where(platform => platform.WithoutVerdict.Count > 0)
            .Select(platform => $"{Platforms.Words(platform.Platform)}: {Words.Count(platform.WithoutVerdict.Count, "crate")} without a verdict: {Words.First(platform.WithoutVerdict, MostNames)}"),
    ];
}
