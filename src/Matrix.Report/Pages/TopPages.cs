using Matrix.Report.Rendering;

namespace Matrix.Report.Pages;

/// <summary>Writes the pages that sum up.</summary>
internal sealed class TopPages(Templates templates, PageFrames frames, Site site)
{
    public PageModels Write(ReportFacts facts)
    {
        var models = new PageModels(ReadinessBuilder.Build(facts, frames), FixesBuilder.Build(facts, frames));
        Parallel.Invoke(
            () => Write("crates.html", CratesBuilder.Build(facts, frames)),
            () => Write("trend.html", TrendBuilder.Build(facts, frames)),
            () => Write("fixes.html", models.Fixes),
            () => Write("index.html", models.Readiness),
            () => Write("speed.html", SpeedBuilder.Build(facts, frames)),
            () => Write("run.html", RunBuilder.Build(facts, frames)));
        return models;
    }

    private void Write(string file, object model) => site.Write(file, output => templates.Render(file, model, output));
}

/// <summary>What files repeat of the pages.</summary>
internal sealed record PageModels(ReadinessPage Readiness, FixesPage Fixes);
