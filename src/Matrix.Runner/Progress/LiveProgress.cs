using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Events;
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
    private readonly Queue<Action> finished = [];
    private CancellationTokenSource ended = new();
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
            if (happened is SweepEvent.Started or SweepEvent.MeasuringStarted)
                Start();
            if (happened is SweepEvent.CrateFinished { Verdict: var verdict })
                finished.Enqueue(() => console.MarkupLineInterpolated($"[{ColourOf(verdict.Kind)}]{VerdictLine.Of(verdict)}[/]"));
            if (happened is SweepEvent.CrateMeasured { Speed: var speed })
                finished.Enqueue(() => console.WriteLine(SpeedLines.Of(speed), speed.Failure is null ? Style.Plain : new Style(Color.Yellow)));
        }

        if (happened is SweepEvent.Finished or SweepEvent.MeasuringFinished)
            Stop();
        if (happened is SweepEvent.MeasuringFinished measured)
            Show(SpeedLines.Of(measured.Summary));
        if (happened is SweepEvent.ListReviewed reviewed)
            Show(ReviewLines.Of(reviewed));
    }

    public void Dispose()
    {
        Stop();
        ended.Dispose();
    }

    private void Show(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            console.WriteLine(line, StyleOf(line));
    }

    // A sweep that measures has a second part, with a table of its own.
    private void Start()
    {
        ended.Dispose();
        ended = new CancellationTokenSource();
        display = DisplayAsync(ended.Token);
    }

    private void Stop()
    {
        if (!ended.IsCancellationRequested)
            ended.Cancel();
        display.GetAwaiter().GetResult();
    }

    private Task DisplayAsync(CancellationToken end) => Task.Run(
        () => console.Live(Text.Empty).AutoClear(true).Overflow(VerticalOverflow.Visible).StartAsync(async live =>
        {
            while (!end.IsCancellationRequested)
            {
                Draw(live);
                await Task.Delay(Refresh, time, end).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            Draw(live);
        }),
        CancellationToken.None);

    private void Draw(LiveDisplayContext live)
    {
        lock (gate)
        {
            while (finished.TryDequeue(out var show))
                show();
            live.UpdateTarget(Table());
        }

        live.Refresh();
    }

    private Rows Table()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("crate", "doing", "since");
        foreach (var crate in state.Running.Take(MostShown))
            table.AddRow(new Text("  " + crate.Name), new Text(crate.Doing), new Text($"{Ago(crate.DoingSince)} of {Ago(crate.Since)}"));
        return new Rows(new Text(Totals()), table);
    }

    // A terminal may say that it has no height at all, and be made smaller at any time: what it cannot take, Spectre cuts with an exception.
    private int MostShown => Math.Clamp(console.Profile.Height - 2, 0, MostRows);

    private string Totals()
    {
        var counts = string.Join(", ", state.Verdicts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {WireName.Of(pair.Key)}"));
        var left = state.Left is { } span ? $", about {Clock(span)} left" : "";
        return $"{state.Done} of {state.Total} {(state.IsMeasuring ? "measured" : "done")} in {Clock(state.Elapsed)}{left}{(counts.Length > 0 ? $": {counts}" : "")}";
    }

    private string Ago(long since) => Clock(time.GetElapsedTime(since));

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
