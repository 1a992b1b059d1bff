using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>Writes the pages that sum up.</summary>
internal sealed class TopPages(Templates templates, PageFrames frames, Site site)
{
    public PageModels Write(ReportFacts facts)
    {
        var models = new PageModels(ReadinessBuilder.Build(facts, frames), FixesBuilder.Build(facts, frames));
        Parallel.Invoke(
            () => Write(SitePage.Crates, CratesBuilder.Build(facts, frames)),
            () => Write(SitePage.Trend, TrendBuilder.Build(facts, frames)),
            () => Write(SitePage.Fixes, models.Fixes),
            () => Write(SitePage.Readiness, models.Readiness),
            () => Write(SitePage.Speed, SpeedBuilder.Build(facts, frames)),
            () => Write(SitePage.Run, RunBuilder.Build(facts, frames)));
        return models;
    }

    private void Write(SitePage page, object model) => site.Write(page.File, output => templates.Render(page.File, model, output));
}

/// <summary>What files repeat of the pages.</summary>
internal sealed record PageModels(ReadinessPage Readiness, FixesPage Fixes);
