using Matrix.Report.Logs;
using Matrix.Report.Model;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report;

/// <summary>From a results directory to pages.</summary>
internal sealed class ReportRun(Templates templates)
{
    private readonly LogPages logPages = new(templates, new LogLimits());

    public WrittenReport Execute(ReportRequest request, CancellationToken cancellation)
    {
        var results = ResultsReader.Open(request.Results);
        var report = ReportBuilder.Build(RunRecords.Read(results));
        var site = new Site(request.Site);

        logPages.Write(report.Logs, results.Paths, site, cancellation);
        var summary = site.Write("summary.md", output => new SummaryFile(report).Write(templates, output));
        var index = site.Write("index.html", output => templates.Render("index.html", new IndexPage(IndexFrame(), report), output));
        return new WrittenReport(report, index, summary);
    }

    private PageFrame IndexFrame() =>
        PageFrame.Of(templates.Asset("page.css") + templates.Asset("report.css"), templates.Asset("report.js"));
}

internal sealed record WrittenReport(ReportModel Report, string Index, string Summary);
