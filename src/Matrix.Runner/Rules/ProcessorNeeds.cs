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
