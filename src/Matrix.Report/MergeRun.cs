using Matrix.Report.Merging;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report;

/// <summary>From the results directories of the shards of a sweep to one for each platform.</summary>
internal static class MergeRun
{
    /// <exception cref="MatrixException">Nothing can be read, they are of different sweeps, or there is no room.</exception>
    public static MergedSweep Execute(MergeRequest request, CancellationToken cancellation)
    {
        var survey = Survey.Of(request.Directories, cancellation);
        var platforms = Platforms.InOrder(survey.Runs.Select(run => run.Platform))
            .Select(platform => Merge(platform, survey, request, cancellation));
        return new MergedSweep([.. platforms], survey.Unreadable, Shards.Missing(survey.Runs.Select(run => run.Manifest)));
    }

    private static MergedPlatform Merge(string platform, Survey survey, MergeRequest request, CancellationToken cancellation)
    {
        if (platform.AsSpan().IndexOfAny('/', '\0') >= 0 || platform.StartsWith('.'))
            throw new MatrixException(ExitCode.Usage, "a results directory names a platform that cannot be a folder", "leave it out: the tool did not write it so");

        SurveyedRun[] runs = [.. survey.Runs.Where(run => run.Platform == platform)];
        return new PlatformMerge(runs, request.WithLogs).WriteTo(Path.Combine(request.Out, platform), cancellation);
    }
}
