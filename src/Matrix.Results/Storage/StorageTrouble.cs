namespace Matrix.Results.Storage;

/// <summary>Trouble of the disk, not of what is written to it: nothing that comes after would fare better.</summary>
public static class StorageTrouble
{
    private const int InputOutput = 5;        // EIO
    private const int NoSpaceLeft = 28;       // ENOSPC
    private const int ReadOnly = 30;          // EROFS
    private const int QuotaOnMacOS = 69;      // EDQUOT; no number of anything that happens on Linux
    private const int QuotaOnLinux = 122;     // EDQUOT; no number of macOS's

    public static bool IsOf(Exception error) =>
        error is IOException && (error.HResult & 0xFFFF) is InputOutput or NoSpaceLeft or ReadOnly or QuotaOnMacOS or QuotaOnLinux;

    /// <summary>Trouble with a file or its name, which another name would mend: the disk itself is well.</summary>
    public static bool IsOfTheFile(Exception error) => error is IOException or UnauthorizedAccessException && !IsOf(error);

    /// <summary>In words: what a person can do, and that nothing is lost.</summary>
    public static MatrixException Stops(Exception error) => new(
        ExitCode.Environment,
        $"{What(error)}: {error.Message}",
        "once that is mended, give the same command again, a sweep with --resume: what was done is kept");

    /// <summary>Runs what writes results. Whatever stops that is no crate's trouble: it ends the sweep.</summary>
    /// <exception cref="MatrixException">It cannot be written.</exception>
    public static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Stops(error);
        }
    }

    private static string What(Exception error) => IsOf(error)
        ? (error.HResult & 0xFFFF) switch
        {
            InputOutput => "the disk fails",
            ReadOnly => "the disk is read-only",
            _ => "the disk is full",
        }
        : "the results cannot be written";
}
