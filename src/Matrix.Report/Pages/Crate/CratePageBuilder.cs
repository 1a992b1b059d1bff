using Matrix.Report.Formatting;
using Matrix.Report.Measuring;
using Matrix.Report.Rendering;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

internal static class CratePageBuilder
{
    public static CratePage Build(SweptCrate crate, IReadOnlyList<CratePart> parts, CratePageFacts facts, PageFrames frames) =>
        new(frames.Crate($"{crate.Name} with Cranelift"), crate.Name, CrateAnswer.Of(crate), ReportFacts.Words(facts.History.Present.Start))
        {
            Snippet = CargoSnippets.Of(crate),
            History = CrateStrip.Of(crate, facts.History),
            Platforms = [.. parts.Select(part => Row(crate, part, facts))],
            Sections = [.. parts.Select(part => part.Section)],
            Facts = Facts(crate),
        };

    private static PlatformRow Row(SweptCrate crate, CratePart part, CratePageFacts facts) => new()
    {
        Name = part.Section.Name,
        Anchor = part.Section.Anchor,
        Badge = part.Section.Badge,
        Reason = part.Section.Reason,
        Since = facts.History.FailingSince(crate.Name, part.Result.Platform) is { } since ? ReportFacts.Words(since.Start) : "",
        Llvm = Side(part.Record.Llvm),
        Cranelift = Side(part.Record.Cranelift),
        Build = Cell(Measures.Build, part.Figures.Build),
        Test = Cell(Measures.Test, part.Figures.Test),
        Size = Cell(Measures.Size, part.Figures.Size),
    };

    private static SideCell Side(LegResult? leg) =>
        leg is null ? new SideCell(Words.Dash, "") : new SideCell(LegWords.Outcome(leg), Words.Tests(leg.Tests));

    private static RatioCell Cell(Measure measure, Pair pair) => new(
        pair.Ratio is { } ratio ? Words.Times(ratio) : Words.Dash,
        pair.Llvm is null && pair.Cranelift is null ? "" : SayOrDash(measure, pair.Llvm),
        SayOrDash(measure, pair.Cranelift));

    private static string SayOrDash(Measure measure, double? value) => value is { } number ? measure.Say(number) : Words.Dash;

    private static IReadOnlyList<Fact> Facts(SweptCrate crate)
    {
        var verdict = crate.Results[0].Verdict;
        (string Name, string? Value)[] facts =
        [
            ("Source", verdict.Source?.Git),
            ("Commit", verdict.Commit),
            ("Committed", verdict.Committed is { } committed ? $"{committed.Date:yyyy-MM-dd}: {committed.Subject}" : null),
            ("Features", verdict.Source is { Features.Count: > 0 } source ? string.Join(", ", source.Features) : null),
            ("Tags", verdict.Tags.Count == 0 ? null : string.Join(", ", verdict.Tags)),
            ("Tier", verdict.Tier?.ToString()),
            ("Downloads", crate.Downloads?.ToString("#,0")),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => new Fact(fact.Name, fact.Value!))];
    }
}
