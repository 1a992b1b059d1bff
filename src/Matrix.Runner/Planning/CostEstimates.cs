using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Planning;

/// <summary>What each crate of a list is expected to take on a platform.</summary>
internal sealed class CostEstimates
{
    // The mean of 21,532 packages: https://github.com/JuliaCI/PkgEval.jl/issues/282. Only where nothing at all is known.
    private const double AssumedSeconds = 156;

    private readonly ImmutableArray<CrateEntry> crates;
    private readonly double[] here;
    private readonly (double[] Seconds, double Ratio)[] elsewhere;
    private readonly Lazy<Cost> unknown;

    /// <param name="measured">By platform what each of the crates took; 0 is unknown.</param>
    public CostEstimates(ImmutableArray<CrateEntry> crates, IReadOnlyDictionary<string, double[]> measured, string platform)
    {
        this.crates = crates;
        here = measured.GetValueOrDefault(platform) ?? new double[crates.Length];
        elsewhere = [.. measured.Where(other => other.Key != platform).OrderBy(other => other.Key, StringComparer.Ordinal).Select(other => (other.Value, RatioTo(other.Value)))];
        unknown = new Lazy<Cost>(Unknown);
    }

    /// <param name="crate">Its position in the list.</param>
    public Cost Of(int crate) => Known(crate) ?? unknown.Value;

    private Cost Unknown()
    {
        var typical = Median.Of(Enumerable.Range(0, crates.Length).Select(Known).OfType<Cost>().Select(cost => cost.Seconds));
        return typical is { } seconds ? new Cost(seconds, CostOrigin.Typical) : new Cost(AssumedSeconds, CostOrigin.Assumed);
    }

    private Cost? Known(int crate) =>
        here[crate] > 0 ? new Cost(here[crate], CostOrigin.Measured)
        : Scaled(crate) is { } scaled ? new Cost(scaled, CostOrigin.Scaled)
        : crates[crate].Cost is { } listed ? new Cost(listed, CostOrigin.List)
        : null;

    private double? Scaled(int crate)
    {
        var (sum, count) = (0.0, 0);
        foreach (var (seconds, ratio) in elsewhere)
        {
            if (seconds[crate] > 0)
                (sum, count) = (sum + (seconds[crate] * ratio), count + 1);
        }

        return count == 0 ? null : sum / count;
    }

    private double RatioTo(double[] other) =>
        Median.Of(here.Zip(other).Where(pair => pair is { First: > 0, Second: > 0 }).Select(pair => pair.First / pair.Second)) ?? 1;
}

/// <summary>How it is known what a crate takes, the surest first.</summary>
internal enum CostOrigin
{
    /// <summary>The median of the last sweeps on the platform.</summary>
    [JsonStringEnumMemberName("measured")] Measured,

    /// <summary>Of the last sweeps elsewhere, times how much slower or faster the platform is with the crates that both have.</summary>
    [JsonStringEnumMemberName("scaled")] Scaled,

    /// <summary>The list says it.</summary>
    [JsonStringEnumMemberName("list")] List,

    /// <summary>The median of the crates that are known.</summary>
    [JsonStringEnumMemberName("typical")] Typical,

    /// <summary>Nothing is known of any crate.</summary>
    [JsonStringEnumMemberName("assumed")] Assumed,
}

/// <param name="Seconds">Of a machine that runs several crates at a time: from its start to its verdict.</param>
internal readonly record struct Cost(double Seconds, CostOrigin Origin);
