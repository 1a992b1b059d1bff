using Matrix.Results;

namespace Matrix.Report.Diff;

/// <summary>Two sweeps, and what is otherwise in the second.</summary>
/// <param name="Platforms">That both have: only there they are compared.</param>
internal sealed record Comparison(DiffInput Before, DiffInput Now, IReadOnlyList<string> Platforms)
{
    public required IReadOnlyList<Difference> Differences { get; init; }

    public required IReadOnlyList<ReadinessShift> Readiness { get; init; }

    public required IReadOnlyList<CauseShift> Causes { get; init; }

    public required IReadOnlyList<Circumstance> Circumstances { get; init; }

    public bool HasRegressions => Differences.Any(difference => difference.Kind.IsRegression());

    /// <exception cref="MatrixException">They have nothing in common.</exception>
    public static Comparison Of(DiffInput before, DiffInput now)
    {
        string[] shared = [.. now.Platforms.Where(before.Platforms.Contains)];
        RefuseStrangers(before, now, shared);
        return new Comparison(before, now, shared)
        {
            Differences = Matrix.Report.Diff.Differences.Of(before, now, shared),
            Readiness = ReadinessShift.Of(before, now, shared),
            Causes = CauseShift.Of(before, now, shared),
            Circumstances = Circumstance.Of(before, now, shared),
        };
    }

    // Where nothing is compared, nothing regressed: a job that guards a change would pass.
    private static void RefuseStrangers(DiffInput before, DiffInput now, string[] shared)
    {
        if (before.IsNoise != now.IsNoise)
            throw NoiseAndCranelift(before, now);

        if (shared.Length == 0)
            throw Strangers("platform", before, now);

        if (!now.Crates.Keys.Any(crate => shared.Any(platform => before.Find(crate, platform) is not null && now.Find(crate, platform) is not null)))
            throw Strangers("crate", before, now);
    }

    private static MatrixException NoiseAndCranelift(DiffInput before, DiffInput now) => new(
        ExitCode.Usage,
        $"{(before.IsNoise ? before : now).Source} is of an A/A sweep, LLVM against LLVM, and {(before.IsNoise ? now : before).Source} is not",
        "name two sweeps with Cranelift, or two A/A sweeps");

    private static MatrixException Strangers(string what, DiffInput before, DiffInput now) => new(
        ExitCode.Usage,
        $"{before.Source} and {now.Source} have no {what} in common",
        "name two sweeps of the same crates on the same platforms");
}
