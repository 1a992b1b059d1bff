using Matrix.Report.Causes;
using Matrix.Report.Exports;
using Matrix.Report.History;
using Matrix.Report.Measuring;
using Matrix.Report.Pages;
using Matrix.Report.Pages.Crate;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;

namespace Matrix.Report;

/// <summary>From results directories and what is kept of earlier sweeps to a site.</summary>
internal sealed class ReportRun(Templates templates)
{
    private readonly PageFrames frames = new(templates);

    public WrittenReport Execute(ReportRequest request, CancellationToken cancellation) => Execute(request, SweepReader.Read(request.Results), cancellation);

    /// <param name="sweep">What was read of the request's results.</param>
    public WrittenReport Execute(ReportRequest request, Sweep sweep, CancellationToken cancellation)
    {
        var folder = new HistoryFolder(request.History);
        var history = folder.Upto(sweep);
        var (causes, slugs) = (CauseRanking.Of(sweep), new CrateSlugs(sweep.Crates));
        var site = new Site(request.Site);

        frames.WriteStyles(site);
        var crates = new CratePages(templates, frames, site, new CratePageFacts(history, causes, slugs)).WriteAll(sweep, cancellation);
        var facts = new ReportFacts
        {
            Sweep = sweep,
            History = history,
            Causes = causes,
            Changes = Changes.Of(sweep, history),
            Slugs = slugs,
            Figures = crates.Figures,
            Costs = crates.Costs,
            Speed = SpeedRecord.Of(sweep),
            Together = FixSets.Of(sweep),
            Ledger = IntrinsicRanking.Of(sweep),
            UnreadableHistory = folder.Unreadable,
        };

        var pages = new TopPages(templates, frames, site).Write(facts);
        new ExportFiles(templates, site).Write(facts, pages);
        folder.CopyTo(site, history, sweep);
        return new WrittenReport(pages.Readiness, facts, site.Root, crates.Logs, request.Remember ? HistoryFolder.Remember(request.History!, sweep) : null);
    }
}

/// <param name="Results">Results directories, or folders that hold such: those of one sweep.</param>
/// <param name="History">Folder of earlier sweeps; null for none.</param>
/// <param name="Remember">Add this sweep to the history.</param>
/// <param name="Site">Where the pages go.</param>
internal sealed record ReportRequest(IReadOnlyList<string> Results, string? History, bool Remember, string Site);

/// <param name="Logs">How many logs have a page.</param>
/// <param name="Remembered">The history file that was written; null for none.</param>
internal sealed record WrittenReport(ReadinessPage Readiness, ReportFacts Facts, string Site, int Logs, string? Remembered);
