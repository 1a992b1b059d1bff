using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.Tests.History;

/// <summary>Sweeps of the past, one a week.</summary>
internal static class Weeks
{
    public static readonly PastCause Unwinding = new(FailureClass.Unwinding, "x", "unwinding/x");

    public static readonly DateTimeOffset First = new(2026, 1, 4, 3, 0, 0, TimeSpan.Zero);

    public static PastRun Run(string platform = RunsFolder.Linux, string backend = "b", string? shard = null) => new()
    {
        Platform = platform,
        Shard = shard,
        Start = First,
        Rustc = "rustc",
        BackendSha256 = backend,
        List = "popular.yaml",
        ListSha256 = "l",
        Selected = 1,
        ToolVersion = "0.1.0",
    };

    public static PastSweep Sweep(int week, params PastRun[] runs) => new()
    {
        Start = First.AddDays(7 * week),
        Runs = [.. runs.Select(run => run with { Start = First.AddDays(7 * week) })],
        Causes = [Unwinding],
    };

    public static PastCrate Crate(string name, VerdictKind verdict, string platform = RunsFolder.Linux) => new()
    {
        Crate = name,
        Verdicts = new Dictionary<string, VerdictKind> { [platform] = verdict },
        Failures = verdict.Standing() == Standing.Fails ? [new PastFailure(platform, 0, 1)] : [],
    };

    public static SweepHistory Of(params (PastSweep Sweep, PastCrate[] Crates)[] sweeps)
    {
        var numbers = HistoryNumbers.Empty();
        return new SweepHistory([.. sweeps.Select(sweep => Column(sweep.Sweep, sweep.Crates, numbers))], numbers);
    }

    /// <summary>
    /// One crate, a letter a sweep: it <c>w</c>orks, <c>F</c>ails, nothing is <c>u</c>sefully said of it, <c>.</c> it is not among the
    /// crates, <c>-</c> the platform was not swept.
    /// </summary>
    public static SweepHistory Of(string letters, bool withNeighbour = true) => Of([.. letters.Select((letter, week) => letter == '-'
        ? (Sweep(week, Run(RunsFolder.Mac)), [Crate("neighbour", VerdictKind.Compatible, RunsFolder.Mac)])
        : (Sweep(week, Run()), (PastCrate[])
        [
            .. letter == '.' ? [] : new[] { Crate("crate", KindOf(letter)) },
            .. withNeighbour ? [Crate("neighbour", VerdictKind.Compatible)] : Array.Empty<PastCrate>(),
        ]))]);

    /// <summary>-1 for none.</summary>
    public static int WeekOf(HistorySweep? column) => column is null ? -1 : (int)(column.Start - First).TotalDays / 7;

    private static HistorySweep Column(PastSweep sweep, PastCrate[] crates, HistoryNumbers numbers)
    {
        var column = new HistorySweep(sweep with { Crates = crates.Length }, numbers);
        foreach (var crate in crates)
            column.Add(crate);

        return column;
    }

    private static VerdictKind KindOf(char letter) => letter switch
    {
        'w' => VerdictKind.Compatible,
        'F' => VerdictKind.Regressed,
        'u' => VerdictKind.Flaky,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "no such letter"),
    };
}
