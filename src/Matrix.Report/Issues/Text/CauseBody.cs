using Matrix.Report.Causes;
using Matrix.Report.Escaping;
using Matrix.Report.Formatting;
using Matrix.Report.Pages.Crate;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues.Text;

/// <summary>The text of an issue of a cause that fails now.</summary>
internal sealed class CauseBody(Templates templates, ReportLinks links, IssuePolicy policy, Redaction redaction)
{
    private const int MostEvidence = 8;
    private const int MostLabels = 10;
    private const int MostParts = 60;

    public Redaction Redaction => redaction;

    private static readonly string[] Controls = [$"{LegName.Llvm with { Panic = PanicStrategy.Abort }}", $"{LegName.Cranelift with { Panic = PanicStrategy.Abort }}"];

    /// <param name="failures">That belong to the issue, never none.</param>
    /// <param name="parts">The causes that belong to it.</param>
    /// <param name="inReach">Crates that work, and into which one of them is compiled.</param>
    /// <param name="shown">Crates in the table, at most.</param>
    public string Write(CauseHistory record, Notified told, IReadOnlyList<CauseOccurrence> failures, IReadOnlyList<CausePart> parts, IReadOnlyList<string> inReach, int shown) =>
        redaction.OfKnown(templates.Text("issue-cause.md", Page(record, told, failures, parts, inReach, shown)));

    /// <summary>What is drawn from rules and policy on where it is tracked; null: nowhere.</summary>
    public static Upstream? UpstreamOf(IReadOnlyList<CauseOccurrence> failures, IssuePolicy policy)
    {
        var known = failures.Select(failure => failure.Cause.Upstream).OfType<Upstream>().ToList();
        var issue = known.Select(upstream => upstream.Issue).FirstOrDefault(issue => issue is not null)
            ?? failures.Select(failure => policy.Tracked.GetValueOrDefault(failure.Cause.Class)).FirstOrDefault(issue => issue is not null);
        string[] labels = [.. known.SelectMany(upstream => upstream.Labels).Distinct().Order(StringComparer.Ordinal)];
        return issue is null && labels.Length == 0 ? null : new Upstream(issue, labels);
    }

    private CausePage Page(CauseHistory record, Notified told, IReadOnlyList<CauseOccurrence> failures, IReadOnlyList<CausePart> parts, IReadOnlyList<string> inReach, int shown)
    {
        var alone = CauseOccurrence.FailForNothingElse(failures).ToHashSet();
        var crates = failures.GroupBy(failure => failure.Crate.Name).Select(group => Row([.. group], alone.Contains(group.First().Crate))).OrderByDescending(row => row.Weight).ThenBy(row => row.Row.Name, StringComparer.Ordinal).ToList();
        var best = CauseOccurrence.QuickestToSee(failures);
        return new CausePage(
            new Markdown(CauseStatus.Failing(record)),
            new Markdown(CauseStatus.Since(record, told)),
            Lead(failures, alone.Count, parts.Count),
            parts.Count < 2 ? [] : [.. parts.Take(MostParts).Select(part => Line(part, failures))],
            parts.Count > MostParts ? $"{Words.Count(parts.Count - MostParts, "more cause")}." : "",
            NeedsWords(failures),
            [.. Platforms.InOrder(failures.Select(failure => failure.Result.Platform)).Select(platform => Row(platform, failures))],
            [.. crates.Take(shown).Select(pair => pair.Row)],
            InReachWords(inReach),
            crates.Count > shown ? $"{Words.Count(crates.Count - shown, "crate")} more." : "",
            links.CratesWith(best.Key),
            Trial(best),
            UpstreamWords(UpstreamOf(failures, policy)),
            redaction.Of(best.Cause.Signature),
            links.Top);
    }

    // A list of tasks, so that GitHub counts what is done.
    private CausePartLine Line(CausePart part, IReadOnlyList<CauseOccurrence> failures)
    {
        var tests = failures.Where(failure => failure.Key == part.Cause).Sum(failure => failure.Cause.Tests.Count);
        var state = part.History.Present.Count > 0
            ? $"fails in {Words.Count(part.History.Present.Select(occurrence => occurrence.Crate).Distinct().Count(), "crate")}, {(tests > 0 ? Words.Count(tests, "test") : "the build")}"
            : $"{(IsGone(part) ? "gone" : "not seen any more")}, last seen in the sweep of {CauseStatus.Day(part.History.LastSeen)}";
        return new CausePartLine(IsGone(part), redaction.Of(part.Cause.Subclass ?? part.Cause.Signature), state);
    }

    private bool IsGone(CausePart part) => part.History.Present.Count == 0 && part.History.Absent.Count >= policy.CloseAfterSweeps;

    private static string InReachWords(IReadOnlyList<string> crates) => crates.Count == 0 ? ""
        : $"It is compiled into {Words.Count(crates.Count, "crate")} too whose tests pass and do not run into it: {Words.First(crates, MostLabels)}.";

    private static string NeedsWords(IReadOnlyList<CauseOccurrence> failures) =>
        failures.Select(failure => ProcessorFeatures.Words(failure.Cause.Needs)).Where(needs => needs.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } needs
            ? $"Only processors that have what is needed run into it: {Words.First(needs, MostLabels)}."
            : "";

