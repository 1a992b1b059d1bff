namespace Matrix.Runner.Processes;

/// <param name="CpuTime">Of what is there now: it goes down when an orphan has gone.</param>
/// <param name="TransferredBytes">Read and written; of what is there now, too.</param>
/// <param name="Tasks">Processes and threads.</param>
internal readonly record struct TreeUsage(long ResidentBytes, TimeSpan CpuTime, long TransferredBytes, int Tasks);
