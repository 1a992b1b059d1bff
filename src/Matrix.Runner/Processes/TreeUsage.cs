namespace Matrix.Runner.Processes;

/// <param name="CpuTime">Of what is there now: it goes down when an orphan has gone.</param>
internal readonly record struct TreeUsage(long ResidentBytes, TimeSpan CpuTime);
