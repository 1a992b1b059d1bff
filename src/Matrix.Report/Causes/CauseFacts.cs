using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Causes;

/// <summary>A cause in the present sweep: what it stops, and what fixing it would unlock.</summary>
/// <param name="Id">Short, made of the cause alone: the same in every report.</param>
/// <param name="Crates">That fail for it somewhere.</param>
/// <param name="Unlocks">Those of them that fail for nothing else anywhere.</param>
/// <param name="Tests">That fail for it, each once however many platforms it fails on.</param>
/// <param name="Reproducer">The quickest way to see it.</param>
internal sealed record CauseFacts(
    CauseKey Key,
    string Id,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<SweptCrate> Crates,
    IReadOnlyList<SweptCrate> Unlocks,
    int Tests,
    Reproducer Reproducer)
{
    public long UnlockedDownloads => Unlocks.Sum(crate => crate.Downloads ?? 0);
}

/// <param name="Test">Null where a build fails.</param>
internal sealed record Reproducer(SweptCrate Crate, string Platform, TestId? Test);
