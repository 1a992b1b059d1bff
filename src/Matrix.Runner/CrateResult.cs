using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Legs;
using Matrix.Runner.Preparation;
using Matrix.Runner.Rules;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner;

/// <summary>What a crate came to: its verdict, and what it adds to the ledger.</summary>
internal sealed record CrateResult(Verdict Verdict, IReadOnlyList<LedgerEntry> Ledger)
{
    public static CrateResult Of(CrateEntry crate, PreparedSource source, Judgement judgement, IReadOnlyList<CrateComparison> legs, (string Host, VerdictReach Reach, BackendName Candidate) on)
    {
        var ledger = CrateLedger.Of((crate.Name.Value, on.Candidate), on.Host, legs, judgement);
        var verdict = Plain(crate, on.Candidate, on.Reach.Of(judgement, ledger)) with
        {
            CarriedOver = CarriedOver(legs),
            Commit = source.Commit,
            Committed = source.Committed,
            Source = SourceOf(crate),
            LockFile = source.LockFile,
            LeftOut = OurLimits.Of(source),
        };
        return new CrateResult(verdict, ledger);
    }

    public static CrateResult Unprepared(CrateEntry crate, BackendName candidate, PreparationOutcome.Failed failed)
    {
        var judgement = new Judgement(failed.Verdict, failed.Reason, failed.Observed is { } seen ? [CauseOf(seen)] : [], []);
        return new CrateResult(Plain(crate, candidate, judgement), []);
    }

    public static CrateResult Skipped(CrateEntry crate, BackendName candidate, string reason) =>
        new(Plain(crate, candidate, Judgement.Plain(VerdictKind.Skipped, reason)), []);

    public CrateResult After(TimeSpan elapsed) => this with { Verdict = Verdict with { Seconds = elapsed.TotalSeconds } };

    public CrateResult Expecting(Expectation? expectation) => this with { Verdict = Verdict with { Expectation = expectation } };

    private static Verdict Plain(CrateEntry crate, BackendName candidate, Judgement judgement) => new()
    {
        Crate = crate.Name.Value,
        Candidate = candidate,
        Kind = judgement.Kind,
        Reason = judgement.Reason,
        Causes = judgement.Causes,
        Workaround = judgement.Workaround,
        Tests = judgement.Tests,
        NotCompared = judgement.NotCompared,
        InReach = judgement.InReach,
        Tier = crate.Tier,
        Downloads = crate.Downloads,
        Tags = crate.Tags,
    };

    private static DateTimeOffset? CarriedOver(IReadOnlyList<CrateComparison> legs)
    {
        var since = legs.SelectMany(both => new[] { both.Baseline, both.Candidate }).Select(side => side.Leg.Result.CarriedOver).ToList();
        return since.Contains(null) ? null : since.Min();
    }

    private static SourceRecord? SourceOf(CrateEntry crate) =>
        crate.Source is CrateSource.Git git ? new SourceRecord(git.Url, crate.Directory, crate.Features, crate.NoDefaultFeatures) : null;

    private static Cause CauseOf(Observation seen) => new()
    {
        Class = seen.Class,
        Subclass = seen.Subclass,
        Rule = seen.Rule,
        Confidence = Confidence.Proven,
        Evidence = [seen.Evidence],
        Signature = Signature.Of(seen.Class, seen.Subclass, ""),
    };
}

/// <summary>What a crate adds to the ledger: unsupported intrinsics that were warned of, linked, hit.</summary>
internal static class CrateLedger
{
    public static IReadOnlyList<LedgerEntry> Of((string Crate, BackendName Candidate) of, string target, IReadOnlyList<CrateComparison> legs, Judgement judgement) =>
    [
        .. legs.SelectMany(pair => pair.Candidate.Repeats.Prepend(pair.Candidate.Leg))
            .SelectMany(leg => leg.Findings.Ledger.Entries(of.Crate, of.Candidate, target))
            .DistinctBy(entry => (entry.Intrinsic, entry.State, entry.Package, entry.TestTarget)),
        .. Hits(of, target, judgement),
    ];

    /// <summary>What tests, or the build, ran into. A trap ends its process, so it is the first one of each of these tests.</summary>
    public static IEnumerable<LedgerEntry> Hits((string Crate, BackendName Candidate) of, string target, Judgement judgement) => judgement.Causes
        .Where(cause => cause is { Class: FailureClass.SimdIntrinsic, Subclass: not null, Confidence: Confidence.Proven })
        .Select(cause => new LedgerEntry
        {
            Intrinsic = cause.Subclass!,
            State = LedgerState.Hit,
            Crate = of.Crate,
            Backend = of.Candidate,
            Package = cause.Package,
            Target = target,
            Tests = cause.Tests,
        });
}
