using System.CommandLine;
using System.Diagnostics;
using Matrix.Results;

namespace Matrix.Bench.Synthetic;

internal static class GenerateCommand
{
    public static Command Create()
    {
        var crates = new Option<int>("--crates") { DefaultValueFactory = _ => 10_000, Description = "How many crates the list has." };
        var platforms = new Option<string>("--platforms")
        {
            DefaultValueFactory = _ => "linux-x86_64,linux-aarch64,macos-x86_64,macos-aarch64",
            Description = "Divided by commas; the last one joins late.",
        };
        var sweeps = new Option<int>("--sweeps") { DefaultValueFactory = _ => 52, Description = "The last is written as results, the others as history." };
        var shards = new Option<int>("--shards") { DefaultValueFactory = _ => 4, Description = "Of each platform." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed gives the same bytes." };
        var hostile = new Option<bool>("--hostile") { Description = "Mixes in names and lines that a page must not trust." };
        var lean = new Option<bool>("--lean") { Description = "Only verdicts and short legs, without logs." };
        var onlyHistory = new Option<bool>("--only-history") { Description = "Leave out the results of the last sweep." };
        var like = new Option<string?>("--like") { HelpName = "DIR", Description = "Results of a real sweep: shows how the sizes compare." };
        var directory = new Option<string>("--out") { HelpName = "DIR", Required = true, Description = "Where now/ and history/ go; it must not hold results already." };
        var command = new Command("generate", "Writes results of a sweep that never was, and its history.") { crates, platforms, sweeps, shards, seed, hostile, lean, onlyHistory, like, directory };
        command.SetAction(parsed =>
        {
            var options = new GenerateOptions(
                Math.Max(1, parsed.GetValue(crates)),
                parsed.GetRequiredValue(platforms).Split(','),
                Math.Max(1, parsed.GetValue(sweeps)),
                Math.Max(1, parsed.GetValue(shards)),
                parsed.GetValue(seed),
                Path.GetFullPath(parsed.GetRequiredValue(directory)),
                parsed.GetValue(hostile))
            {
                Lean = parsed.GetValue(lean),
                OnlyHistory = parsed.GetValue(onlyHistory),
            };
            return Execute(options, parsed.GetValue(like), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static int Execute(GenerateOptions options, string? like, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        Generator.Write(options);
        output.WriteLine($"{options.Crates} crates, {options.Platforms.Count} platforms, {options.Sweeps} sweeps: written in {clock.Elapsed.TotalSeconds:0.0} s");
        if (!options.OnlyHistory && !options.Lean)
            Sizes.Print(Directory.GetDirectories(Path.Combine(options.Out, "now")), like, output);
        return (int)ExitCode.Ok;
    }
}
