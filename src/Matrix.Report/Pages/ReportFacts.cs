using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Measuring;
using Matrix.Report.Sweeps;

namespace Matrix.Report.Pages;

/// <summary>All that pages and files are made of.</summary>
internal sealed record ReportFacts
{
    public required Sweep Sweep { get; init; }

    public required SweepHistory History { get; init; }

    public required CauseRanking Causes { get; init; }

    /// <summary>Since each crate was last judged; none without an earlier sweep.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }

    public required CrateSlugs Slugs { get; init; }

    /// <summary>Of each crate on each platform that has a verdict.</summary>
    public required IReadOnlyDictionary<(string Crate, string Platform), CrateFigures> Figures { get; init; }

    public required Costs Costs { get; init; }

    public required IReadOnlyList<SpeedRecord> Speed { get; init; }

    /// <summary>What only unlocks crates when it is fixed together.</summary>
    public required IReadOnlyList<FixSet> Together { get; init; }

    public required IReadOnlyList<IntrinsicRecord> Ledger { get; init; }

    /// <summary>Files of earlier sweeps that could not be read, and why.</summary>
    public IReadOnlyList<string> UnreadableHistory { get; init; } = [];

    /// <summary>Of this sweep; nothing of a platform whose runs have no verdict yet.</summary>
    public Tally On(string platform) => History.Tally(History.Present, platform) ?? new Tally();

    public string Title => $"{Lists} on {string.Join(", ", Sweep.Platforms.Select(Platforms.Words))}";

    /// <summary>The day on which the sweep began.</summary>
    public string Day => Words(Sweep.Start);

    public static string Words(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd}";

    private string Lists => string.Join(" and ", Sweep.Runs.Select(run => run.Manifest.List.Name).Distinct());
}
