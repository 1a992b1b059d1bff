namespace Matrix.Runner.Processes;

/// <summary>What a command may take before it is ended with all that it started.</summary>
/// <param name="Time">Wall time, without what it waited for a processor: see <see cref="LimitWatch"/>.</param>
/// <param name="Silence">Longest time without a byte of output, however busy it is.</param>
/// <param name="MemoryBytes">Of the process tree.</param>
/// <param name="LogBytes">Output of both streams together.</param>
internal sealed record ProcessLimits(TimeSpan Time, TimeSpan Silence, long MemoryBytes, long LogBytes)
{
    public static readonly ProcessLimits Default = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), 8L << 30, 256L << 20);

    /// <summary>Longest time in which the process tree neither prints nor works, nor reads or writes: a hang, where a quiet compile is none.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A shorter limit that is only known while it runs; null: none.</summary>
    public Func<TimeSpan?>? Shortened { get; init; }

    /// <summary>The limit of time as it is known at this moment.</summary>
    public TimeSpan TimeNow => Shortened?.Invoke() is { } shortened && shortened < Time ? shortened : Time;

    /// <summary>What the folder of foreign code may hold.</summary>
    public long DiskBytes { get; init; } = 32L << 30;

    /// <summary>Processes and threads of the tree at a time.</summary>
    public int Processes { get; init; } = 2048;

    /// <summary>Of one process of foreign code: opening more fails, nothing is ended.</summary>
    public int OpenFiles { get; init; } = 4096;
}
