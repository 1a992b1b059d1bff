using System.Collections.Concurrent;
using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Processes;

/// <summary>One child, from its start until its status is taken.</summary>
/// <remarks>
/// Not <see cref="Process"/>: that knows no sessions or process groups, gives one number for exit codes and signals alike, keeps no
/// account of memory, and cannot send both streams into one pipe.
/// </remarks>
internal sealed class ChildProcess : IDisposable
{
    // The same for all: the system too has one list of children per program.
    private static readonly ConcurrentDictionary<int, ChildProcess> Unreaped = new();

    private readonly TaskCompletionSource<int> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private long endedAt;
    private bool isReaped;

    private ChildProcess()
    {
    }

    public int Id { get; private set; }

    /// <summary>It has ended, and is kept as a zombie.</summary>
    public Task Ended => ended.Task;

    public TimeSpan Elapsed =>
        Stopwatch.GetElapsedTime(startedAt, Ended.IsCompleted ? Volatile.Read(ref endedAt) : Stopwatch.GetTimestamp());

    public static bool IsOne(int id) => Unreaped.ContainsKey(id);

    /// <exception cref="NotStartedException">It could not be started.</exception>
    public static async Task<ChildProcess> StartAsync(SpawnRequest request)
    {
        var child = new ChildProcess();

        // bwrap's --die-with-parent means the thread that started it. So this thread starts the child and lives as long as it;
        // a thread of the pool would be retired some time, and the sandbox with it.
        new Thread(() => child.StartAndAwaitEnd(request)) { IsBackground = true, Name = request.Arguments[0] }.Start();
        child.Id = await child.started.Task;
        return child;
    }

    /// <summary>How it ended, its peak memory (0: unknown), and its processor time with that of its children. Null when it has not ended.</summary>
    public (ProcessExit Exit, long PeakMemoryBytes, TimeSpan CpuTime)? Reap()
    {
        if (!Ended.IsCompletedSuccessfully || isReaped)
            return null;

        isReaped = true;
        Unreaped.TryRemove(Id, out _);
        var (status, maxResident, cpuTime) = Libc.Reap(Id) ?? throw new InvalidOperationException($"someone else reaped the child {Id}");
        return (WaitStatus.ToExit(status), Platform.Current.LargestProcessBytes(maxResident), cpuTime);
    }

    // A child that not even SIGKILL could end yet is reaped when it does end.
    public void Dispose()
    {
        if (!isReaped)
            _ = Ended.ContinueWith(_ => Reap(), TaskScheduler.Default);
    }

    private void StartAndAwaitEnd(SpawnRequest request)
    {
        try
        {
            var id = PosixSpawn.Start(request);
            Unreaped[id] = this;
            started.SetResult(id);
            Libc.AwaitEnd(id);
            Volatile.Write(ref endedAt, Stopwatch.GetTimestamp());
            ended.SetResult();
        }
#pragma warning disable CA1031 // whatever it is belongs to whoever awaits the child, not to this thread
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!started.TrySetException(exception))
                ended.SetException(exception);
        }
    }
}

/// <summary>The status word of <c>wait4</c>, which is the same on Linux and macOS.</summary>
internal static class WaitStatus
{
    private const int SignalBits = 0x7f;   // bit 7 says that there is a core dump
    private const int ShellOffset = 128;
    private const int LargestSignal = 64;

    public static ProcessExit ToExit(int status) => (status & SignalBits) switch
    {
        0 => new ProcessExit.Exited((status >> 8) & 0xff),
        var signal => new ProcessExit.Signalled(signal),
    };

    public static ProcessExit Unwrap(ProcessExit exit) =>
        exit is ProcessExit.Exited { Code: > ShellOffset and <= ShellOffset + LargestSignal } wrapped
            ? new ProcessExit.Signalled(wrapped.Code - ShellOffset)
            : exit;
}
