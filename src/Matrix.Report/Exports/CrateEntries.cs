using Matrix.Report.History;
using Matrix.Report.Measuring;
using Matrix.Report.Pages;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Exports;

internal static class CrateEntries
{
    private const int MostEvidence = 3;

    public static ExportedCrate Of(SweptCrate crate, ReportFacts facts)
    {
        var verdict = crate.Results[0].Verdict;
        return new ExportedCrate(
            crate.Name, facts.Slugs.Page(crate.Name)!, CratesLink.NameOf(crate.Standing), crate.Downloads, verdict.Tier, verdict.Tags, verdict.Source, verdict.Commit,
            crate.Results.ToDictionary(result => result.Platform, result => Result(result, facts)));
    }

    private static ResultEntry Result(PlatformResult result, ReportFacts facts)
    {
        var (verdict, figures) = (result.Verdict, facts.Figures[(result.Verdict.Crate, result.Platform)]);
        return new ResultEntry
        {
            Verdict = verdict.Kind,
            Standing = CratesLink.NameOf(result.Standing),
            Reason = verdict.Reason,
            FailingSince = facts.History.FailingSince(verdict.Crate, result.Platform)?.Start,
            Causes = [.. verdict.Causes.Select(cause => Cause(cause, result.Standing, facts))],
            TestsThatDiffer = verdict.Tests.Count,
            NotCompared = verdict.NotCompared is { } left ? new NotComparedEntry(left.Targets.Count, left.OfTargets, left.Tests.Count, left.OfTests) : null,
            InReach = verdict.InReach.Count == 0 ? null : verdict.InReach,
            Llvm = figures.Llvm,
            Cranelift = figures.Cranelift,
            Build = Pair(figures.Build),
            Test = Pair(figures.Test),
            Size = Pair(figures.Size),
            Expectation = verdict.Expectation?.State,
            Seconds = verdict.Seconds,
            CarriedOver = verdict.CarriedOver,
        };
    }

    private static ResultCauseEntry Cause(Cause cause, Standing standing, ReportFacts facts) => new(
        cause.Class, cause.Subclass, standing == Standing.Fails ? facts.Causes.Find(CauseKey.Of(cause))?.Id : null, cause.Rule, cause.Confidence, cause.Package, cause.Tests.Count,
        [.. cause.Evidence.Take(MostEvidence)])
    {
        Family = cause.Family?.Name,
        Needs = cause.Needs.Count == 0 ? null : cause.Needs,
    };

    private static PairEntry? Pair(Pair pair) => pair.Llvm is null && pair.Cranelift is null ? null : new PairEntry(pair.Llvm, pair.Cranelift, pair.Ratio);
}
