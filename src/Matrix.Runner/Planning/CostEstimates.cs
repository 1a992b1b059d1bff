using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Crates;

namespace Matrix.Runner.Planning;

/// <summary>What each crate of a list is expected to take on a platform.</summary>
internal sealed class CostEstimates
{
    // The mean of 21,532 packages: https://github.com/JuliaCI/PkgEval.jl/issues/282. Only where nothing at all is known.
    private const double AssumedSeconds = 156;

    private readonly ImmutableArray<CrateEntry> crates;
    private readonly MeasuredCosts measured;
    private readonly string platform;
    private readonly (string Platform, double Ratio)[] elsewhere;
    private readonly Lazy<Cost> unknown;

    public CostEstimates(ImmutableArray<CrateEntry> crates, MeasuredCosts measured, string platform)
    {
        (this.crates, this.measured, this.platform) = (crates, measured, platform);
        elsewhere = [.. measured.Platforms.Where(other => other != platform).Order(StringComparer.Ordinal).Select(other => (other, RatioTo(other)))];
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
        measured.Median(Name(crate), platform) is { } here ? new Cost(here, CostOrigin.Measured)
        : Scaled(crate) is { } scaled ? new Cost(scaled, CostOrigin.Scaled)
        : crates[crate].Cost is { } listed ? new Cost(listed, CostOrigin.List)
        : null;

    private double? Scaled(int crate)
    {
        var (sum, count) = (0.0, 0);
        foreach (var (other, ratio) in elsewhere)
        {
            if (measured.Median(Name(crate), other) is { } seconds)
                (sum, count) = (sum + (seconds * ratio), count + 1);
        }

        return count == 0 ? null : sum / count;
    }

    private string Name(int crate) => crates[crate].Name.Value;

    private double RatioTo(string other) =>
        Median.Of(Enumerable.Range(0, crates.Length).Select(crate => measured.Median(Name(crate), platform) / measured.Median(Name(crate), other)).OfType<double>()) ?? 1;
}
