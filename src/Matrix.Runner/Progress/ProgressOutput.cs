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
