using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Matrix.Report.Cli;

/// <summary>The usual help, and below it what a list of options cannot say.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private const string Examples =
        """
        Examples:
          ./matrix report results/2026-10-01                      to results/2026-10-01/report/index.html
          ./matrix report results/2026-10-01 --out site
          ./matrix report "$DIR" && cat "$DIR/report/summary.md" >> "$GITHUB_STEP_SUMMARY"

        Exit codes:
          0    the report is written, whatever it says
          2    the options are wrong, DIR holds no results that this version reads, or SITE cannot be written
          70   a bug in the tool
          130  cancelled
        """;

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return code;
    }
}
