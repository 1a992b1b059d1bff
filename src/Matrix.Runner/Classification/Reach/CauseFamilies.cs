using System.Collections.Immutable;
using Matrix.Results;

namespace Matrix.Runner.Classification.Reach;

/// <summary><c>rules/families.yaml</c>: which causes one change in the backend would mend. Pure.</summary>
internal sealed class CauseFamilies(ImmutableArray<KnownFamily> families)
{
    public static CauseFamilies None { get; } = new([]);

    public ImmutableArray<KnownFamily> All => families;

    /// <summary>Null: it stands alone.</summary>
    public CauseFamily? Of(FailureClass failure, string? subclass) =>
        subclass is null ? null : families.FirstOrDefault(family => family.Has(failure, subclass))?.Family;
}

/// <param name="Position"><c>file:line</c>.</param>
internal sealed record KnownFamily(CauseFamily Family, FailureClass Class, string Position)
{
    private readonly ImmutableArray<NamePattern> patterns = [.. Family.Subclasses.Select(subclass => new NamePattern(subclass))];

    public bool Has(FailureClass failure, string subclass) => failure == Class && patterns.Any(pattern => pattern.Fits(subclass));
}
