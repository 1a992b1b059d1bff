using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Progress;
using Matrix.Runner.Rules.Loading;

namespace Matrix.Runner.Cli;

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
