using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Verdicts;

/// <summary>The two legs, test by test. Pure.</summary>
internal sealed record TestComparison
{
    /// <summary>Pass with LLVM each time and fail with Cranelift each time, more than once, and no limit is to blame.</summary>
    public required IReadOnlyList<TestId> OnlyCraneliftFails { get; init; }

    /// <summary>Pass with LLVM each time, and with Cranelift their time was up: see <see cref="SlowCode"/>.</summary>
    public required IReadOnlyList<TestId> SlowWithCranelift { get; init; }

    public required IReadOnlyList<TestId> OnlyLlvmFails { get; init; }

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
    public IEnumerable<TestId> Differences => [.. OnlyCraneliftFails, .. SlowWithCranelift, .. OnlyLlvmFails, .. Flaky, .. Environmental, .. Unrepeated, .. OnOneSide];

    public static TestComparison Of(CrateComparison legs)
    {
        var llvm = legs.Llvm.Leg.Tests.DistinctBy(test => test.Id).ToDictionary(test => test.Id);
        var cranelift = legs.Cranelift.Leg.Tests.DistinctBy(test => test.Id).ToDictionary(test => test.Id);
        var byRelation = llvm.Keys.Concat(cranelift.Keys.Where(test => !llvm.ContainsKey(test)))
            .Where(test => !legs.IsLeftOut(test))
            .Where(test => Differ(llvm.GetValueOrDefault(test), cranelift.GetValueOrDefault(test)))
            .ToLookup(test => RelationOf(legs, test, legs.Llvm.RunsOf(test).FirstOrDefault(), legs.Cranelift.RunsOf(test).FirstOrDefault()));
        return new TestComparison
        {
            OnlyCraneliftFails = [.. byRelation[Relation.OnlyCraneliftFails]],
            SlowWithCranelift = [.. byRelation[Relation.SlowWithCranelift]],
            OnlyLlvmFails = [.. byRelation[Relation.OnlyLlvmFails]],
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
        OnlyCraneliftFails,
        SlowWithCranelift,
        OnlyLlvmFails,
        BothFail,
        Flaky,
        Environmental,
        Unrepeated,
        OnOneSide,
        BothPass,
    }

    private static Relation RelationOf(CrateComparison legs, TestId test, TestResult? llvm, TestResult? cranelift)
    {
        if (llvm is null || cranelift is null)
            return Relation.OnOneSide;
        if (SlowCode.Of(legs, test) is not null)
            return Relation.SlowWithCranelift;
        if (IsEnvironmental(legs, legs.Llvm, test) || IsEnvironmental(legs, legs.Cranelift, test))
            return Relation.Environmental;
        if (DisagreesWithItself(legs.Llvm, test) || DisagreesWithItself(legs.Cranelift, test))
            return Relation.Flaky;
        if (Fails(llvm) && Fails(cranelift))
            return Relation.BothFail;

        // What passes in company on one side says nothing of what fails alone on the other.
        if (legs.Llvm.MannerOf(test) != legs.Cranelift.MannerOf(test))
            return Relation.OnOneSide;

        return (llvm.Outcome, cranelift.Outcome) switch
        {
            (TestOutcome.Passed, _) when Fails(cranelift) => IsRepeated(legs.Cranelift, test) ? Relation.OnlyCraneliftFails : Relation.Unrepeated,
            (_, TestOutcome.Passed) when Fails(llvm) => IsRepeated(legs.Llvm, test) ? Relation.OnlyLlvmFails : Relation.Unrepeated,
            (TestOutcome.Passed, TestOutcome.Passed) => Relation.BothPass,
            _ => Relation.OnOneSide,
        };
    }

    // Two failures "differ" from what is wanted: they are in the comparison as well.
    private static bool Differ(TestResult? llvm, TestResult? cranelift) =>
        llvm is null || cranelift is null || llvm.Outcome != cranelift.Outcome || Fails(llvm);

    // What has not run has neither passed nor failed.
    private static bool DisagreesWithItself(BackendRuns side, TestId test) =>
        side.OutcomesOf(test).Where(outcome => outcome != TestOutcome.NotRun).Distinct().Count() > 1;

    private static bool IsRepeated(BackendRuns side, TestId test) => side.OutcomesOf(test).Count(outcome => outcome == TestOutcome.Failed) > 1;

    private static bool Fails(TestResult test) => test.Outcome == TestOutcome.Failed;
}
