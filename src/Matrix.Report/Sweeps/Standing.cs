using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>What a verdict says of Cranelift.</summary>
internal enum Standing
{
    Works,
    Fails,
    Unsaid,
}

internal static class Standings
{
    /// <summary>One switch that names every verdict, so that adding one forces the decision.</summary>
    public static Standing Standing(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Compatible or VerdictKind.Improved => Sweeps.Standing.Works,
        VerdictKind.Regressed or VerdictKind.PartlyBroken => Sweeps.Standing.Fails,
        VerdictKind.Broken or VerdictKind.Flaky or VerdictKind.Inconclusive or VerdictKind.Unequal or VerdictKind.Invalid
            or VerdictKind.Skipped => Sweeps.Standing.Unsaid,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a standing"),
    };

    /// <summary>Of several platforms: one that fails is enough, and one that works where nothing can be said of the others.</summary>
    public static Standing Together(IEnumerable<Standing> standings)
    {
        var all = standings.ToHashSet();
        return all.Contains(Sweeps.Standing.Fails) ? Sweeps.Standing.Fails
            : all.Contains(Sweeps.Standing.Works) ? Sweeps.Standing.Works
            : Sweeps.Standing.Unsaid;
    }
}
