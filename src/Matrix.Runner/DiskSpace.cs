namespace Matrix.Runner;

internal static class DiskSpace
{
    private const int NoSpaceLeft = 28; // ENOSPC, the same number on Linux and macOS

    /// <summary>No crate after this one would fare better.</summary>
    public static bool IsExhausted(Exception error) => error is IOException && (error.HResult & 0xFFFF) == NoSpaceLeft;
}
