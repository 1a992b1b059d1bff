using Matrix.Report.Escaping;
using Matrix.Report.History;
using Matrix.Report.Issues;
using Matrix.Report.Issues.Apply;
using Matrix.Report.Issues.Plan;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report;

/// <summary>From results, what is kept of earlier sweeps and the issues that are there to the issues that should be.</summary>
internal sealed class IssuesRun(IssuePolicy policy, IIssueTracker issues, IssueTexts texts, TextWriter output, TimeProvider time)
{
    // What is opened in one round is listed in the next, which then changes nothing more.
    private const int MostRounds = 3;

    private readonly ReadYourWrites tracker = new(issues);

    public async Task<ExitCode> ExecuteAsync(IssuesRequest request, CancellationToken cancellation)
    {
        var sweep = SweepReader.ReadVerdicts(request.Results);
        if (sweep.Candidate.Name != BackendName.Cranelift)
            throw new MatrixException(ExitCode.Usage, $"the sweep compares {sweep.Candidate.Name}, and issues are kept of {BackendName.Cranelift} alone", "give the results of a sweep of that candidate");

        var history = new HistoryFolder(request.History);
        var facts = PlanFacts.Of(sweep, history.Upto(sweep), history.Newer);
        foreach (var noise in sweep.Noise)
            await output.WriteLineAsync($"not counted: what the A/A sweep of {noise.Day:yyyy-MM-dd} found on {VisibleText.Of(Platforms.Words(noise.Platform))}: it compares LLVM with LLVM");
        foreach (var unreadable in history.Unreadable)
            await output.WriteLineAsync($"not counted: {unreadable}");

        var maker = texts.MakerOf(facts, policy);
        var caps = new PlanCaps(policy.MostNewIssues, policy.MostComments);
        var plan = await PlanAsync(maker, caps, cancellation);
        PlanText.Write(plan, output);
        if (request.Drafts is { } drafts)
            texts.WriteDrafts(facts, policy, drafts);
        if (request.Apply && !plan.IsEmpty)
            await ApplyAsync(plan, facts, maker, caps, cancellation);

        return ExitCode.Ok;
    }

    private async Task<IssuePlan> PlanAsync(PlanMaker maker, PlanCaps caps, CancellationToken cancellation) =>
        maker.Make(await tracker.IssuesAsync(cancellation), await tracker.LabelsAsync(cancellation), caps);

    private async Task ApplyAsync(IssuePlan plan, PlanFacts facts, PlanMaker maker, PlanCaps caps, CancellationToken cancellation)
    {
        if (plan.Stopped is { } reason)
            throw new MatrixException(ExitCode.PublishFailed, $"nothing was written: {reason}", facts.Newer is null ? "look at the sweep; a higher 'guard' in matrix.yaml lets it pass" : "give the results of the newest sweep");

        WriteAccessCheck.Demand(tracker.Repository, await tracker.DescribeAsync(cancellation));
        var application = new PlanApplication(tracker, output.WriteLine, time);
        for (var round = 0; round < MostRounds && !plan.IsEmpty && application is { Overtaken: 0, Lost: null }; round++)
        {
            await application.ExecuteAsync(plan, cancellation);
            caps = caps.After(plan.Steps);
            plan = await PlanAsync(maker, caps, cancellation);
        }

        if (application.Lost is { } lost)
            throw lost;
    }
}

/// <param name="Results">Results directories of one sweep, or folders that hold such.</param>
/// <param name="History">Folder of earlier sweeps; null: none are known.</param>
/// <param name="Repository"><c>owner/name</c>; null: the first that matrix.yaml names.</param>
/// <param name="Apply">Write; else only say what would be written.</param>
/// <param name="Drafts">Folder for reports to the backend's own repository; null: none are made.</param>
internal sealed record IssuesRequest(IReadOnlyList<string> Results, string? History, string? Repository, bool Apply, string? Drafts);
