using Matrix.Report.Logs;
using Matrix.Report.Measuring;
using Matrix.Report.Pages;
using Matrix.Report.Pages.Crate;
using Matrix.Report.Rendering;

namespace Matrix.Report.Tests.Pages.Crate;

/// <summary>The page of a crate before its template made text of it.</summary>
internal static class BuiltPage
{
    public static CratePage Of(WrittenReport written, string name)
    {
        var facts = written.Facts;
        var crate = facts.Sweep.Crates.Single(crate => crate.Name == name);
        var parts = crate.Results.Select(result =>
        {
            var record = result.Record();
            var logs = new CrateLogs(new LogLinks(CrateSlugs.Plain(result.Platform), result.Verdict.Crate, CrateSlugs.Plain(result.Verdict.Crate)), result.Run.Results.Paths, new LogLimits());
            var builder = new PlatformSectionBuilder(result, record, logs, facts.Causes);
            builder.AskForLogs();
            logs.Read();
            return new CratePart(result, record, CrateFigures.Of(record), builder.Build(), logs);
        });
        return CratePageBuilder.Build(crate, [.. parts], new CratePageFacts(facts.History, facts.Causes, facts.Slugs), new PageFrames(ResultsFixture.Templates));
    }
}
