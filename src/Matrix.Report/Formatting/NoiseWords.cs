using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Formatting;

/// <summary>What an A/A sweep says of ourselves.</summary>
internal static class NoiseWords
{
    private const int MostNames = 10;

    /// <summary>For a terminal: of each measure a line, and one more where crates are accused.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<NoiseMeasure> measures)
    {
        foreach (var measure in measures)
        {
            yield return $"A/A sweep{(measures.Count == 1 ? "" : Where(measure))}: {Accuses(measure)}";
            if (measure.Accused.Count > 0)
                yield return $"accused: {Names(measure, MostNames)}";
        }
    }

    /// <summary>All of them in one line.</summary>
    public static string Sentence(IReadOnlyList<NoiseMeasure> measures) => measures.Count == 0
        ? "not measured"
        : string.Join("; ", measures.Select(measure => $"{Accuses(measure)}{Where(measure)}{(measure.Accused.Count == 0 ? "" : $": {Names(measure, MostNames)}")}"));

    /// <summary>The accused with their verdicts.</summary>
    public static string Names(NoiseMeasure measure, int most) => Words.First([.. measure.Accused.Select(verdict => $"{verdict.Crate} ({WireName.Of(verdict.Kind)})")], most);

    private static string Accuses(NoiseMeasure measure) => $"LLVM against LLVM accuses {measure.Accused.Count:#,0} of {Words.Count(measure.Crates, "crate")}";

    private static string Where(NoiseMeasure measure) => $" on {Platforms.Words(measure.Platform)}, {measure.Day:yyyy-MM-dd}";
}
