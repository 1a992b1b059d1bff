using System.CommandLine;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Bench.Issues;

/// <summary>What bench/issues calls: a year of weekly sweeps, and what its issues ask of GitHub.</summary>
internal static class IssuesBench
{
    private static readonly YearHabit[] Habits =
    [
        new("a person's token, the same all year; no caps", IsTokenKept: true, IsCapped: false),
        new("a workflow's token, each week another; no caps", IsTokenKept: false, IsCapped: false),
        new("a workflow's token, each week another; ten new issues and twenty comments a run, as usual", IsTokenKept: false, IsCapped: true),
    ];

    public static Command Create()
    {
        var crates = new Option<int>("--crates") { DefaultValueFactory = _ => 1000, Description = "How many crates each sweep has, on each platform." };
        var causes = new Option<int>("--causes") { DefaultValueFactory = _ => 300, Description = "That they fail for in the whole year." };
        var weeks = new Option<int>("--weeks") { DefaultValueFactory = _ => 52, Description = "A sweep each; at least 12." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed gives the same year." };
        var work = new Option<string>("--work") { HelpName = "DIR", Required = true, Description = "An empty folder." };
        var command = new Command("issues", "Goes through a year of weekly sweeps, and counts what their issues ask of GitHub.") { crates, causes, weeks, seed, work };
        command.SetAction(parsed => ExplainAsync(
            new YearOptions(
                parsed.GetValue(crates), parsed.GetValue(causes), Math.Max(12, parsed.GetValue(weeks)), parsed.GetValue(seed), Path.GetFullPath(parsed.GetRequiredValue(work))),
            parsed.InvocationConfiguration));
        return command;
    }

    // More causes than GitHub bears writes in an hour end a run, as they do for a user.
    private static async Task<int> ExplainAsync(YearOptions options, InvocationConfiguration streams)
    {
        try
        {
            return await ExecuteAsync(options, streams.Output);
        }
        catch (MatrixException error)
        {
            await streams.Error.WriteLineAsync($"error: {error.Message}\n  hint: {error.Hint}");
            return (int)error.ExitCode;
        }
    }

    private static async Task<int> ExecuteAsync(YearOptions options, TextWriter output)
    {
        var sweeps = new WeeklySweep(options, new CauseYear(options), new HastyClock().GetUtcNow());
        Parallel.For(0, options.Weeks, sweeps.Write);
        var broken = 0;
        foreach (var habit in Habits)
        {
            await output.WriteLineAsync(habit.Words);
            broken += await GoAsync(new IssueYear(options, sweeps, habit), options, habit, output);
        }

        await output.WriteLineAsync(broken == 0 ? "no run was above its bound" : $"{broken} runs were above their bound");
        return broken == 0 ? (int)ExitCode.Ok : (int)ExitCode.Regressed;
    }

    private static async Task<int> GoAsync(IssueYear year, YearOptions options, YearHabit habit, TextWriter output)
    {
        var folder = Path.Combine(options.Work, $"year-{Array.IndexOf(Habits, habit)}");
        await using var repository = await SweptRepository.BeginAsync(folder);
        var isFirst = habit == Habits[0];
        await year.GoAsync(repository, async token =>
        {
            if (!isFirst)
                return;

            using var tracker = repository.Tracker(token, keepsAnswers: false);
            await PlanCost.PrepareAsync(options, repository, tracker);
        });
        new CostTable(output).Write(year, options);
        if (isFirst)
            await CompareAsync(year.Weeks[^1], repository, output);

        RunCost[] above = [.. year.Weeks.Concat(year.Again).Where(run => !run.IsBounded)];
        RunCost[] restless = [.. year.Again.Where(run => !run.Change.IsNothing || run.Calls.Writes > 0 || (habit.IsTokenKept && run.Calls.Unchanged != run.Calls.Reads))];
        foreach (var run in above)
            await output.WriteLineAsync($"above its bound: {run}");
        foreach (var run in restless)
            await output.WriteLineAsync($"a second run that was not one of looks alone: {run}");
        return above.Length + restless.Length;
    }

    private static async Task CompareAsync(RunCost ours, SweptRepository repository, TextWriter output)
    {
        // GitHub counts the writes of an hour, whoever makes them.
        repository.Clock.Move(TimeSpan.FromHours(1));
        var script = new UsualScript(repository, repository.Server.AddToken());
        var causes = repository.There.Issues.Where(issue => issue.IsOpen && issue.Body!.Contains("issue: cause", StringComparison.Ordinal));
        var (calls, time) = await script.EditAsync([.. causes.Select(issue => (issue.Title, issue.Body!))]);
        await output.WriteLineAsync($"week {ours.Week + 1}: {ours.Calls.All:#,0} calls, {ours.Time.TotalSeconds:0} s waited, for {ours.Change.Touched} issues changed, {ours.Change.Opened} opened");
        await output.WriteLineAsync($"the usual script, which only edits: {calls.All:#,0} calls, {time.TotalSeconds:0} s waited, for {calls.Of(CallKind.Edit)} issues");
        await output.WriteLineAsync($"ratio of calls {(double)ours.Calls.All / calls.All:0.00}, of time {ours.Time / time:0.00}");
        await output.WriteLineAsync();
    }
}
