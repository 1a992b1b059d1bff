using Matrix.Results;

namespace Matrix.Runner.Processes;

internal interface IProcessRunner
{
    /// <summary>
    /// Runs to the end, or ends the whole process tree. Standard output and standard error arrive in one stream, in the order they were
    /// written; there is no standard input. Never throws for how the program ended, nor for a program that cannot be started.
    /// </summary>
    /// <remarks>What <paramref name="output"/> throws comes out here, once nothing of the tree is left.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the tree is left.</exception>
    Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation);
}

internal interface IOutputSink
{
    /// <summary>Bytes as they come, in order, from one thread at a time.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}

/// <param name="PeakMemoryBytes">
/// The most that the tree held at once (sampled), or its largest process, whichever is more; 0 where it was too short and small to tell.
/// </param>
/// <param name="Leaked">When the program had ended, something it started was still there or held its output open, and was killed.</param>
internal sealed record ProcessResult(ProcessExit Exit, TimeSpan Elapsed, long PeakMemoryBytes, bool Leaked)
{
    /// <summary>Of the whole tree; of one that was killed at least what was seen of it.</summary>
    public TimeSpan CpuTime { get; init; }
}
