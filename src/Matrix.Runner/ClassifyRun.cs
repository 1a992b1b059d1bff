using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner;

/// <summary>Judges a sweep anew from what it stored, after a change of the rules: nothing is built or run.</summary>
internal sealed class ClassifyRun(ResultsReader results, LoadedRules rules)
{
    private readonly StoredLegs stored = new(results, rules.Rules);
    private readonly VerdictReach reach = VerdictReach.On(results.Manifest.Platform, rules);
    private readonly ILookup<string, LegResult> legs = results.Legs().GroupBy(leg => leg.Crate).SelectMany(EffectiveLegs.Of).ToLookup(leg => leg.Crate);
    private readonly ILookup<string, LedgerEntry> ledger = results.Ledger().ToLookup(entry => entry.Crate);

    /// <returns>Each crate with its verdict as it was and as it is now, in the order of the sweep.</returns>
    public IReadOnlyList<Reclassified> Execute(CancellationToken cancellation) =>
    [
        .. results.Verdicts().AsParallel().AsOrdered().WithCancellation(cancellation).Select(verdict =>
            legs.Contains(verdict.Crate) ? Judged(verdict) : new Reclassified(verdict, verdict, [.. ledger[verdict.Crate]])),
    ];

    private Reclassified Judged(Verdict before)
    {
        var judgement = Judge.Decide(Compare(before, Workaround.None));
        var workaround = legs[before.Crate].Select(leg => leg.Leg.Workaround).Max();
        if (workaround != Workaround.None)
            judgement = judgement.WorkedAround(workaround, Judge.Decide(Compare(before, workaround)));

        // What was compiled and linked stays as it was seen; what was hit is for the rules to say.
        judgement = OurLimits.Weighed(judgement, before.LeftOut);
        var compiled = ledger[before.Crate].Where(entry => entry.State != LedgerState.Hit);
        IReadOnlyList<LedgerEntry> entries = [.. compiled, .. CrateLedger.Hits((before.Crate, before.Candidate), results.Manifest.Toolchain.Host, judgement)];
        judgement = reach.Of(judgement, entries);
        var after = before with
        {
            Kind = judgement.Kind,
            Reason = judgement.Reason,
            Causes = judgement.Causes,
            Tests = judgement.Tests,
            NotCompared = judgement.NotCompared,
            InReach = judgement.InReach,
            Workaround = judgement.Workaround,
            Expectation = ExpectedVerdicts.Again(before.Expectation, judgement.Kind, judgement.Causes),
        };
        return new Reclassified(before, after, entries);
    }

    private CrateComparison Compare(Verdict of, Workaround workaround)
    {
        var (baseline, candidate) = (results.Manifest.Baseline, results.Manifest.Candidates.Single(backend => backend.Name == of.Candidate));
        return new CrateComparison(Side(of.Crate, new LegName(baseline.Name, Workaround: workaround)), Side(of.Crate, new LegName(candidate.Name, Workaround: workaround)))
        {
            BaselineName = baseline.Title,
            CandidateName = candidate.Title,
        };
    }

    private BackendRuns Side(string crate, LegName name)
    {
        var runs = legs[crate].Where(leg => leg.Leg == name).OrderBy(leg => leg.Attempt).Select(stored.Read).ToList();
        var control = legs[crate].FirstOrDefault(leg => leg.Leg == name with { Panic = PanicStrategy.Abort });
        return runs.Count > 0
            ? new BackendRuns(runs[0], runs[1..]) { Control = control is null ? null : stored.Read(control) }
            : throw new MatrixException(
                ExitCode.Usage, $"{results.Paths.Root}: the leg {name} of {crate} is missing from {ResultsPaths.Legs}", "finish the sweep with --resume");
    }
}

/// <summary>A crate's verdict before and after the rules changed.</summary>
internal sealed record Reclassified(Verdict Before, Verdict After, IReadOnlyList<LedgerEntry> Ledger)
{
    public bool HasChanged =>
        Before.Kind != After.Kind || !Before.Causes.Select(Name).SequenceEqual(After.Causes.Select(Name)) || Before.Expectation?.State != After.Expectation?.State;

    private static (FailureClass, string?, int) Name(Cause cause) => (cause.Class, cause.Subclass, cause.Tests.Count);
}
