using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Verdicts;

/// <summary>The two legs, test by test. Pure.</summary>
internal sealed record TestComparison
{
    /// <summary>Pass with LLVM each time and fail with Cranelift each time, more than once, and no limit is to blame.</summary>
    public required IReadOnlyList<TestId> OnlyCandidateFails { get; init; }

    /// <summary>Pass with LLVM each time, and with Cranelift their time was up: see <see cref="SlowCode"/>.</summary>
    public required IReadOnlyList<TestId> SlowWithCandidate { get; init; }

    public required IReadOnlyList<TestId> OnlyBaselineFails { get; init; }

    public required IReadOnlyList<TestId> BothFail { get; init; }

    /// <summary>A side disagrees with itself.</summary>
    public required IReadOnlyList<TestId> Flaky { get; init; }

    /// <summary>A limit or the machine ended it on a side.</summary>
    public required IReadOnlyList<TestId> Environmental { get; init; }

    /// <summary>Failed on one side, once: it was not run again, or gave no answer.</summary>
    public required IReadOnlyList<TestId> Unrepeated { get; init; }

    /// <summary>Ran on one side only, or is ignored on one.</summary>
    public required IReadOnlyList<TestId> OnOneSide { get; init; }

    /// <summary>All that the legs disagree on.</summary>
    public IEnumerable<TestId> Differences => [.. OnlyCandidateFails, .. SlowWithCandidate, .. OnlyBaselineFails, .. Flaky, .. Environmental, .. Unrepeated, .. OnOneSide];

    public static TestComparison Of(CrateComparison legs)
    {
        var baseline = legs.Baseline.Leg.Tests.DistinctBy(test => test.Id).ToDictionary(test => test.Id);
        var candidate = legs.Candidate.Leg.Tests.DistinctBy(test => test.Id).ToDictionary(test => test.Id);
        var byRelation = baseline.Keys.Concat(candidate.Keys.Where(test => !baseline.ContainsKey(test)))
            .Where(test => !legs.IsLeftOut(test))
            .Where(test => Differ(baseline.GetValueOrDefault(test), candidate.GetValueOrDefault(test)))
            .ToLookup(test => RelationOf(legs, test, legs.Baseline.RunsOf(test).FirstOrDefault(), legs.Candidate.RunsOf(test).FirstOrDefault()));
        return new TestComparison
        {
            OnlyCandidateFails = [.. byRelation[Relation.OnlyCandidateFails]],
            SlowWithCandidate = [.. byRelation[Relation.SlowWithCandidate]],
            OnlyBaselineFails = [.. byRelation[Relation.OnlyBaselineFails]],
            BothFail = [.. byRelation[Relation.BothFail]],
            Flaky = [.. byRelation[Relation.Flaky]],
            Environmental = [.. byRelation[Relation.Environmental]],
            Unrepeated = [.. byRelation[Relation.Unrepeated]],
            OnOneSide = [.. byRelation[Relation.OnOneSide]],
        };
    }

    /// <summary>A limit or the machine ended the test on this side, in one of its runs.</summary>
    public static bool IsEnvironmental(CrateComparison legs, BackendRuns side, TestId test)
    {
        var observations = legs.AgainstTheMachine(side, test).ToList();
        return side.RunsOf(test).Any(result => result.Outcome is TestOutcome.Failed or TestOutcome.NotRun && LegOutcomes.IsEnvironmental(result, observations));
    }

    private enum Relation
    {
        OnlyCandidateFails,
        SlowWithCandidate,
        OnlyBaselineFails,
        BothFail,
        Flaky,
        Environmental,
        Unrepeated,
        OnOneSide,
        BothPass,
    }

    private static Relation RelationOf(CrateComparison legs, TestId test, TestResult? baseline, TestResult? candidate)
    {
        if (baseline is null || candidate is null)
            return Relation.OnOneSide;
        if (SlowCode.Of(legs, test) is not null)
            return Relation.SlowWithCandidate;
        if (IsEnvironmental(legs, legs.Baseline, test) || IsEnvironmental(legs, legs.Candidate, test))
            return Relation.Environmental;
        if (DisagreesWithItself(legs.Baseline, test) || DisagreesWithItself(legs.Candidate, test))
            return Relation.Flaky;
        if (Fails(baseline) && Fails(candidate))
            return Relation.BothFail;

        // What passes in company on one side says nothing of what fails alone on the other.
        if (legs.Baseline.MannerOf(test) != legs.Candidate.MannerOf(test))
            return Relation.OnOneSide;

        return (baseline.Outcome, candidate.Outcome) switch
        {
            (TestOutcome.Passed, _) when Fails(candidate) => IsRepeated(legs.Candidate, test) ? Relation.OnlyCandidateFails : Relation.Unrepeated,
            (_, TestOutcome.Passed) when Fails(baseline) => IsRepeated(legs.Baseline, test) ? Relation.OnlyBaselineFails : Relation.Unrepeated,
            (TestOutcome.Passed, TestOutcome.Passed) => Relation.BothPass,
            _ => Relation.OnOneSide,
        };
    }

    // Two failures "differ" from what is wanted: they are in the comparison as well.
    private static bool Differ(TestResult? baseline, TestResult? candidate) =>
        baseline is null || candidate is null || baseline.Outcome != candidate.Outcome || Fails(baseline);

    // What has not run has neither passed nor failed.
    private static bool DisagreesWithItself(BackendRuns side, TestId test) =>
        side.OutcomesOf(test).Where(outcome => outcome != TestOutcome.NotRun).Distinct().Count() > 1;

    private static bool IsRepeated(BackendRuns side, TestId test) => side.OutcomesOf(test).Count(outcome => outcome == TestOutcome.Failed) > 1;

    private static bool Fails(TestResult test) => test.Outcome == TestOutcome.Failed;
}
