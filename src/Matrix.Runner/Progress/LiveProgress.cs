using System.Globalization;
using Matrix.Results;
using Spectre.Console;

namespace Matrix.Runner.Progress;

/// <summary>A table of what runs, kept up to date below the lines of what is done.</summary>
internal sealed class LiveProgress : IProgressOutput
{
    private const int MostRows = 16;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly IAnsiConsole console;
    private readonly TimeProvider time;
    private readonly SweepState state;
    private readonly Queue<Verdict> finished = [];
    private readonly CancellationTokenSource ended = new();
    private Task display = Task.CompletedTask;

    public LiveProgress(IAnsiConsole console, TimeProvider time)
    {
        this.console = console;
        this.time = time;
        state = new SweepState(time);
    }

    public void Report(SweepEvent happened)
    {
        lock (gate)
        {
            state.Apply(happened);
            if (happened is SweepEvent.Started)
                display = DisplayAsync();
            if (happened is SweepEvent.CrateFinished { Verdict: var verdict })
                finished.Enqueue(verdict);
        }

        if (happened is SweepEvent.Finished)
            Stop();
        if (happened is SweepEvent.ListReviewed reviewed)
            Show(reviewed);
    }

    public void Dispose()
    {
        Stop();
        ended.Dispose();
    }

    private void Show(SweepEvent.ListReviewed reviewed)
    {
        foreach (var line in ReviewLines.Of(reviewed))
            console.WriteLine(line, StyleOf(line));
    }

    private void Stop()
    {
        if (!ended.IsCancellationRequested)
            ended.Cancel();
        display.GetAwaiter().GetResult();
    }

    private Task DisplayAsync() => Task.Run(() => console.Live(Text.Empty).AutoClear(true).StartAsync(async live =>
    {
        while (!ended.IsCancellationRequested)
        {
            Draw(live);
            await Task.Delay(Refresh, time, ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        Draw(live);
    }));

    private void Draw(LiveDisplayContext live)
    {
        lock (gate)
        {
            while (finished.TryDequeue(out var verdict))
                console.MarkupLineInterpolated($"[{ColourOf(verdict.Kind)}]{VerdictLine.Of(verdict)}[/]");
            live.UpdateTarget(Table());
        }

        live.Refresh();
    }

    private Rows Table()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("crate", "doing", "since");
        foreach (var crate in state.Running.Take(MostRows))
            table.AddRow(new Text("  " + crate.Name), new Text(crate.Doing), new Text($"{Ago(crate.DoingSince)} of {Ago(crate.Since)}"));
        return new Rows(new Text(Totals()), table);
    }

    private string Totals()
    {
        var counts = string.Join(", ", state.Verdicts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {WireName.Of(pair.Key)}"));
        var left = state.Left is { } span ? $", about {Clock(span)} left" : "";
        return $"{state.Done} of {state.Total} done in {Clock(state.Elapsed)}{left}{(counts.Length > 0 ? $": {counts}" : "")}";
    }

    private string Ago(DateTimeOffset since) => Clock(time.GetUtcNow() - since);

    private static string Clock(TimeSpan span) => span.ToString(span.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static Style StyleOf(string line) => line switch
    {
        [>= 'A' and <= 'Z', ..] => new Style(Color.Yellow, decoration: Decoration.Bold),
        ['+', ..] => new Style(Color.Green),
        ['-', ..] => new Style(Color.Red),
        ['@', ..] => new Style(Color.Aqua),
        _ => Style.Plain,
    };

    private static string ColourOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Compatible or VerdictKind.Improved => "green",
        VerdictKind.Regressed or VerdictKind.PartlyBroken or VerdictKind.Invalid => "red",
        VerdictKind.Broken or VerdictKind.Skipped => "grey",
        _ => "yellow",
    };
}
