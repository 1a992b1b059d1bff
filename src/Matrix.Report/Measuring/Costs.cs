using Matrix.Results;

namespace Matrix.Report.Measuring;

/// <summary>What the legs of a sweep took, summed up as crates come by. Safe to call from several threads.</summary>
internal sealed class Costs
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Platform, LegKind Kind, Phase Phase), LegCost> costs = [];
    private readonly Dictionary<(string Platform, LegKind Kind), int> legs = [];

    public int Leaked { get; private set; }

    /// <param name="baseline">What the others are compared with.</param>
    public void Add(string platform, BackendName baseline, IEnumerable<LegResult> ofCrate)
    {
        lock (gate)
        {
            // What an earlier sweep ran cost this one nothing.
            foreach (var leg in ofCrate.Where(leg => leg.CarriedOver is null))
                Add(platform, baseline, leg);
        }
    }

    public int Legs(string platform, LegKind kind) => legs.GetValueOrDefault((platform, kind));

    public LegCost? Of(string platform, LegKind kind, Phase phase) => costs.GetValueOrDefault((platform, kind, phase));

    public double Seconds(string platform, LegKind kind) => costs.Where(pair => pair.Key.Platform == platform && pair.Key.Kind == kind).Sum(pair => pair.Value.Seconds);

    private void Add(string platform, BackendName baseline, LegResult leg)
    {
        var kind = KindOf(leg, baseline);
        legs[(platform, kind)] = Legs(platform, kind) + 1;
        Leaked += leg.Phases.Count(phase => phase.Leaked);
        foreach (var phase in leg.Phases)
        {
            var key = (platform, kind, phase.Phase);
            var sum = costs.GetValueOrDefault(key) ?? new LegCost(0, 0, 0, "");
            var isMost = phase.PeakMemoryBytes > sum.PeakMemoryBytes
                || (phase.PeakMemoryBytes == sum.PeakMemoryBytes && phase.PeakMemoryBytes > 0 && string.CompareOrdinal(leg.Crate, sum.Largest) < 0);
            costs[key] = new LegCost(
                sum.Phases + 1,
                sum.Seconds + phase.Seconds,
                isMost ? phase.PeakMemoryBytes : sum.PeakMemoryBytes,
                isMost ? leg.Crate : sum.Largest);
        }
    }

    private static LegKind KindOf(LegResult leg, BackendName baseline) => leg switch
    {
        { Attempt: > 1 } => LegKind.Repeat,
        { Leg.IsControl: true } => LegKind.Control,
        { Leg.Workaround: not Workaround.None } => LegKind.Workaround,
        _ => leg.Leg.Backend == baseline ? LegKind.Baseline : LegKind.Candidate,
    };
}

/// <param name="PeakMemoryBytes">Of the phase that took most.</param>
/// <param name="Largest">Whose phase that was.</param>
internal sealed record LegCost(int Phases, double Seconds, long PeakMemoryBytes, string Largest);

/// <summary>Why a leg was run.</summary>
internal enum LegKind
{
    Baseline,
    Candidate,

    /// <summary>What failed, once more.</summary>
    Repeat,

    /// <summary>With <c>panic=abort</c>.</summary>
    Control,

    /// <summary>Without a setting of the crate's own that hides what lies behind it.</summary>
    Workaround,
}
