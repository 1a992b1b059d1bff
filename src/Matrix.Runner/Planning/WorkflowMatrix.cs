using Matrix.Results;

namespace Matrix.Runner.Planning;

/// <summary>The jobs of a plan as GitHub Actions takes them for <c>strategy.matrix</c>.</summary>
internal sealed record WorkflowMatrix(IReadOnlyList<WorkflowJob> Include)
{
    // https://docs.github.com/en/actions/reference/limits
    private const int MostJobs = 256;

    /// <exception cref="MatrixException">GitHub would refuse it.</exception>
    public static WorkflowMatrix Of(Plan plan)
    {
        var jobs = PlannedJob.Of(plan);
        return jobs.Count is > 0 and <= MostJobs
            ? new WorkflowMatrix([.. jobs.Select(job => new WorkflowJob(
                job.Platform, job.On.Runner, job.Shard.ToString(), $"{job.Platform}-{job.Shard.Index}-of-{job.Shard.Count}", job.On.Minutes))])
            : throw new MatrixException(
                ExitCode.Usage,
                jobs.Count == 0 ? "there is nothing to run" : $"{jobs.Count} jobs are more than a workflow's matrix may have ({MostJobs})",
                jobs.Count == 0 ? "no tier has its turn on any platform: look at 'tiers' in matrix.yaml" : "give --shards, or lower 'shards' in matrix.yaml");
    }
}

/// <param name="Artifact">A name for its results.</param>
/// <param name="Minutes">That the sweep may take.</param>
internal sealed record WorkflowJob(string Platform, string Runner, string Shard, string Artifact, int Minutes);
