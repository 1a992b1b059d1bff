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
            Out = new Output(TextWriter.Synchronized(written), () => Height),
        });
    }

    /// <summary>In rows; a terminal may say anything.</summary>
    public int Height { get; set; } = 50;

    public IAnsiConsole Console { get; }

    public string Text => written.ToString();

    public void Dispose() => written.Dispose();

    private sealed class Output(TextWriter writer, Func<int> height) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 160;

        public int Height => height();

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // Its text is kept as it is.
        }
    }
}
