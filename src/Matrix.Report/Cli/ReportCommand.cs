using System.CommandLine;
using Matrix.Report.Model;
using Matrix.Report.Rendering;
using Matrix.Results;

namespace Matrix.Report.Cli;

internal static class ReportCommand
{
    public static Command Create()
    {
        var results = new Argument<string>("DIR") { Description = "A results directory that ./matrix sweep wrote, finished or not." };
        var site = new Option<string?>("--out")
        {
            HelpName = "SITE",
            Description = "Where the pages go; what is there already is replaced. [default: DIR/report]",
        };
        var command = new Command("report", "Writes what a sweep found as pages to read: index.html, summary.md and the logs behind them.") { results, site };
        command.SetAction((parsed, cancellation) =>
        {
            var directory = parsed.GetRequiredValue(results);
            var request = new ReportRequest(directory, parsed.GetValue(site) ?? Path.Combine(directory, "report"));

            // On a thread of its own: Ctrl+C is only listened to once this call has returned.
            return Task.Run(() => Execute(request, parsed.InvocationConfiguration.Output, cancellation), cancellation);
        });
        return command;
    }

    private static int Execute(ReportRequest request, TextWriter output, CancellationToken cancellation)
    {
        var written = new ReportRun(Templates.Load(Templates.DefaultDirectory)).Execute(request, cancellation);
        Print(written, output);
        return (int)ExitCode.Ok;
    }

    private static void Print(WrittenReport written, TextWriter output)
    {
        var headline = written.Report.Headline;
        output.WriteLine(headline.Works is null ? headline.Sentence : $"{headline.Works} {headline.Sentence}");
        if (headline.Unsaid.Length > 0)
            output.WriteLine(headline.Unsaid);

        foreach (var notice in written.Report.Notices)
            output.WriteLine(VisibleText.Of($"{notice.Title}: {string.Join(' ', notice.Lines)}"));

        output.WriteLine();
        output.WriteLine(written.Index);
        output.WriteLine(written.Summary);
        if (written.Report.Logs.Count > 0)
            output.WriteLine($"{Path.Combine(Path.GetDirectoryName(written.Index)!, "logs")} ({Words.Count(written.Report.Logs.Count, "page")})");
    }
}
