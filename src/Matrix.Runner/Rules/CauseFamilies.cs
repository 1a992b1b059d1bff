using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Rules;

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
