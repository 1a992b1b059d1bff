using System.Globalization;
using Matrix.Report.Causes;
using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Issues.Text;
using Matrix.Report.Logs;
using Matrix.Report.Pages;
using Matrix.Report.Pages.Crate;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues.Plan;

/// <summary>Puts together what writes the texts.</summary>
internal sealed class IssueTexts(Templates templates, Redaction redaction)
{
    public PlanMaker MakerOf(PlanFacts facts, IssuePolicy policy)
    {
        var (bodies, links) = Bodies(facts, policy);
        return new PlanMaker(
            facts,
            policy,
            new CauseSteps(facts, policy, bodies, new NotificationText(facts.Sweep, redaction)),
            new OverviewSteps(new OverviewBodies(templates, links, facts.Sweep, facts.History)));
    }

    public void WriteDrafts(PlanFacts facts, IssuePolicy policy, string folder) =>
        new UpstreamDrafts(templates, policy, redaction).Write(facts, folder);

    private (CauseBody Causes, ReportLinks Links) Bodies(PlanFacts facts, IssuePolicy policy)
    {
        var links = new ReportLinks(policy.Report, new CrateSlugs(facts.Sweep.Crates));
        return (new CauseBody(templates, links, policy, redaction), links);
    }
}

/// <summary>
/// Reports to the backend's own repository, as files for a person to look at and to send: this program never writes there. None is made of what
/// its maintainers know all about, nor of what is only suspected: it would cost them time to find out that it is nothing of theirs.
/// </summary>
internal sealed class UpstreamDrafts(Templates templates, IssuePolicy policy, Redaction redaction)
{
    private const int LinesOfOutput = 60;

    public void Write(PlanFacts facts, string folder)
    {
        if (policy.Upstream is not { } upstream)
            throw new MatrixException(ExitCode.Usage, "--drafts needs an upstream repository to write drafts for", "name the repository in matrix.yaml: issues: { upstream: { repository: owner/name } }");

        var causes = facts.Failures.Where(failure => !failure.IsSuspected).GroupBy(failure => failure.Key).Where(group => !policy.Known.Contains(group.Key.Class)).ToList();
        Directory.CreateDirectory(folder);
        foreach (var group in causes)
            File.WriteAllText(Path.Combine(folder, $"{CauseId.Of(group.Key)}.md"), Text(upstream.ToString(), [.. group]));
    }

    // Names of tests come from crates too, and stand elsewhere than in the quoted blocks.
    private string Text(string repository, IReadOnlyList<CauseOccurrence> failures) =>
        redaction.OfKnown(templates.Text("issue-upstream.md", Page(repository, failures, CauseOccurrence.QuickestToSee(failures))));

    private DraftPage Page(string repository, IReadOnlyList<CauseOccurrence> failures, CauseOccurrence best)
    {
        TestId? test = best.Cause.Tests.Count > 0 ? best.Cause.Tests[0] : null;
        var reproduction = ReproductionWords.Of(best.Result, best.Cause);
        var manifest = best.Result.Run.Manifest;
        var upstream = CauseBody.UpstreamOf(failures, policy);
        return new DraftPage(
            new Markdown(repository),
            new Markdown($"'{CauseTitle.Of(best.Key, redaction).Replace("'", "''", StringComparison.Ordinal)}'"),
            new Markdown(string.Join(", ", upstream?.Labels ?? [])),
            best.Crate.Name,
            best.Cause.Package ?? "",
            test is { } named ? QuotedLog.Plain(named.ToString(), redaction) : "",
            Words.Count(failures.Select(failure => failure.Crate.Name).Distinct().Count(), "crate"),
            string.Join(", ", Platforms.InOrder(failures.Select(failure => failure.Result.Platform)).Select(Platforms.Words)),
            QuotedLog.Commands(reproduction.Commands, redaction),
            redaction.Of(reproduction.Lead),
            QuotedLog.Block(Output(best), redaction),
            QuotedLog.Block(Versions(manifest.Toolchain, best.Result.Run.Candidate), redaction),
            manifest.Platform.Cpu,
            string.Create(CultureInfo.InvariantCulture, $"{manifest.Platform.Os} {manifest.Platform.Arch}"),
            new Markdown(upstream?.Issue is { } issue ? Reference(repository, issue) : ""));
    }

    // Here a mention is wanted: a person sends it to that very repository.
    private static string Reference(string repository, string issue) =>
        issue.StartsWith($"{repository}#", StringComparison.OrdinalIgnoreCase) ? issue[repository.Length..] : issue;

    // What stands around the line that decides; that line alone where the log is gone.
    private static IReadOnlyList<string> Output(CauseOccurrence failure)
    {
        var evidence = failure.Cause.Evidence[0];
        var path = failure.Result.Run.Results.Paths.Absolute(evidence.Log);
        var near = LogExcerpt.Read(path, new HashSet<int> { evidence.Line }, new LogLimits()).Near(evidence.Line, LinesOfOutput / 2);
        return near.Count > 0 ? [.. FailedPart.Of(near, evidence.Line)] : [.. failure.Cause.Evidence.Select(line => line.Text)];
    }

    private static IEnumerable<string> Versions(ToolchainRecord toolchain, BackendRecord candidate) =>
    [
        .. toolchain.RustcVerbose.Split('\n'),
        toolchain.Cargo,
        $"{candidate.Title} {candidate.Version ?? "of a version that is not known"}{(candidate is { Library: { } library, LibrarySha256: { Length: >= 16 } sum } ? $", {library} (sha256 {sum[..16]})" : "")}",
    ];
}
