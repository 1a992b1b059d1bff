namespace Matrix.Runner.Crates.Checkout;

/// <summary>
/// The right to write to a mirror: one sweep at a time, whichever process it is in. The system takes it back from a process that is killed, so
/// whatever locks git itself left in the mirror are dead when somebody has this.
/// </summary>
internal static class MirrorLock
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    public static async Task<IDisposable> TakeAsync(string mirror, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(mirror)!);
        FileStream? turn;
        while ((turn = TryTake($"{mirror}.turn")) is null)
            await Task.Delay(BetweenTries, cancellation);

        return turn;
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsTaken(error))
        {
            return null;
        }
    }

    // EWOULDBLOCK, which Linux and macOS number differently.
    private static bool IsTaken(IOException error) => (error.HResult & 0xFFFF) is 11 or 35;
}
