using System.Diagnostics;
using Matrix.Report;
using Matrix.Report.Issues;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Issues.Text;

namespace Matrix.Bench.Issues;

/// <summary>
/// What it takes to plan, in a process of its own: reading a sweep and its history, then making a plan from the issues that are there, and
/// printing it.
/// </summary>
internal static class PlanCost
{
    private const string IssuesFile = "issues.json";
    private const string LinkToHistory = "history";

    /// <summary>Lays out what <see cref="MeasureAsync"/> needs.</summary>
    public static async Task PrepareAsync(YearOptions options, SweptRepository repository, IIssueTracker tracker)
    {
        var folder = Directory.CreateDirectory(FolderOf(options.Work)).FullName;
        await StoredIssues.SaveAsync(tracker, Path.Combine(folder, IssuesFile));
        Directory.CreateDirectory(Path.Combine(folder, LinkToHistory));
        foreach (var file in Directory.GetFiles(repository.History))
            File.Copy(file, Path.Combine(folder, LinkToHistory, Path.GetFileName(file)));
    }

    /// <param name="work">Of the year that was gone through.</param>
    public static async Task MeasureAsync(string work)
    {
        var repository = RepositoryName.Parse(SweptRepository.Name);
        var read = (Processor: TimeSpan.Zero, Allocated: 0L);
        var clock = Stopwatch.StartNew();
        var issues = StoredIssues.Load(repository, Path.Combine(FolderOf(work), IssuesFile), () => read = Now());
        var begin = Now();
        var results = Directory.GetDirectories(Path.Combine(work, "results")).Order(StringComparer.Ordinal).Last();
        var policy = IssuePolicy.Default with { Repositories = [repository], Report = new Uri("https://rust.example/matrix/") };
        await new IssuesRun(policy, issues, new IssueTexts(PageTemplates.Load(), Redaction.OfPatterns), TextWriter.Null, TimeProvider.System)
            .ExecuteAsync(new IssuesRequest([results], Path.Combine(FolderOf(work), LinkToHistory), null, Apply: false, null), CancellationToken.None);
        var end = Now();
        Console.WriteLine(
            $"a plan in {Path.GetFileName(results)}: {clock.Elapsed.TotalSeconds:0.00} s; of processor time {(read.Processor - begin.Processor).TotalSeconds:0.00} s to read results and history, "
            + $"{(end.Processor - read.Processor).TotalSeconds:0.00} s to plan and print; {(end.Allocated - begin.Allocated) >> 20} MiB allocated");
    }

    private static string FolderOf(string work) => Path.Combine(work, "plan");

    private static (TimeSpan Processor, long Allocated) Now() => (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
}
