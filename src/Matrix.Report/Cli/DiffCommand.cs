using System.CommandLine;
using Matrix.Report.Diff;
using Matrix.Results;
using Matrix.Terminal;
using Spectre.Console;

namespace Matrix.Report.Cli;

internal static class DiffCommand
{
    // Of a file or a pipe: as the table at the end of a sweep.
    private const int WidthOfAFile = 180;

    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "The earlier sweep: a results directory, a folder that holds several (platforms, shards), or a history file." };
        var now = new Argument<string>("NEW") { Description = "The later sweep, as above." };
        var markdown = new Option<string?>("--markdown")
        {
            HelpName = "FILE",
            Description = "Also write it as Markdown that fits a GitHub comment; - writes only the Markdown, to standard output.",
        };
        var all = new Option<bool>("--all") { Description = $"List every crate, not only the {DiffPage.UsualLines} most downloaded ones of a kind." };
        var templates = TemplatesOption.Create();
        var command = new Command("diff", "Says what changed between two sweeps: regressed, fixed, other causes; and what else differs between them.")
        {
            old, now, markdown, all, templates,
        };
        command.Runs((parsed, cancellation) =>
        {
            var request = new DiffRequest(parsed.GetRequiredValue(old), parsed.GetRequiredValue(now), parsed.GetValue(markdown), parsed.GetValue(all));
            return Execute(request, parsed.GetValue(templates), parsed.InvocationConfiguration.Output, cancellation);
        });
        return command;
    }

    private static ExitCode Execute(DiffRequest request, string? ownTemplates, TextWriter output, CancellationToken cancellation)
    {
        var comparison = new DiffRun(PageTemplates.Load(ownTemplates), output, ConsoleOn(output)).Execute(request, cancellation);
        return comparison.HasRegressions ? ExitCode.Regressed : ExitCode.Ok;
    }

    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
            return AnsiConsole.Console;

        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        plain.Profile.Width = WidthOfAFile;
        return plain;
    }
}
