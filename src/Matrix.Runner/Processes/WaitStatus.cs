using Matrix.Results;

namespace Matrix.Runner.Processes;

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
