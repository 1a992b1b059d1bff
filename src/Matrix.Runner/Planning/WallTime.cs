using Matrix.Runner.Configuration;

namespace Matrix.Runner.Planning;

/// <summary>When the jobs of a plan end, if they start in order as soon as the account lets them.</summary>
internal static class WallTime
{
    /// <returns>Seconds after the start, for each platform.</returns>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<PlannedJob> jobs, AccountLimits limits)
    {
        var running = new PriorityQueue<PlannedJob, double>();
        var ends = new Dictionary<string, double>(StringComparer.Ordinal);
        var waiting = new LinkedList<PlannedJob>(jobs);
        var (now, macs) = (0.0, 0);
        while (waiting.Count > 0 || running.Count > 0)
        {
            while (running.Count < limits.Jobs && Next(waiting, mayUseMac: macs < limits.MacJobs) is { } job)
            {
                macs += job.IsMac ? 1 : 0;
                running.Enqueue(job, now + job.Seconds);
            }

            if (!running.TryDequeue(out var ended, out now))
                throw new InvalidOperationException("no job may start");

            macs -= ended.IsMac ? 1 : 0;
            ends[ended.Platform] = now;
        }

        return ends;
    }

    private static PlannedJob? Next(LinkedList<PlannedJob> waiting, bool mayUseMac)
    {
        for (var job = waiting.First; job is not null; job = job.Next)
        {
            if (job.Value.IsMac && !mayUseMac)
                continue;

            waiting.Remove(job);
            return job.Value;
        }

        return null;
    }
}
