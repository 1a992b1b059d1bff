using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Yaml;

namespace Matrix.Report.Issues.Apply;

/// <summary>
/// Says that this process writes to a repository: two that plan at the same time would both open what is not there yet. The system takes the
/// lock away when the process ends, however it ends.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    private readonly FileStream file;

    private RepositoryLock(FileStream file) => this.file = file;

    /// <param name="folder">Of the tool's cache: whoever uses another, on another machine say, is not seen.</param>
    /// <exception cref="MatrixException">Another process holds it, or it cannot be taken.</exception>
    public static RepositoryLock Take(string folder, RepositoryName repository)
    {
        var path = Path.Combine(folder, $"{repository.Owner}+{repository.Name}.lock".ToLowerInvariant());
        Prepare(folder);
        try
        {
            return new RepositoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is UnauthorizedAccessException || StorageTrouble.IsOf(error))
        {
            throw NotWritable(folder, error);
        }
        catch (IOException)
        {
            throw new MatrixException(
                ExitCode.PublishFailed, $"the issues of {repository} are being written to by another process", "wait for it to end, then give the same command again if anything is left to do");
        }
    }

    public void Dispose() => file.Dispose();

    private static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, error);
        }
    }

    private static MatrixException NotWritable(string folder, Exception error) =>
        new(ExitCode.Environment, $"{ShownPath.Of(folder)} cannot be written to, and a lock has to stand there: {error.Message}", "name another folder under 'cache' in matrix.yaml");
}

/// <summary>What would make the first write fail is said before it.</summary>
internal static class WriteAccessCheck
{
    /// <exception cref="MatrixException">Nothing can be written there.</exception>
    public static void Demand(RepositoryName repository, RepositoryFacts facts)
    {
        if (facts.IsArchived)
            throw Cannot($"{repository} is archived", "name another repository in matrix.yaml, or take it out of the archive");
        if (!facts.HasIssues)
            throw Cannot($"{repository} has no issues", "switch them on in its settings");
        if (facts.MayWrite is WriteAccess.No missing)
            throw Cannot($"GITHUB_TOKEN may not write issues in {repository}: {missing.Reason}", "give it the permission 'Issues: read and write' for this repository, and no more");
    }

    private static MatrixException Cannot(string what, string hint) => new(ExitCode.PublishFailed, what, hint);
}
