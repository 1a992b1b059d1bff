using Spectre.Console;

namespace Matrix.Runner.Tests.Progress;

/// <summary>A terminal that keeps what is written to it.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly StringWriter written = new();

    public Terminal()
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(TextWriter.Synchronized(written)),
        });
        Console.Profile.Width = 160;
    }

    public IAnsiConsole Console { get; }

    public string Text => written.ToString();

    public void Dispose() => written.Dispose();
}
