using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Cli;

/// <summary>Decides the verdicts of a results directory again, and says which of them have changed.</summary>
internal sealed class Classify(string directory, LoadedRules rules, bool onlyShow)
{
    public ExitCode Execute(CancellationToken cancellation)
    {
        var results = ResultsReader.Open(directory);
        var crates = new ClassifyRun(results, rules.Rules).Execute(cancellation);
        var changed = crates.Where(crate => crate.HasChanged).ToList();
        foreach (var crate in changed)
            Say($"{VerdictLine.Of(crate.Before)}\n  now {VerdictLine.Of(crate.After)}");

        var summary = new SweepSummary([.. crates.Select(crate => crate.After)]);
        if (!onlyShow)
            Write(results.Manifest, crates, summary);
        Say($"{crates.Count} crates judged again from their logs: {changed.Count} changed{(onlyShow ? "; nothing was written" : "")}");
        return summary.ExitCode;
    }

    private void Write(RunManifest manifest, IReadOnlyList<Reclassified> crates, SweepSummary summary)
    {
        using var writer = ResultsWriter.Resume(directory, manifest);
        writer.Replace(crates.Select(crate => crate.After), crates.SelectMany(crate => crate.Ledger));
        writer.Save(manifest with { Counts = summary.Counts, RulesSha256 = rules.Sha256 });
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
