using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Issues;

/// <summary>What failed for which of Cranelift's causes in each sweep, up to the present one.</summary>
internal sealed class Sightings
{
    private readonly Timeline timeline;
    private readonly IReadOnlyList<Lazy<ILookup<Place, Sighting>>> byPlace;
    private readonly Dictionary<CauseKey, IReadOnlyList<string>> needs = [];

    public Sightings(Timeline timeline)
    {
        this.timeline = timeline;
        var numbers = timeline.Numbers;
        var (crates, platforms, causes) = (Names(numbers.Crates), Names(numbers.Platforms), Names(numbers.Causes));
        BySweep =
        [
            .. timeline.Sweeps.Select(sweep => (IReadOnlyList<Sighting>)
            [
                .. sweep.Failures
                    .Where(failure => causes[failure.Cause].Goal is not null)
                    .Select(failure => new Sighting(causes[failure.Cause], crates[failure.Crate], platforms[failure.Platform]))
                    .Distinct(),
            ]),
        ];
        foreach (var cause in timeline.Sweeps.SelectMany(sweep => sweep.Sweep.Causes).Where(cause => cause.Needs is not null))
            needs[CauseKey.Of(cause)] = cause.Needs!;
        byPlace = [.. BySweep.Select(sweep => new Lazy<ILookup<Place, Sighting>>(() => sweep.ToLookup(sighting => sighting.Place)))];
    }

    /// <summary>The oldest sweep first.</summary>
    public IReadOnlyList<IReadOnlyList<Sighting>> BySweep { get; }

    public DateTimeOffset StartOf(int sweep) => timeline.Sweeps[sweep].Start;

    public SweepPoint PointOf(int sweep) => new(StartOf(sweep), string.Join(", ", timeline.Sweeps[sweep].Sweep.Runs.Select(run => run.Rustc).Distinct()));

    public IEnumerable<CauseKey> CausesAt(int sweep, Place place) => byPlace[sweep].Value[place].Select(sighting => sighting.Cause);

    /// <summary>
    /// A cause can show itself in a sweep on a platform: no processor of it lacks what is needed to get there, as far as is known. Any of them may
    /// have judged the crate.
    /// </summary>
    public bool IsInReach(CauseKey cause, int sweep, string platform) => !needs.TryGetValue(cause, out var needed) || timeline.Sweeps[sweep].Sweep.Runs
        .Where(run => run.Platform == platform)
        .All(run => run.TargetFeatures is not { } features || ProcessorFeatures.Suffice(features, needed));

    /// <summary>What a sweep says of a crate on a platform; null: nothing at all.</summary>
    public Standing? Standing(int sweep, Place place) =>
        timeline.Numbers.Crates.Find(place.Crate) is { } ofCrate && timeline.Numbers.Platforms.Find(place.Platform) is { } on ? timeline.Sweeps[sweep].Standing(on, ofCrate) : null;

    private static T[] Names<T>(Numbering<T> numbering)
        where T : notnull
    {
        var names = new T[numbering.Count];
        foreach (var (value, number) in numbering.All)
            names[number] = value;
        return names;
    }
}
