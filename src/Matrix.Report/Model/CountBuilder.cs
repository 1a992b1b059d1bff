using Matrix.Results;

namespace Matrix.Report.Model;

internal static class CountBuilder
{
    private const int MostExamples = 8;

    public static IReadOnlyList<VerdictCount> Verdicts(IReadOnlyList<CrateRow> crates) =>
        [.. VerdictWords.Order.Select(kind => Verdict(kind, crates.Count(crate => crate.Badge.Name == WireName.Of(kind))))];

    public static IReadOnlyList<ClassCount> Classes(IReadOnlyList<CrateRecord> records, IReadOnlyList<CrateRow> crates)
    {
        var tests = records
            .SelectMany(record => record.Verdict.Causes)
            .GroupBy(cause => WireName.Of(cause.Class), cause => cause.Tests.Count)
            .ToDictionary(group => group.Key, group => group.Sum());

        return
        [
            .. crates
                .SelectMany(crate => crate.Causes.Select(cause => cause.Class).Distinct(), (crate, name) => (Name: name, Crate: crate))
                .GroupBy(pair => pair.Name, pair => pair.Crate)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Class(group.Key, [.. group], tests[group.Key])),
        ];
    }

    private static VerdictCount Verdict(VerdictKind kind, int crates)
    {
        var badge = kind.Badge();
        return new VerdictCount(badge, crates, crates > 0 ? $"#{CrateTable.VerdictAnchor(badge.Name)}" : null, kind.Meaning());
    }

    private static ClassCount Class(string name, CrateRow[] crates, int tests) => new(
        name,
        crates.Length,
        $"#{CrateTable.ClassAnchor(name)}",
        tests > 0 ? Words.Count(tests, "test") : "",
        [.. crates.Take(MostExamples).Select(crate => new CrateLink(crate.Name, crate.Link))],
        Math.Max(0, crates.Length - MostExamples));
}
