using System.Reflection;
using Matrix.Report.Logs;

namespace Matrix.Report.Model;

/// <summary>Turns what a run recorded into what the templates show.</summary>
internal static class ReportBuilder
{
    public static ReportModel Build(RunRecords run)
    {
        var links = new LogLinks();
        var crates = CrateTable.Of(run.Crates, links);
        return new ReportModel
        {
            Title = $"Cranelift Matrix: {run.Manifest.List.Name} on {run.Manifest.Platform.Os} {run.Manifest.Platform.Arch}",
            Headline = HeadlineBuilder.Build(run),
            Notices = [.. NoticeBuilder.Build(run)],
            Verdicts = CountBuilder.Verdicts(crates),
            Classes = CountBuilder.Classes(run.Crates, crates),
            Medians = Measures.Medians(run.Crates),
            Facts = FactBuilder.Build(run),
            Crates = crates,
            Dependencies = DependencyBuilder.Build(run.Crates, crates),
            Ledger = LedgerBuilder.Build(run.Ledger, crates),
            Logs = links.Requests,
            Generator = $"Cranelift Matrix {Version}",
        };
    }

    private static string Version => Assembly.GetExecutingAssembly().GetName().Version!.ToString(fieldCount: 3);
}
