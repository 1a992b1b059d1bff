using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.History;

/// <summary>
/// One sweep in a history, in as few bytes as it takes: years of sweeps are held at once. Crates, platforms and causes are the numbers
/// that the history gives them.
/// </summary>
internal sealed class HistorySweep(PastSweep sweep, HistoryNumbers numbers)
{
    private const byte Absent = byte.MaxValue;

    // The number of crates that a file claims is only believed so far.
    private const int MostAtOnce = 1 << 16;

    private readonly Dictionary<int, byte[]> verdicts = [];
    private readonly Dictionary<int, Tally> tallies = [];
    private readonly Dictionary<(Goal Goal, int? Platform), int> stopped = [];
    private readonly Dictionary<int, int> cratesByCause = [];
    private readonly List<Failure> failures = [];
    private readonly int[] causes = [.. sweep.Causes.Select(cause => numbers.Causes.Of(CauseKey.Of(cause)))];

    public PastSweep Sweep => sweep;

    public BackendName Candidate => sweep.Candidate ?? BackendName.Cranelift;

    public DateTimeOffset Start => sweep.Start;

    /// <summary>All platforms together.</summary>
    public Tally Overall { get; } = new();

    public IReadOnlyList<Failure> Failures => failures;

    public bool Covers(int platform) => verdicts.ContainsKey(platform);

    /// <summary>Null where the platform was not swept.</summary>
    public Tally? On(int platform) => tallies.GetValueOrDefault(platform);

    public VerdictKind? Verdict(int platform, int crate) =>
        verdicts.TryGetValue(platform, out var column) && crate < column.Length && column[crate] != Absent ? (VerdictKind)column[crate] : null;

    public Standing? Standing(int platform, int crate) => Verdict(platform, crate)?.Standing();

    /// <summary>How many crates fail for a goal on a platform; null platform: on any.</summary>
    public int Stopped(Goal goal, int? platform) => stopped.GetValueOrDefault((goal, platform));

    /// <summary>How many crates have the cause on any platform.</summary>
    public int CratesWith(int cause) => cratesByCause.GetValueOrDefault(cause);

    /// <exception cref="MatrixException">A failure names a cause that the sweep does not have.</exception>
    public void Add(PastCrate crate)
    {
        var number = numbers.Crates.Of(crate.Crate);
        foreach (var (name, verdict) in crate.Verdicts)
            Add(number, numbers.Platforms.Of(name), verdict, crate.Downloads);

        Overall.Add(Standings.Together(crate.Verdicts.Values.Select(verdict => verdict.Standing())), crate.Downloads);
        AddFailures(number, crate);
    }

    private void Add(int crate, int platform, VerdictKind verdict, long? downloads)
    {
        var column = verdicts.GetValueOrDefault(platform) ?? [];
        if (crate >= column.Length)
        {
            var grown = new byte[Math.Max(Math.Max(crate + 1, Math.Min(sweep.Crates, MostAtOnce)), column.Length * 2)];
            grown.AsSpan(column.Length).Fill(Absent);
            column.CopyTo(grown, 0);
            verdicts[platform] = column = grown;
        }

        column[crate] = (byte)verdict;
        if (!tallies.TryGetValue(platform, out var tally))
            tallies.Add(platform, tally = new Tally());

        tally.Add(verdict.Standing(), downloads);
    }

    private void AddFailures(int crate, PastCrate past)
    {
        if (past.Failures.Count == 0)
            return;

        var goals = new HashSet<(Goal, int?)>();
        var ofCrate = new HashSet<int>();
        foreach (var failure in past.Failures)
        {
            if (!past.Verdicts.TryGetValue(failure.Platform, out var verdict) || verdict.Standing() != Sweeps.Standing.Fails)
                continue;

            var cause = failure.Cause >= 0 && failure.Cause < causes.Length
                ? causes[failure.Cause]
                : throw new MatrixException(ExitCode.Usage, $"the sweep of {sweep.Start:u} has no cause {failure.Cause}", "take its file out of the history");
            var platform = numbers.Platforms.Of(failure.Platform);
            failures.Add(new Failure(crate, platform, cause, failure.Tests));
            ofCrate.Add(cause);
            if (sweep.Causes[failure.Cause].Class.GoalOf() is { } goal)
            {
                goals.Add((goal, platform));
                goals.Add((goal, null));
            }
        }

        foreach (var goal in goals)
            stopped[goal] = stopped.GetValueOrDefault(goal) + 1;
        foreach (var cause in ofCrate)
            cratesByCause[cause] = cratesByCause.GetValueOrDefault(cause) + 1;
    }
}

/// <param name="Tests">How many tests fail for it; 0 where a build does.</param>
internal readonly record struct Failure(int Crate, int Platform, int Cause, int Tests);

/// <summary>The numbers of crates, platforms and causes in a history.</summary>
internal sealed record HistoryNumbers(Interner<string> Crates, Interner<string> Platforms, Interner<CauseKey> Causes)
{
    public static HistoryNumbers Empty() => new(new(), new(), new());
}
