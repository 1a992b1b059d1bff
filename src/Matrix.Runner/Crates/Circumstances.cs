using Matrix.Results;

namespace Matrix.Runner.Crates;

/// <summary>Where, with what and when a sweep runs: what decides whether an entry's <c>skip</c> and <c>expect</c> hold.</summary>
/// <param name="Toolchain">Its commit date, where rustc says.</param>
internal sealed record Circumstances(PlatformRecord Platform, DateOnly? Toolchain, DateOnly Today)
{
    /// <summary>As they were when a sweep ended, or began where it did not end.</summary>
    public static Circumstances Of(RunManifest run) => new(
        run.Platform,
        DateOnly.TryParseExact(run.Toolchain.CommitDate, "yyyy-MM-dd", out var date) ? date : null,
        DateOnly.FromDateTime((run.End ?? run.Start).UtcDateTime));

    public bool Meet(Condition condition) => condition.Holds(Platform, Toolchain);

    /// <summary>The day itself still counts.</summary>
    public bool AreAfter(DateOnly? until) => until < Today;
}
