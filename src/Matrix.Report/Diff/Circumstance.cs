using Matrix.Report.Formatting;
using Matrix.Results;

namespace Matrix.Report.Diff;

/// <summary>What was otherwise when the sweeps ran: a change may come from it.</summary>
/// <param name="Platforms">On which it was.</param>
internal sealed record Circumstance(string What, IReadOnlyList<string> Platforms, string Before, string Now)
{
    private const int HashLength = 12;
    private const int MostFeatures = 8;

    private static readonly (string What, Func<DiffInputRun, string?> Of)[] Known =
    [
        ("rustc", run => run.Rustc),
        ("Cranelift backend", run => Short(run.BackendSha256)),
        ("Cranelift", run => run.CraneliftVersion),
        ("catch_unwind in the probe", run => run.CatchUnwindCatches is { } catches ? (catches ? "catches" : "does not catch") : null),
        ("crates list", run => $"{run.List} ({Short(run.ListSha256)})"),
        ("rules", run => run.RulesSha256 is { } hash ? Short(hash) : null),
        ("isolation", run => run.Isolation),
        ("a failure counts", run => run.Confirm),
        ("Cranelift Matrix", run => run.ToolVersion),
    ];

    /// <param name="shared">Platforms that both sides have.</param>
    public static IReadOnlyList<Circumstance> Of(DiffInput before, DiffInput now, IReadOnlyList<string> shared) =>
    [
        .. from known in Known
           from platform in shared
           let was = Values(before, platform, known.Of)
           let isNow = Values(now, platform, known.Of)
           where was is not null && isNow is not null && was != isNow
           group platform by (known.What, was, isNow) into same
           select new Circumstance(same.Key.What, [.. same], same.Key.was, same.Key.isNow),
        .. from platform in shared
           let shift = ProcessorShift.Of(before, now, platform)
           where !shift.IsNone
           select new Circumstance("only this processor can", [platform], Features(shift.Gone), Features(shift.Added)),
    ];

    private static string Features(IReadOnlySet<string> features) =>
        features.Count == 0 ? Words.Dash : Words.First([.. features.Order(StringComparer.Ordinal)], MostFeatures);

    // Shards may have run with several. Null: one of them does not say.
    private static string? Values(DiffInput side, string platform, Func<DiffInputRun, string?> of)
    {
        string?[] values = [.. side.Runs.Where(run => run.Platform == platform).Select(of).Distinct().Order(StringComparer.Ordinal)];
        return values.Contains(null) ? null : string.Join(", ", values);
    }

    private static string Short(string hash) => hash.Length <= HashLength ? hash : hash[..HashLength];
}

/// <summary>What the processors of a platform can do on one side and not on the other, as rustc calls it.</summary>
/// <param name="Gone">Only OLD's can.</param>
/// <param name="Added">Only NEW's can.</param>
internal sealed record ProcessorShift(IReadOnlySet<string> Gone, IReadOnlySet<string> Added)
{
    private static readonly ProcessorShift None = new(new HashSet<string>(), new HashSet<string>());

    public bool IsNone => Gone.Count + Added.Count == 0;

    public static ProcessorShift Of(DiffInput before, DiffInput now, string platform) =>
        Common(before, platform) is { } was && Common(now, platform) is { } isNow
            ? new ProcessorShift(was.Except(isNow).ToHashSet(), isNow.Except(was).ToHashSet())
            : None;

    /// <summary>Of what a crate needs to get to what fails or could fail, what only one side's processors can; empty: what changed does not come from that.</summary>
    public IReadOnlyList<string> Of(Finding? before, Finding? now) =>
    [
        .. (before?.Needs ?? []).Concat(now?.Needs ?? []).SelectMany(needs => needs).SelectMany(need => need.Split('|'))
            .Where(feature => Gone.Contains(feature) || Added.Contains(feature))
            .Distinct(),
    ];

    // Shards may have run on several processors: what all of them can is sure.
    private static IReadOnlyList<string>? Common(DiffInput side, string platform) =>
        ProcessorFeatures.Common(side.Runs.Where(run => run.Platform == platform).Select(run => run.TargetFeatures));
}
