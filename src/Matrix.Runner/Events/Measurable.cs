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

    public static Measurable Of(IEnumerable<CrateEntry> crates, IEnumerable<LegResult> legs)
    {
        var byCrate = legs.GroupBy(leg => leg.Crate).SelectMany(EffectiveLegs.Of).ToLookup(leg => leg.Crate);
        var each = crates.Select(crate => (Crate: crate, Workaround: WorkaroundOf([.. byCrate[crate.Name.Value]]))).ToList();
        return new Measurable(
            [.. each.Where(one => one.Workaround is not null).Select(one => new MeasurableCrate(one.Crate, one.Workaround!.Value))],
            each.Where(one => one.Workaround is null)
                .CountBy(one => Obstacle([.. byCrate[one.Crate.Name.Value]]))
                .ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Adds what turned out when they were measured.</summary>
    public ImmutableSortedDictionary<string, int> WithFailures(IEnumerable<SpeedResult> measured) => measured
        .Select(speed => speed.Failure)
        .OfType<string>()
        .Aggregate(Others, (counts, reason) => counts.SetItem(reason, counts.GetValueOrDefault(reason) + 1));

    // As a user builds it, where that goes; else with the setting left out that one side does not get over.
    private static Workaround? WorkaroundOf(ImmutableArray<LegResult> legs) =>
        Enum.GetValues<Workaround>().Where(workaround => IsBuilt(legs, Backend.Llvm, workaround) && IsBuilt(legs, Backend.Cranelift, workaround))
            .Select(workaround => (Workaround?)workaround)
            .FirstOrDefault();

    private static bool IsBuilt(ImmutableArray<LegResult> legs, Backend backend, Workaround workaround)
    {
        var side = legs.Where(leg => leg.Leg == new LegName(backend, Workaround: workaround)).ToList();
        return side.Any(leg => leg.Phase(Phase.Build) is { Passed: true }) && side.TrueForAll(leg => leg.Outcome is not LegOutcome.Unusable);
    }

    private static string Obstacle(ImmutableArray<LegResult> legs)
    {
        if (legs.IsEmpty)
            return WasNotRun;

        if (legs.Any(leg => leg.Outcome is LegOutcome.Unusable))
            return ProvesNothing;

        return (IsBuilt(legs, Backend.Llvm, Workaround.None), IsBuilt(legs, Backend.Cranelift, Workaround.None)) switch
        {
            (false, false) => "not built with either backend",
            (false, _) => "not built with LLVM",
            _ => "not built with Cranelift",
        };
    }
}

/// <param name="Workaround">What is left out on both sides.</param>
internal sealed record MeasurableCrate(CrateEntry Entry, Workaround Workaround)
{
    public SpeedResult Unmeasured() =>
        new() { Crate = Entry.Name.Value, Workaround = Workaround == Workaround.None ? null : Workaround };
}
