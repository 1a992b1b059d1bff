namespace Matrix.Results.Storage;

/// <summary>
/// Says that this process writes to a results directory. The system takes the lock away when the process ends, however it ends, so a kill
/// leaves nothing to clear up.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;
    private FileStream? claim;

    private DirectoryLock(FileStream file, FileStream? claim)
    {
        this.file = file;
        this.claim = claim;
    }

    /// <exception cref="MatrixException">Another process holds it, or the directory cannot be written to.</exception>
    public static DirectoryLock Take(ResultsPaths paths)
    {
        var path = paths.Absolute(ResultsPaths.Lock);
        var file = Open(path) ?? throw IsTaken(paths);
        try
        {
            return new DirectoryLock(file, Excludes(path) ? null : Claim(paths));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (claim is not null)
        {
            File.Delete(claim.Name);
            claim.Dispose();
            claim = null;
        }

        file.Dispose();
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or UnauthorizedAccessException || StorageTrouble.IsOf(error))
        {
            throw ResultsWriter.NotWritable(Path.GetDirectoryName(path)!, error);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Some network file systems grant every lock, and .NET passes over those that have none: a second one shows it.
    private static bool Excludes(string path)
    {
        using var second = Open(path);
        return second is null;
    }

    // Without locks, a file that only one process can make. Nobody takes it away after a kill; so a person has to.
    private static FileStream Claim(ResultsPaths paths)
    {
        var path = paths.Absolute(ResultsPaths.Claim);
        try
        {
            var claim = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            claim.Write(System.Text.Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}\n"));
            claim.Flush();
            return claim;
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new MatrixException(
                ExitCode.Usage,
                $"{paths.Root} is being written to by another process, or was when it was killed: this file system has no locks",
                $"see who it was in {path}; if that process is gone, remove the file");
        }
    }

    private static MatrixException IsTaken(ResultsPaths paths) => new(
        ExitCode.Usage, $"{paths.Root} is being written to by another process", "wait for it to end, or name another directory with --out");
}
