using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>What of the package does not compile, target by target, where the rest does. Pure.</summary>
internal sealed record TargetComparison
{
    /// <summary>Compile with LLVM, and with Cranelift they do not, more than once.</summary>
    public required IReadOnlyList<UnbuiltTarget> OnlyCranelift { get; init; }

    public required IReadOnlyList<UnbuiltTarget> OnlyLlvm { get; init; }

    /// <summary>Compile with neither, or need a target that does not.</summary>
    public required IReadOnlyList<UnbuiltTarget> Neither { get; init; }

    /// <summary>A side disagrees with itself.</summary>
    public required IReadOnlyList<UnbuiltTarget> Flaky { get; init; }

    /// <summary>Did not compile on one side, once: it was not built again, or gave no answer.</summary>
    public required IReadOnlyList<UnbuiltTarget> Unrepeated { get; init; }

    public static TargetComparison Of(CrateLegs legs)
    {
        var onCranelift = Compare(legs.Cranelift, legs.Llvm);
        var onLlvm = Compare(legs.Llvm, legs.Cranelift);
        return new TargetComparison
        {
            OnlyCranelift = [.. onCranelift[Relation.OneSide]],
            OnlyLlvm = [.. onLlvm[Relation.OneSide]],
            Neither = [.. onLlvm[Relation.Neither]],
            Flaky = [.. onCranelift[Relation.Flaky], .. onLlvm[Relation.Flaky]],
            Unrepeated = [.. onCranelift[Relation.Unrepeated], .. onLlvm[Relation.Unrepeated]],
        };
    }

    private enum Relation
    {
        OneSide,
        Neither,
        Flaky,
        Unrepeated,
    }

    // What only needs another target stands and falls with it.
    private static ILookup<Relation, UnbuiltTarget> Compare(Side side, Side other) => side.Leg.Result.Unbuilt
        .Where(target => target.Needs is null || other.Lacks(target.Id))
        .ToLookup(target => RelationOf(side, other, target.Id));

    private static Relation RelationOf(Side side, Side other, TestId target) => other.Lacks(target) ? Relation.Neither
        : side.BuiltAgain(target) ? Relation.Flaky
        : side.LackedAgain(target) ? Relation.OneSide
        : Relation.Unrepeated;
}
