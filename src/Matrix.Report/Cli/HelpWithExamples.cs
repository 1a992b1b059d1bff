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
          ./matrix report results/linux-1of2 results/linux-2of2 results/macos --history history --remember --out site
          ./matrix report "$DIR" && cat "$DIR/report/summary.md" >> "$GITHUB_STEP_SUMMARY"
          ./matrix report results/2026-10-01 --templates ours     with your own pages; a broken template is refused with its line
          ./matrix diff results/2026-09-24 results/2026-10-01     what changed in a week
          ./matrix diff history/20260924-030000.sweep.jsonl.gz results/2026-10-01 --markdown - | gh pr comment 17 --body-file -
          ./matrix issues results/2026-10-01 --history history    says what it would write; with --apply, writes it
          ./matrix merge shards/* --out results/this-week        to results/this-week/linux-x86_64, …

        Exit codes:
          0    the report is written, whatever it says; of diff: nothing regressed; of merge: all is there
          2    the options are wrong, no DIR holds results that this version reads, or a file cannot be written;
               of diff: the sweeps have nothing in common; of merge: they are not of one sweep
          3    of diff: something regressed; of merge: it is merged, but something is missing
          6    the report is written, the history is not; of issues: not all could be written, the next run goes on
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
