using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary><c>rules/processors.yaml</c>: what a processor must be able to do to get to an intrinsic. Pure.</summary>
internal sealed class ProcessorNeeds(ImmutableArray<KnownNeeds> entries)
{
    public static ProcessorNeeds None { get; } = new([]);

    /// <returns>As of <see cref="Results.TrapInReach.Needs"/>.</returns>
    public IReadOnlyList<string> Of(string intrinsic) => entries.FirstOrDefault(entry => entry.Has(intrinsic))?.Needs ?? [];
}

/// <param name="Needs">All of them; of names joined by <c>|</c> one.</param>
/// <param name="Intrinsics">In which <c>*</c> stands for any text.</param>
internal sealed record KnownNeeds(ImmutableArray<string> Needs, ImmutableArray<string> Intrinsics)
{
    public bool Has(string intrinsic) => Intrinsics.Any(pattern => NamePattern.Fits(pattern, intrinsic));
}

/// <summary><c>rules/families.yaml</c>: which causes one change in the backend would mend. Pure.</summary>
internal sealed class CauseFamilies(ImmutableArray<KnownFamily> families)
{
    public static CauseFamilies None { get; } = new([]);

    public ImmutableArray<KnownFamily> All => families;

    /// <summary>Null: it stands alone.</summary>
    public CauseFamily? Of(FailureClass failure, string? subclass) =>
        subclass is null ? null : families.FirstOrDefault(family => family.Has(failure, subclass))?.Family;
}

internal sealed record KnownFamily(CauseFamily Family, FailureClass Class)
{
    public bool Has(FailureClass failure, string subclass) => failure == Class && Family.Subclasses.Any(pattern => NamePattern.Fits(pattern, subclass));
}
