using System.Globalization;
using System.IO.Compression;
using Matrix.Report.Causes;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Faults;

/// <summary>What a results directory says, without what may differ from run to run (times), and what is wrong with it.</summary>
internal static class Portrait
{
    /// <summary>Lines that are the same for the same sweep, however often it was interrupted.</summary>
    public static IReadOnlyList<string> Of(string directory)
    {
        var results = ResultsReader.Open(directory);
        var index = results.IndexLegs();
        var sweep = SweepReader.Read([directory]);
        return
        [
            .. results.Verdicts().OrderBy(verdict => verdict.Crate, StringComparer.Ordinal).SelectMany(verdict => index.Of(verdict.Crate).Select(Words).Prepend(Words(verdict))),
            .. results.Ledger().Select(Words).Order(StringComparer.Ordinal),
            .. IntrinsicRanking.Of(sweep).Select(row => $"intrinsic {row.Intrinsic} {row.Warned} {row.Linked} {row.Hit} {row.Unlocks}"),
            .. sweep.Gaps.Unreadable.Select(why => $"unreadable {why}"),
            $"counts {string.Join(' ', results.Manifest.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))}, cut off {results.CutOffLines}",
        ];
    }

    /// <summary>What must not be in any finished sweep, in words.</summary>
    public static IEnumerable<string> Faults(string directory)
    {
        var results = ResultsReader.Open(directory);
        if (results.Manifest.End is null)
            yield return "run.json has no end";
        foreach (var left in Directory.GetFileSystemEntries(Path.Combine(directory, "work")))
            yield return $"{left} is left";
        foreach (var left in Directory.GetFiles(directory, "*.partial", SearchOption.AllDirectories))
            yield return $"{left} is left";
        foreach (var crate in File.ReadLines(Path.Combine(directory, ResultsPaths.Verdicts)).Select(line => line.Split('"')[3]).CountBy(crate => crate).Where(pair => pair.Value > 1))
            yield return $"{crate.Key} has {crate.Value} verdicts";
        foreach (var leg in results.Legs().GroupBy(leg => leg.Crate).SelectMany(EffectiveLegs.Of))
        {
            foreach (var fault in Faults(results, leg))
                yield return fault;
        }
    }

    private static IEnumerable<string> Faults(ResultsReader results, LegResult leg)
    {
        if (leg.Seconds is < 0 or > 600)
            yield return $"{leg.Crate} {leg.Leg} took {leg.Seconds.ToString(CultureInfo.InvariantCulture)} seconds";
        foreach (var phase in leg.Phases)
        {
            if (phase.Seconds is < 0 or > 600)
                yield return $"{phase.Log} took {phase.Seconds.ToString(CultureInfo.InvariantCulture)} seconds";
            if (phase.Phase < Phase.Test && LastLine(results.Paths.Absolute(phase.Log)) is var last && !last.StartsWith("==> ", StringComparison.Ordinal))
                yield return $"{phase.Log} ends with '{last}'";
        }

        if (leg.TestList is not null && results.Tests(leg).Count() != leg.Tests.Total)
            yield return $"{leg.TestList} has {results.Tests(leg).Count()} tests, not {leg.Tests.Total}";
    }

    private static string LastLine(string log)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(log), CompressionMode.Decompress));
        return reader.ReadToEnd().TrimEnd('\n').Split('\n')[^1];
    }

    private static string Words(Verdict verdict) =>
        $"{verdict.Crate} {WireName.Of(verdict.Kind)}: {verdict.Reason}; {string.Join(", ", verdict.Causes.Select(cause => $"{cause.Subclass} {cause.Confidence} {cause.Tests.Count}"))}; {WireName.Of(verdict.LockFile)}";

    private static string Words(LegResult leg) => $"  {leg.Leg} {leg.Attempt}: {leg.Outcome.GetType().Name} {leg.Tests}";

    private static string Words(LedgerEntry entry) => $"ledger {entry.Crate} {WireName.Of(entry.State)} {entry.Intrinsic} {entry.TestTarget} {string.Join(' ', entry.Tests)}";
}
