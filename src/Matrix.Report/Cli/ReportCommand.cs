using System.CommandLine;
using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Terminal;

namespace Matrix.Report.Cli;

internal static class ReportCommand
{
    public static Command Create()
    {
        var results = new Argument<string[]>("DIR")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Results directories of one sweep (platforms, shards), finished or not, or folders of such. Duplicates are ignored, missing shards are reported. Add those of an A/A sweep to show how much is noise.",
        };
        var history = new Option<string?>("--history")
        {
            HelpName = "DIR",
            Description = "Folder of earlier sweeps, written by --remember, or of results directories. Later sweeps are ignored.",
        };
        var remember = new Option<bool>("--remember") { Description = "Add this sweep to the history, for later reports. An entry for the same runs is replaced." };
        var site = new Option<string?>("--out")
        {
            HelpName = "SITE",
            Description = "Where to write the site; an existing one is replaced. [default: DIR/report of the first DIR]",
        };
        var templates = TemplatesOption.Create();
        var command = new Command("report", "Writes the results of a sweep as a site (index.html) and as files for programs (matrix.json, junit.xml, summary.md, badges).")
        {
            results, history, remember, site, templates,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(remember) && parsed.GetValue(history) is null)
                parsed.AddError("--remember needs to know where: name the folder with --history");
        });
        command.Runs((parsed, cancellation) =>
        {
            var directories = parsed.GetRequiredValue(results);
            var request = new ReportRequest(directories, parsed.GetValue(history), parsed.GetValue(remember), parsed.GetValue(site) ?? Path.Combine(directories[0], "report"));
            return Execute(request, parsed.GetValue(templates), parsed.InvocationConfiguration.Output, cancellation);
        });
        return command;
    }

    private static ExitCode Execute(ReportRequest request, string? ownTemplates, TextWriter output, CancellationToken cancellation)
    {
        var found = FoundRuns.In(request.Results);
        if (found.AreNoiseAlone && !request.Remember)
        {
            Print(found, output);
            return ExitCode.Ok;
        }

        var sweep = SweepReader.Of(found);
        if (request is { Remember: true, History: { } history })
            Make(history);

        var written = new ReportRun(PageTemplates.Load(ownTemplates)).Execute(request, sweep, cancellation);
        Print(written, output);
        return ExitCode.Ok;
    }

    private static void Print(FoundRuns noise, TextWriter output)
    {
        foreach (var line in NoiseWords.Lines(NoiseMeasure.Of(noise.Noise)).Concat(noise.Unreadable.Select(why => $"left out: {why}")))
            output.WriteLine(VisibleText.Of(line));
    }

    private static void Make(string history)
    {
        try
        {
            Directory.CreateDirectory(history);
        }
        catch (Exception error) when (StorageTrouble.IsOfTheFile(error))
        {
            throw new MatrixException(ExitCode.Usage, $"{history} cannot be made: {error.Message}", "name another folder with --history");
        }
    }

    private static void Print(WrittenReport written, TextWriter output)
    {
        var page = written.Readiness;
        output.WriteLine(page.Headline.Works is null ? page.Headline.Sentence : $"{page.Headline.Works} {page.Headline.Sentence}");
        foreach (var line in new[] { page.Headline.Weighted, page.Headline.Unsaid }.Where(line => line.Length > 0))
            output.WriteLine(line);

        if (page.SinceLast is { } last)
            output.WriteLine($"Since {last.Day}: {last.Broke:#,0} broke, {last.Fixed:#,0} fixed, {last.NewAndFails + last.NewAndWorks:#,0} judged for the first time.");
        foreach (var line in NoiseWords.Lines(written.Facts.Sweep.Noise))
            output.WriteLine(VisibleText.Of(line));
        foreach (var notice in page.Notices)
            output.WriteLine(VisibleText.Of($"{notice.Title}: {string.Join(' ', notice.Lines)}"));

        output.WriteLine();
        output.WriteLine(Path.Combine(written.Site, SitePage.Readiness.File));
        output.WriteLine($"{Words.Count(written.Facts.Sweep.Crates.Count, "crate")} and {Words.Count(written.Logs, "log")} have a page; matrix.json, junit.xml, summary.md and badges are beside them.");
        if (written.Remembered is { } file)
            output.WriteLine($"kept for the next report: {file}");
    }
}

/// <summary>What every command has that renders templates.</summary>
internal static class TemplatesOption
{
    public static Option<string?> Create() => new("--templates")
    {
        HelpName = "DIR",
        Description = "Your own templates and style sheets: a file there replaces the project's file of the same name (src/Matrix.Report/Rendering/Templates). All are checked before anything is written.",
    };
}
