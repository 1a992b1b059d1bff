using Matrix.Report.Escaping;
using Matrix.Results;

namespace Matrix.Report.Formatting;

internal static class LegWords
{
    private const int MostWrongUnits = 5;
    private const int MostContradictions = 5;
    private const int MostUnbuilt = 10;

    /// <param name="link">To the log of a phase, where there is a page for it.</param>
    public static LegRow Row(LegResult leg, Func<PhaseResult, string?> link) => new(
        leg.Attempt == 1 ? leg.Leg.ToString() : $"{leg.Leg}, attempt {leg.Attempt}",
        Outcome(leg),
        Words.Tests(leg.Tests),
        leg.Units.By.Count == 0 ? "0" : string.Join(", ", leg.Units.By.OrderBy(units => units.Key, StringComparer.Ordinal).Select(units => $"{units.Value:#,0} by {TitleOf(units.Key)}")),
        [.. leg.Phases.Select(phase => new PhaseItem(Phase(phase), link(phase)))],
        [.. Contradictions(leg.Contradictions), .. Unbuilt(leg.Unbuilt), .. Alone(leg.AloneAfter), .. leg.Phases.SelectMany(Notes), .. WrongUnits(leg.Units)]);

    private static string TitleOf(string backend) => BackendName.TryParse(backend, out var name) ? name.DefaultTitle : VisibleText.Of(backend);

    public static string Outcome(LegResult leg) => leg.Outcome switch
    {
        LegOutcome.Passed => "passed",
        LegOutcome.Failed failed => $"{WireName.Of(failed.Phase)} failed{Exit(leg.Phase(failed.Phase))}",
        LegOutcome.Unusable unusable => $"unusable: {unusable.Reason}",
        LegOutcome.NotRun notRun => $"not run: {notRun.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(leg), leg.Outcome, "an outcome without words"),
    };

    public static string Outcome(TestOutcome? outcome) => outcome is { } known ? WireName.Of(known).Replace('-', ' ') : "not there";

    private static string Exit(PhaseResult? phase) => phase is null ? "" : $": {phase.Exit}";

    private static string Phase(PhaseResult phase) =>
        $"{WireName.Of(phase.Phase)} {Words.Seconds(phase.Seconds)}{(phase.Passed ? "" : $" failed: {phase.Exit}")}";

    private static IEnumerable<string> Contradictions(IReadOnlyList<string> contradictions) =>
    [
        .. contradictions.Take(MostContradictions).Select(contradiction => $"contradicts itself: {contradiction}"),
        .. contradictions.Count > MostContradictions ? [$"and {Words.Count(contradictions.Count - MostContradictions, "more contradiction")}"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Unbuilt(IReadOnlyList<UnbuiltTarget> targets) =>
        targets.Count == 0 ? [] : [$"left out, because {(targets.Count == 1 ? "it does not compile, or needs" : "they do not compile, or need")} what does not: {Words.First([.. targets.Select(target => target.Id.ToString())], MostUnbuilt)}"];

    private static IEnumerable<string> Alone(AloneAfter? first) => first is null ? [] :
    [
        $"ran out of memory ({Words.Bytes(first.LimitBytes)}) in {WireName.Of(first.Phase)} after {Words.Seconds(first.Seconds)}; "
        + $"this is its second run, alone and with {Words.Bytes(first.AloneBytes)}",
    ];

    private static IEnumerable<string> Notes(PhaseResult phase)
    {
        if (phase.Leaked)
            yield return $"{WireName.Of(phase.Phase)}: a process was left behind and was killed";
    }

    private static IEnumerable<string> WrongUnits(CompiledUnits units) =>
        units.Wrong.Count == 0 ? [] : [$"compiled by the other backend: {Words.First(units.Wrong, MostWrongUnits)}"];
}

internal sealed record LegRow(string Name, string Outcome, string Tests, string Units, IReadOnlyList<PhaseItem> Phases, IReadOnlyList<string> Notes);

/// <param name="Link">To the log's page; null where the phase passed.</param>
internal sealed record PhaseItem(string Text, string? Link);
