using System.Collections.Concurrent;
using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Logs;
using Matrix.Report.Measuring;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>Writes the page of each crate and of the logs behind it. A crate's legs are read for that and then forgotten.</summary>
internal sealed class CratePages(Templates templates, PageFrames frames, Site site, CratePageFacts facts)
{
    private readonly LogPages logPages = new(templates, frames, site);
    private readonly LogLimits limits = new();

    /// <summary>As many at a time as there are cores.</summary>
    public CratePagesWritten WriteAll(Sweep sweep, CancellationToken cancellation)
    {
        var written = new CratePagesWritten();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.ForEach(sweep.Crates, workers, crate => Write(crate, written));
        return written;
    }

    private void Write(SweptCrate crate, CratePagesWritten written)
    {
        var parts = crate.Results.Select(result => Part(result, written)).ToList();
        var page = CratePageBuilder.Build(crate, parts, facts, frames);
        var path = facts.Slugs.Page(crate.Name)!;
        site.Write(path, output => templates.Render("crate.html", page, output));

        foreach (var (part, request) in parts.SelectMany(part => part.Logs.Requests.Select(request => (part, request))))
        {
            logPages.Write(request, part.Logs.Excerpt(request), $"{path}#{PlatformSectionBuilder.Anchor(part.Result.Platform)}");
            written.CountLog();
        }
    }

    private CratePart Part(PlatformResult result, CratePagesWritten written)
    {
        var record = result.Record();
        var logs = new CrateLogs(new LogLinks(CrateSlugs.Plain(result.Platform), result.Verdict.Crate, facts.Slugs.Of(result.Verdict.Crate)), result.Run.Results.Paths, limits);
        var builder = new PlatformSectionBuilder(result, record, logs, facts.Causes);
        builder.AskForLogs();
        logs.Read();
        var figures = CrateFigures.Of(record);
        written.Add(result, figures, record.Legs);
        return new CratePart(result, record, figures, builder.Build(), logs);
    }
}

/// <summary>A crate's page on one platform, while the page is made.</summary>
internal sealed record CratePart(PlatformResult Result, CrateRecord Record, CrateFigures Figures, PlatformSection Section, CrateLogs Logs);

/// <summary>What a crate's page says beside the crate's own results.</summary>
internal sealed record CratePageFacts(SweepHistory History, CauseRanking Causes, CrateSlugs Slugs);

/// <summary>What the pages of crates leave behind for those that sum up. Safe to call from several threads.</summary>
internal sealed class CratePagesWritten
{
    private readonly ConcurrentDictionary<(string Crate, string Platform), CrateFigures> figures = new();
    private int logs;

    public IReadOnlyDictionary<(string Crate, string Platform), CrateFigures> Figures => figures;

    public Costs Costs { get; } = new();

    public int Logs => logs;

    public void Add(PlatformResult result, CrateFigures ofCrate, IReadOnlyList<LegResult> legs)
    {
        figures[(result.Verdict.Crate, result.Platform)] = ofCrate;
        Costs.Add(result.Platform, result.Run.Manifest.Baseline.Name, legs);
    }

    public void CountLog() => Interlocked.Increment(ref logs);
}
