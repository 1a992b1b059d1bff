using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Events;

/// <summary>The crates of a sweep that can be measured: their legs came through the build phase with both backends. Pure.</summary>
/// <param name="Others">How many cannot, by the reason in words.</param>
internal sealed record Measurable(ImmutableArray<MeasurableCrate> Crates, ImmutableSortedDictionary<string, int> Others)
{
    public const string WasNotRun = "not run";
    public const string ProvesNothing = "not proven to be built by its backend";

    /// <param name="backends">The baseline and the candidate.</param>
    public static Measurable Of(IEnumerable<CrateEntry> crates, IEnumerable<LegResult> legs, IReadOnlyList<BackendRecord> backends)
    {
        var byCrate = legs.GroupBy(leg => leg.Crate).SelectMany(EffectiveLegs.Of).ToLookup(leg => leg.Crate);
        var each = crates.Select(crate => (Crate: crate, Workaround: WorkaroundOf([.. byCrate[crate.Name.Value]], backends))).ToList();
        return new Measurable(
            [.. each.Where(one => one.Workaround is not null).Select(one => new MeasurableCrate(one.Crate, one.Workaround!.Value))],
            each.Where(one => one.Workaround is null)
                .CountBy(one => Obstacle([.. byCrate[one.Crate.Name.Value]], backends))
                .ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Adds what turned out when they were measured.</summary>
    public ImmutableSortedDictionary<string, int> WithFailures(IEnumerable<SpeedResult> measured) => measured
        .Select(speed => speed.Failure)
        .OfType<string>()
        .Aggregate(Others, (counts, reason) => counts.SetItem(reason, counts.GetValueOrDefault(reason) + 1));

    // As a user builds it, where that goes; else with the setting left out that one side does not get over.
    private static Workaround? WorkaroundOf(ImmutableArray<LegResult> legs, IReadOnlyList<BackendRecord> backends) =>
        Enum.GetValues<Workaround>().Where(workaround => backends.All(backend => IsBuilt(legs, backend.Name, workaround)))
            .Select(workaround => (Workaround?)workaround)
            .FirstOrDefault();

    private static bool IsBuilt(ImmutableArray<LegResult> legs, BackendName backend, Workaround workaround)
    {
        var side = legs.Where(leg => leg.Leg == new LegName(backend, Workaround: workaround)).ToList();
        return side.Any(leg => leg.Phase(Phase.Build) is { Passed: true }) && side.TrueForAll(leg => leg.Outcome is not LegOutcome.Unusable);
    }

    private static string Obstacle(ImmutableArray<LegResult> legs, IReadOnlyList<BackendRecord> backends)
    {
        if (legs.IsEmpty)
            return WasNotRun;

        if (legs.Any(leg => leg.Outcome is LegOutcome.Unusable))
            return ProvesNothing;

        return (IsBuilt(legs, backends[0].Name, Workaround.None), IsBuilt(legs, backends[1].Name, Workaround.None)) switch
        {
            (false, false) => "not built with either backend",
            (false, _) => $"not built with {backends[0].Title}",
            _ => $"not built with {backends[1].Title}",
        };
    }
}

/// <param name="Workaround">What is left out on both sides.</param>
internal sealed record MeasurableCrate(CrateEntry Entry, Workaround Workaround)
{
    public SpeedResult Unmeasured(BackendName candidate) =>
        new() { Crate = Entry.Name.Value, Candidate = candidate, Workaround = Workaround == Workaround.None ? null : Workaround };
}
