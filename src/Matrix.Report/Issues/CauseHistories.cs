using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>What failed for which of Cranelift's causes in each sweep, up to the present one.</summary>
internal sealed class CauseHistories
{
    private readonly SweepHistory history;
    private readonly IReadOnlyList<Lazy<ILookup<CratePlatform, PastOccurrence>>> byPlace;
    private readonly Dictionary<CauseKey, IReadOnlyList<string>> needs = [];

    public CauseHistories(SweepHistory history)
    {
        this.history = history;
        var numbers = history.Numbers;
        var (crates, platforms, causes) = (Names(numbers.Crates), Names(numbers.Platforms), Names(numbers.Causes));
        BySweep =
        [
            .. history.Sweeps.Select(sweep => (IReadOnlyList<PastOccurrence>)
            [
                .. sweep.Failures
                    .Where(failure => causes[failure.Cause].Goal is not null)
                    .Select(failure => new PastOccurrence(causes[failure.Cause], crates[failure.Crate], platforms[failure.Platform]))
                    .Distinct(),
            ]),
        ];
        foreach (var cause in history.Sweeps.SelectMany(sweep => sweep.Sweep.Causes).Where(cause => cause.Needs is not null))
            needs[CauseKey.Of(cause)] = cause.Needs!;
        byPlace = [.. BySweep.Select(sweep => new Lazy<ILookup<CratePlatform, PastOccurrence>>(() => sweep.ToLookup(occurrence => occurrence.CratePlatform)))];
    }

    /// <summary>The oldest sweep first.</summary>
    public IReadOnlyList<IReadOnlyList<PastOccurrence>> BySweep { get; }

    public DateTimeOffset StartOf(int sweep) => history.Sweeps[sweep].Start;

    public SweepPoint PointOf(int sweep) => new(StartOf(sweep), string.Join(", ", history.Sweeps[sweep].Sweep.Runs.Select(run => run.Rustc).Distinct()));

    public IEnumerable<CauseKey> CausesAt(int sweep, CratePlatform place) => byPlace[sweep].Value[place].Select(occurrence => occurrence.Cause);

    /// <summary>
    /// A cause can show itself in a sweep on a platform: no processor of it lacks what is needed to get there, as far as is known. Any of them may
    /// have judged the crate.
    /// </summary>
    public bool IsInReach(CauseKey cause, int sweep, string platform) => !needs.TryGetValue(cause, out var needed) || history.Sweeps[sweep].Sweep.Runs
        .Where(run => run.Platform == platform)
        .All(run => run.TargetFeatures is not { } features || ProcessorFeatures.Suffice(features, needed));

    /// <summary>What a sweep says of a crate on a platform; null: nothing at all.</summary>
    public Standing? Standing(int sweep, CratePlatform place) =>
        history.Numbers.Crates.Find(place.Crate) is { } ofCrate && history.Numbers.Platforms.Find(place.Platform) is { } on ? history.Sweeps[sweep].Standing(on, ofCrate) : null;

    private static T[] Names<T>(Interner<T> numbering)
        where T : notnull
    {
        var names = new T[numbering.Count];
        foreach (var (value, number) in numbering.All)
            names[number] = value;
        return names;
    }
}

/// <summary>A crate failed for a cause on a platform.</summary>
internal readonly record struct PastOccurrence(CauseKey Cause, string Crate, string Platform)
{
    public CratePlatform CratePlatform => new(Crate, Platform);

    public static PastOccurrence Of(CauseOccurrence occurrence) => new(occurrence.Key, occurrence.Crate.Name, occurrence.Result.Platform);
}

/// <summary>A crate on a platform.</summary>
internal readonly record struct CratePlatform(string Crate, string Platform)
{
    public static CratePlatform Of(CauseOccurrence occurrence) => new(occurrence.Crate.Name, occurrence.Result.Platform);
}

/// <summary>A sweep, as far as an issue tells of it.</summary>
/// <param name="Toolchain">First line of <c>rustc -V</c>; several where its platforms differ.</param>
internal sealed record SweepPoint(DateTimeOffset Start, string Toolchain);