    private string Lead(IReadOnlyList<CauseOccurrence> failures, int alone, int parts)
    {
        var crates = failures.Select(failure => failure.Crate).Distinct().ToList();
        string[] named = [.. failures.Select(failure => failure.Key.Label).Distinct().Order(StringComparer.Ordinal)];
        var labels = parts > 1 && named.Length > 1 ? Words.Count(named.Length, "cause") : redaction.Of(named[0]);
        var suspected = crates.Count - failures.Where(failure => !IsDoubtful(failure)).Select(failure => failure.Crate).Distinct().Count();
        var (fails, fail) = suspected == crates.Count ? ("is suspected to fail", "are suspected to fail") : ("fails", "fail");
        return (crates.Count, alone) switch
        {
            (1, 0) => $"One crate {fails} for this ({labels}) with Cranelift and not with LLVM, and for something else besides.",
            (1, _) => $"One crate {fails} for this ({labels}) with Cranelift and not with LLVM, and nothing else stops it.",
            (var all, 0) => $"{all:#,0} crates {fail} for this ({labels}) with Cranelift and not with LLVM, and each of them for something else besides.",
            var (all, only) => $"{all:#,0} crates {fail} for this ({labels}) with Cranelift and not with LLVM; nothing else stops {(only == all ? "them" : $"{only:#,0} of them")}.",
        } + Doubt(suspected, crates.Count);
    }

    // What nobody knows the cause of claims none.
    private static bool IsDoubtful(CauseOccurrence failure) => failure.IsSuspected && failure.Key.Class != FailureClass.Unknown;

    private static string Doubt(int suspected, int crates) =>
        suspected == 0 ? "" : $" {(suspected == crates ? "This" : $"Of {suspected:#,0} of them this")} is not proven: it is what is left when nothing else explains the failure.";

    private static CausePlatformRow Row(string platform, IReadOnlyList<CauseOccurrence> failures)
    {
        var here = failures.Where(failure => failure.Result.Platform == platform).ToList();
        var run = here[0].Result.Run;
        var toolchain = run.Manifest.Toolchain;
        return new CausePlatformRow(
            Platforms.Words(platform),
            here.Select(failure => failure.Crate).Distinct().Count(),
            here.Sum(failure => failure.Cause.Tests.Count) is > 0 and var tests ? $"{tests:#,0}" : "the build",
            toolchain.Rustc,
            toolchain.CommitDate ?? "not known",
            run.Candidate.Version ?? "not known");
    }

    private (CauseCrateRow Row, long Weight) Row(IReadOnlyList<CauseOccurrence> ofCrate, bool isAlone)
    {
        var crate = ofCrate[0].Crate;
        var tests = ofCrate.SelectMany(failure => failure.Cause.Tests).Distinct().Count();
        return (
            new CauseCrateRow(
                crate.Name,
                links.Crate(crate.Name),
                crate.Downloads is { } downloads ? $"{downloads:#,0}" : "",
                string.Join(", ", Platforms.InOrder(ofCrate.Select(failure => failure.Result.Platform)).Select(Platforms.Words)),
                tests > 0 ? $"{tests:#,0}" : "the build",
                isAlone),
            crate.Downloads ?? 0);
    }

    private CauseReproducer Trial(CauseOccurrence failure)
    {
        TestId? test = failure.Cause.Tests.Count > 0 ? failure.Cause.Tests[0] : null;
        var reproduction = ReproductionWords.Of(failure.Result, failure.Cause);
        var evidence = failure.Cause.Evidence;
        return new CauseReproducer(
            failure.Crate.Name,
            Platforms.Words(failure.Result.Platform),
            test is { } named ? QuotedLog.Plain(named.ToString(), redaction) : "",
            redaction.Of(reproduction.Lead),
            QuotedLog.Commands(reproduction.Commands, redaction),
            links.Crate(failure.Crate.Name),
            failure.Cause.Rule,
            WireName.Of(failure.Cause.Confidence),
            evidence.Take(MostEvidence).Any(line => Controls.Any(leg => Within(failure.Crate.Name, line.Log).StartsWith(leg + "/", StringComparison.Ordinal))),
            QuotedLog.Block(evidence.Take(MostEvidence).Select(line => $"{Within(failure.Crate.Name, line.Log)}:{line.Line}: {line.Text}"), redaction));
    }

    private static string Within(string crate, string log) => log.StartsWith($"logs/{crate}/", StringComparison.Ordinal) ? log[$"logs/{crate}/".Length..] : log;

    private static Markdown UpstreamWords(Upstream? upstream)
    {
        if (upstream is null)
            return new Markdown("");

        var tracked = upstream.Issue is { } issue ? $"Tracked as {UpstreamLink.Markdown(issue)}. " : "";
        var labels = upstream.Labels.Count > 0 ? $"Labels that fit there: {string.Join(", ", upstream.Labels.Select(label => $"`{label}`"))}." : "";
        return new Markdown((tracked + labels).TrimEnd());
    }
}
