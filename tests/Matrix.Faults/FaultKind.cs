namespace Matrix.Faults;

/// <summary>What happens at the call that a fault stands at; the numbers are those of faults.c.</summary>
internal enum FaultKind
{
    None,
    KillBefore,

    /// <summary>After half of a write.</summary>
    KillHalf,
    FullOnce,
    FullFromThere,
    BrokenOnce,
    ReadOnlyFromThere,
    ShortWrite,
    ClockBack,
    ClockOn,

    /// <summary>No fault: before each n-th call, and in the middle of it, the folder is copied, which is what a kill there would leave.</summary>
    States,

    /// <summary>A kill, and then all is cut off that had not been synced.</summary>
    PowerOffCuts,

    /// <summary>A kill, and then NUL bytes stand where what had not been synced was.</summary>
    PowerOffZeroes,
}
