using System.CommandLine;
using Matrix.Runner.Rules.Loading;

namespace Matrix.Runner.Cli;

internal static class ClassifyCommand
{
    public static Command Create(CheckoutPaths installation)
    {
        var directory = new Argument<string>("DIR") { Description = "A results directory that a sweep wrote." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change." };

        var command = new Command("classify", """
            Decides the verdicts of a sweep again from its stored logs, with the rules as they are now. Nothing is built or run.

            Says which verdicts and causes have changed, and writes verdicts.jsonl, ledger.jsonl and run.json anew.

            Exit codes: those of the sweep itself: 0 nothing regressed but what the list foresaw; 3 something regressed; 4 nothing ran;
            2 usage, or a rule that is wrong; 70 a bug.
            """)
        {
            directory, dryRun,
        };
        command.SetAction((parsed, cancellation) => ExitCodes.OfAsync(
            () => Task.FromResult(Classified(installation, parsed.GetValue(directory)!, parsed.GetValue(dryRun), cancellation)), cancellation));
        return command;
    }

    private static Results.ExitCode Classified(CheckoutPaths installation, string directory, bool dryRun, CancellationToken cancellation)
    {
        var rules = RulesLoader.Load(installation.Rules);
        return new Classify(directory, rules, dryRun).Execute(cancellation);
    }
}
