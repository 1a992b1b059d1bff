using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>The two legs, test by test. Pure.</summary>
internal sealed record TestComparison
{
    /// <summary>Pass with LLVM each time and fail with Cranelift each time, and no limit is to blame.</summary>
    public required IReadOnlyList<TestId> OnlyCraneliftFails { get; init; }

    public required IReadOnlyList<TestId> OnlyLlvmFails { get; init; }

    public required IReadOnlyList<TestId> BothFail { get; init; }

    /// <summary>A side disagrees with itself.</summary>
    public required IReadOnlyList<TestId> Flaky { get; init; }

    /// <summary>A limit or the machine ended it on a side.</summary>
    public required IReadOnlyList<TestId> Environmental { get; init; }

    /// <summary>Ran on one side only, or is ignored on one.</summary>
    public required IReadOnlyList<TestId> OnOneSide { get; init; }

    public static TestComparison Of(CrateLegs legs)
    {
        var llvm = legs.Llvm.Leg.Tests.DistinctBy(test => test.Id).ToDictionary(test => test.Id);
        var cranelift = legs.Cranelift.Leg.Tests.DistinctBy(test => test.Id).ToDictionary(test => test.Id);
        var byRelation = llvm.Keys.Concat(cranelift.Keys.Where(test => !llvm.ContainsKey(test)))
            .Where(test => Differ(llvm.GetValueOrDefault(test), cranelift.GetValueOrDefault(test)))
            .ToLookup(test => RelationOf(legs, test, llvm.GetValueOrDefault(test), cranelift.GetValueOrDefault(test)));
        return new TestComparison
        {
            OnlyCraneliftFails = [.. byRelation[Relation.OnlyCraneliftFails]],
            OnlyLlvmFails = [.. byRelation[Relation.OnlyLlvmFails]],
            BothFail = [.. byRelation[Relation.BothFail]],
            Flaky = [.. byRelation[Relation.Flaky]],
            Environmental = [.. byRelation[Relation.Environmental]],
            OnOneSide = [.. byRelation[Relation.OnOneSide]],
        };
    }

    private enum Relation
    {
        OnlyCraneliftFails,
        OnlyLlvmFails,
        BothFail,
        Flaky,
        Environmental,
        OnOneSide,
    }

    private static Relation RelationOf(CrateLegs legs, TestId test, TestResult? llvm, TestResult? cranelift)
    {
        if (llvm is null || cranelift is null)
            return Relation.OnOneSide;
        if (IsEnvironmental(legs.Llvm, test) || IsEnvironmental(legs.Cranelift, test))
            return Relation.Environmental;
        if (DisagreesWithItself(legs.Llvm, test) || DisagreesWithItself(legs.Cranelift, test))
            return Relation.Flaky;

        return (Fails(llvm), Fails(cranelift)) switch
        {
            (false, true) => Relation.OnlyCraneliftFails,
            (true, false) => Relation.OnlyLlvmFails,
            (true, true) => Relation.BothFail,
            _ => Relation.OnOneSide,
        };
    }

    // Two failures "differ" from what is wanted: they are in the comparison as well.
    private static bool Differ(TestResult? llvm, TestResult? cranelift) =>
        llvm is null || cranelift is null || llvm.Outcome != cranelift.Outcome || Fails(llvm);

    private static bool DisagreesWithItself(Side side, TestId test) => side.OutcomesOf(test).Distinct().Count() > 1;

    private static bool IsEnvironmental(Side side, TestId test) =>
        side.RunsOf(test).Any(result => Fails(result) && LegOutcomes.IsEnvironmental(result, [.. side.Observations]));

    private static bool Fails(TestResult test) => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun;
}
