using Matrix.Results;

namespace Matrix.Runner.Verdicts;

/// <summary>What of the package does not compile, target by target, where the rest does. Pure.</summary>
internal sealed record TargetComparison
{
    /// <summary>Compile with LLVM, and with Cranelift they do not, more than once.</summary>
    public required IReadOnlyList<UnbuiltTarget> OnlyCandidate { get; init; }

    public required IReadOnlyList<UnbuiltTarget> OnlyBaseline { get; init; }

    /// <summary>Compile with neither, or need a target that does not.</summary>
    public required IReadOnlyList<UnbuiltTarget> Neither { get; init; }

    /// <summary>Do not compile with Cranelift, which says that the machine lacks something.</summary>
    public required IReadOnlyList<UnbuiltTarget> Environmental { get; init; }

    /// <summary>A side disagrees with itself.</summary>
    public required IReadOnlyList<UnbuiltTarget> Flaky { get; init; }

    /// <summary>Did not compile on one side, once: it was not built again, or gave no answer.</summary>
    public required IReadOnlyList<UnbuiltTarget> Unrepeated { get; init; }

    public static TargetComparison Of(CrateComparison legs)
    {
        var onCandidate = Compare(legs, legs.Candidate, legs.Baseline);
        var onBaseline = Compare(legs, legs.Baseline, legs.Candidate);
        return new TargetComparison
        {
            OnlyCandidate = [.. onCandidate[Relation.OneSide]],
            OnlyBaseline = [.. onBaseline[Relation.OneSide]],
            Neither = [.. onBaseline[Relation.Neither]],
            Environmental = [.. onCandidate[Relation.Environmental]],
            Flaky = [.. onCandidate[Relation.Flaky], .. onBaseline[Relation.Flaky]],
            Unrepeated = [.. onCandidate[Relation.Unrepeated], .. onBaseline[Relation.Unrepeated]],
        };
    }

    private enum Relation
    {
        OneSide,
        Neither,
        Environmental,
        Flaky,
        Unrepeated,
    }

    // What only needs another target stands and falls with it.
    private static ILookup<Relation, UnbuiltTarget> Compare(CrateComparison legs, BackendRuns side, BackendRuns other) => side.Leg.Result.Unbuilt
        .Where(target => target.Needs is null || other.Lacks(target.Id))
        .ToLookup(target => RelationOf(legs, side, other, target));

    private static Relation RelationOf(CrateComparison legs, BackendRuns side, BackendRuns other, UnbuiltTarget target) => other.Lacks(target.Id) ? Relation.Neither
        : ReferenceEquals(side, legs.Candidate) && legs.SaidByCandidate(target.Phase, target).Any(seen => seen.Class.Owner() == FailureOwner.Environment) ? Relation.Environmental
        : side.BuiltAgain(target.Id) ? Relation.Flaky
        : side.LackedAgain(target.Id) ? Relation.OneSide
        : Relation.Unrepeated;
}
