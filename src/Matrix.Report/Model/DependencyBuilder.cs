using Matrix.Results;

namespace Matrix.Report.Model;

/// <summary>Dependencies that a build fails in, those that stop most crates first: the crates hang under them.</summary>
internal static class DependencyBuilder
{
    public static IReadOnlyList<DependencyRow> Build(IReadOnlyList<CrateRecord> records, IReadOnlyList<CrateRow> crates)
    {
        var rows = crates.ToDictionary(crate => crate.Name, StringComparer.Ordinal);
        return
        [
            .. records
                .SelectMany(record => record.Verdict.Causes.Where(cause => cause.Package is not null).Select(cause => (Cause: cause, record.Verdict.Crate)))
                .GroupBy(blamed => (Package: blamed.Cause.Package!, blamed.Cause.Class, blamed.Cause.Subclass))
                .Select(group => new DependencyRow(
                    group.Key.Package,
                    group.Key.Subclass is null ? WireName.Of(group.Key.Class) : $"{WireName.Of(group.Key.Class)} / {group.Key.Subclass}",
                    [.. group.Select(blamed => blamed.Crate).Distinct().Order(StringComparer.Ordinal).Select(name => new CrateLink(name, rows.GetValueOrDefault(name)?.Link))]))
                .OrderByDescending(row => row.Crates.Count).ThenBy(row => row.Package, StringComparer.Ordinal),
        ];
    }
}
