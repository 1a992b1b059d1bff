using Matrix.Runner.Events;
using Spectre.Console;

namespace Matrix.Runner.Progress;

/// <summary>Chooses how progress is shown: live on a terminal, grouped under GitHub Actions, else plain lines.</summary>
internal static class ProgressOutput
{
    public static IProgressOutput Choose()
    {
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true")
            return new ActionsProgress(Console.Out);

        return Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
            ? new PlainProgress(Console.Out)
            : new LiveProgress(AnsiConsole.Console, TimeProvider.System);
    }
}

internal interface IProgressOutput : ISweepProgress, IDisposable;

/// <summary>A line for each crate that is done.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgressOutput
{
    private readonly Lock gate = new();
    private readonly SweepState state = new(TimeProvider.System);

    public void Report(SweepEvent happened)
    {
        lock (gate)
        {
            state.Apply(happened);
            switch (happened)
            {
                case SweepEvent.Started started:
                    output.WriteLine($"{started.Crates} crates, {started.Jobs} at a time{(started.Done > 0 ? $"; {started.Done} were done before" : "")}");
                    break;
                case SweepEvent.CrateFinished finished:
                    output.WriteLine($"[{state.Done}/{state.Total}] {VerdictLine.Of(finished.Verdict)}");
                    break;
                case SweepEvent.MeasuringStarted started:
                    output.WriteLine(SpeedLines.Of(started));
                    break;
                case SweepEvent.CrateMeasured measured:
                    output.WriteLine($"[{state.Done}/{state.Total}] {SpeedLines.Of(measured.Speed)}");
                    break;
                case SweepEvent.MeasuringFinished measured:
                    foreach (var line in SpeedLines.Of(measured.Summary))
                        output.WriteLine(line);
                    break;
                case SweepEvent.ListReviewed reviewed:
                    foreach (var line in ReviewLines.Of(reviewed))
                        output.WriteLine(line);
                    break;
            }
        }
    }

    public void Dispose() => output.Flush();
}
