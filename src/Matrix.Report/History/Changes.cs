using Matrix.Report.Sweeps;

namespace Matrix.Report.History;

internal enum ChangeKind
{
    /// <summary>It worked when it was last judged, and fails now.</summary>
    Broke,

    /// <summary>It failed when it was last judged, and works now.</summary>
    Fixed,

    /// <summary>It is judged for the first time, and fails.</summary>
    NewAndFails,

    /// <summary>It is judged for the first time, and works.</summary>
    NewAndWorks,
}

/// <summary>What is otherwise than when a crate was last judged on a platform.</summary>
/// <param name="Before">The sweep that judged it last; null where none did.</param>
internal sealed record Change(ChangeKind Kind, SweptCrate Crate, PlatformResult Result, HistorySweep? Before);

internal static class Changes
{
    /// <summary>None where there is no earlier sweep: everything would be new.</summary>
    public static IReadOnlyList<Change> Of(Sweep sweep, SweepHistory history) => !history.HasPast ? [] :
    [
        .. from crate in sweep.Crates
           from result in crate.Results
           where result.Standing != Standing.Unsaid
           let before = history.LastJudged(crate.Name, result.Platform)
           where before?.Standing != result.Standing
           select new Change(KindOf(before?.Standing, result.Standing), crate, result, before?.Sweep),
    ];

    private static ChangeKind KindOf(Standing? before, Standing now) => (before, now) switch
    {
        (Standing.Works, Standing.Fails) => ChangeKind.Broke,
        (Standing.Fails, Standing.Works) => ChangeKind.Fixed,
        (_, Standing.Fails) => ChangeKind.NewAndFails,
        _ => ChangeKind.NewAndWorks,
    };
}
