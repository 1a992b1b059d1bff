using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.EndToEnd.Tests;

/// <summary>What tests ask of a results directory.</summary>
internal static class ResultsQueries
{
    public static Verdict VerdictOf(this ResultsReader results, string crate) => results.Verdicts().Single(verdict => verdict.Crate == crate);

    public static IEnumerable<LegResult> LegsOf(this ResultsReader results, string crate) => results.Legs().Where(leg => leg.Crate == crate);

    /// <summary>All files that hold the text; of those that are compressed, what they hold.</summary>
    public static IEnumerable<string> FilesWith(this ResultsReader results, string text) =>
        Directory.EnumerateFiles(results.Paths.Root, "*", SearchOption.AllDirectories)
            .Where(file => results.TextOf(file).Contains(text, StringComparison.Ordinal));

    private static string TextOf(this ResultsReader results, string file) => file.EndsWith(".gz", StringComparison.Ordinal)
        ? string.Join('\n', results.LogLines(Path.GetRelativePath(results.Paths.Root, file)))
        : File.ReadAllText(file);
}
