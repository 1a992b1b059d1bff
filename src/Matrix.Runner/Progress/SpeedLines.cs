using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Events;
using Matrix.Runner.Rules;
using Matrix.Terminal;

namespace Matrix.Runner.Progress;

/// <summary>What was measured, in lines that are safe for a terminal.</summary>
internal static class SpeedLines
{
    public static string Of(SweepEvent.MeasuringStarted started) => string.Create(
        CultureInfo.InvariantCulture,
        $"measuring: {Crates(started.Crates)}, {Plural.Count(started.Rounds, "round")} each, one at a time{(started.Done > 0 ? $"; {started.Done} were measured before" : "")}");

    public static string Of(SpeedResult speed) => LineText.Printable(speed.Failure is { } failure
        ? $"{speed.Crate,-28} not measured: {failure}"
        : $"{speed.Crate,-28} clean {Pair(speed, build => build.Clean, speed.CleanRatio)}{Rebuild(speed)}");

    public static IEnumerable<string> Of(SpeedSummary summary)
    {
        yield return LineText.Printable($"{Medians(summary)}{Unmeasured(summary)}");

        if (summary.Disturbed is { Count: > 0 } disturbed)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"WARNING: the machine was busy with other things while {disturbed.Count} of {summary.CleanRatios.Count} {(summary.CleanRatios.Count == 1 ? "crate was" : "crates were")} measured (up to {disturbed.Max(speed => speed.OtherLoad):0.0} of {disturbed[0].Jobs} cores): measure on a machine that does nothing else");
        }
    }

    private static string Medians(SpeedSummary summary)
    {
        var (clean, rebuild) = (summary.CleanRatios, summary.RebuildRatios);
        if (clean.Count == 0)
            return "speed: no crate was measured";

        var again = rebuild.Count > 0 ? $"{Ratio(Median.Of(rebuild))}{(rebuild.Count < clean.Count ? $" ({Crates(rebuild.Count)})" : "")}" : "not measured";
        return $"speed: Cranelift's time / LLVM's, median of {Crates(clean.Count)}: clean build {Ratio(Median.Of(clean))}, rebuild {again}";
    }

    private static string Unmeasured(SpeedSummary summary) => summary.Unmeasured.Count == 0
        ? ""
        : $"; {summary.Unmeasured.Values.Sum()} not measured: {string.Join(", ", summary.Unmeasured.Select(pair => $"{pair.Key} ({pair.Value})"))}";

    private static string Rebuild(SpeedResult speed) => speed.RebuildRatio is { } ratio
        ? $"; rebuild {Pair(speed, build => build.Rebuild, ratio)}"
        : "; rebuild not measured";

    private static string Pair(SpeedResult speed, Func<BuildSeconds, double?> seconds, double? ratio) => string.Create(
        CultureInfo.InvariantCulture,
        $"{MedianOf(speed, round => seconds(round.Baseline)):0.00} s with LLVM, {MedianOf(speed, round => seconds(round.Candidate)):0.00} s with Cranelift ({Ratio(ratio)})");

    private static double? MedianOf(SpeedResult speed, Func<SpeedRound, double?> seconds) => Median.Of(speed.Rounds.Select(seconds).OfType<double>());

    private static string Ratio(double? ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}");

    private static string Crates(int count) => Plural.Count(count, "crate");
}
