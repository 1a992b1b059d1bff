using System.CommandLine;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Progress;
using Matrix.Runner.Rules.Loading;
using Matrix.Terminal;

namespace Matrix.Runner.Cli;

internal static class ClassifyCommand
{
    public static Command Create(CheckoutPaths checkout)
    {
        var directory = new Argument<string>("DIR") { Description = "A results directory that a sweep wrote." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change." };

        var command = new Command("classify", """
            Decides the verdicts of a sweep again from its stored logs, with the rules as they are now. Nothing is built or run.

            Says which verdicts and causes have changed, and writes verdicts.jsonl, ledger.jsonl and run.json anew.

            Exit codes: those of the sweep itself: 0 nothing regressed unexpectedly; 3 something regressed; 4 nothing ran;
            2 usage, or a rule that is wrong; 70 a bug.
            """)
        {
            directory, dryRun,
        };
        command.Runs((parsed, cancellation) => Classified(checkout, parsed.GetValue(directory)!, parsed.GetValue(dryRun), cancellation));
        return command;
    }

    private static Results.ExitCode Classified(CheckoutPaths checkout, string directory, bool dryRun, CancellationToken cancellation)
    {
        var rules = RulesLoader.Load(checkout.Rules);
        return new Classify(directory, rules, dryRun).Execute(cancellation);
    }
}

/// <summary>Decides the verdicts of a results directory again, and says which of them have changed.</summary>
internal sealed class Classify(string directory, LoadedRules rules, bool onlyShow)
{
    public ExitCode Execute(CancellationToken cancellation)
    {
        // Nobody else may add a verdict between reading them and writing them.
        using var writer = onlyShow ? null : ResultsWriter.Resume(directory, manifest => manifest);
        var results = ResultsReader.Open(directory);
        var crates = new ClassifyRun(results, rules).Execute(cancellation);
        var changed = crates.Where(crate => crate.HasChanged).ToList();
        foreach (var crate in changed)
            Say($"{VerdictLine.Of(crate.Before)}\n  now {VerdictLine.Of(crate.After)}");

        var summary = new SweepSummary([.. crates.Select(crate => crate.After)]);
        if (writer is not null)
            Write(writer, crates, summary);
        Say($"{crates.Count} crates judged again from their logs: {changed.Count} changed{(onlyShow ? "; nothing was written" : "")}");
        return summary.ExitCode;
    }

    private void Write(ResultsWriter writer, IReadOnlyList<Reclassified> crates, SweepSummary summary)
    {
        writer.Replace(crates.Select(crate => crate.After), crates.SelectMany(crate => crate.Ledger), rules.Sha256);
        writer.Save(writer.Manifest with { Counts = summary.Counts });
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
