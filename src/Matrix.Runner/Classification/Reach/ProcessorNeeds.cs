using System.Collections.Immutable;

namespace Matrix.Runner.Classification.Reach;

/// <summary><c>rules/processors.yaml</c>: what a processor must be able to do to get to an intrinsic. Pure.</summary>
internal sealed class ProcessorNeeds(ImmutableArray<KnownNeeds> entries)
{
    public static ProcessorNeeds None { get; } = new([]);

    /// <returns>As of <see cref="Results.TrapInReach.Needs"/>.</returns>
    public IReadOnlyList<string> Of(string intrinsic) => entries.FirstOrDefault(entry => entry.Has(intrinsic))?.Needs ?? [];
}

/// <param name="Needs">All of them; of names joined by <c>|</c> one.</param>
internal sealed record KnownNeeds(ImmutableArray<string> Needs, ImmutableArray<NamePattern> Intrinsics)
{
    public bool Has(string intrinsic) => Intrinsics.Any(pattern => pattern.Fits(intrinsic));
}
