using Matrix.Report.Charts;
using Matrix.Report.Formatting;
using Matrix.Report.History;
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

/// <summary>What became of a crate in the sweeps.</summary>
internal static class CrateStrip
{
    public static StripPicture Of(SweptCrate crate, SweepHistory history)
    {
        var rows = history.Platforms
            .Select(platform => new StripRow(Platforms.Words(platform), [.. history.Verdicts(crate.Name, platform).Select(Cell)]))
            .Where(row => row.Cells.Any(cell => cell is not null));
        return new Strip("history", $"{crate.Name} in {(history.HasPast ? $"{history.Sweeps.Count} sweeps" : "this sweep")}", history.Days, [.. rows]).Draw();
    }

    private static StripCell? Cell(VerdictKind? verdict) => verdict is { } kind ? new StripCell(StateOf(kind.Standing()), WireName.Of(kind)) : null;

    private static StripState StateOf(Standing standing) => standing switch
    {
        Standing.Works => StripState.Works,
        Standing.Fails => StripState.Fails,
        _ => StripState.Unsaid,
    };
}

/// <summary>Whether the users of a crate can switch, in a sentence.</summary>
internal static class CrateAnswer
{
    public static string Of(SweptCrate crate)
    {
        var parts = crate.Results
            .GroupBy(Says)
            .OrderBy(group => group.First().Standing)
            .Select(group => $"{group.Key} on {Joined([.. group.Select(result => Platforms.Words(result.Platform))])}");
        return Capital($"{string.Join("; ", parts)}.");
    }

    private static string Says(PlatformResult result) => result.Standing switch
    {
        Standing.Works when result.Verdict.InReach.Count > 0 => $"works with Cranelift as far as its tests go{Elsewhere(result.Verdict)}",
        Standing.Works => "works with Cranelift",
        Standing.Fails => $"fails with Cranelift{For(result.Verdict)}",
        _ => $"no answer ({WireName.Of(result.Verdict.Kind)})",
    };

    private static string For(Verdict verdict) =>
        verdict.MainCause is { } cause ? $" for {CauseKey.LabelOf(cause.Class, cause.Subclass)}" : "";

    private static string Elsewhere(Verdict verdict) =>
        TrapWords.Elsewhere(verdict.InReach) is { Length: > 0 } features ? $", which did not run where the processor has {features}," : "";

    private static string Joined(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
