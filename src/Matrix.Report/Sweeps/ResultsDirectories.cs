using Matrix.Results;

namespace Matrix.Report.Sweeps;

/// <summary>Finds the results directories that are meant: a directory itself, or those in it (downloaded artifacts lie one in a folder).</summary>
internal static class ResultsDirectories
{
    private const int Deepest = 3;

    /// <summary>Full paths, each once, in a fixed order.</summary>
    /// <exception cref="MatrixException">There are none.</exception>
    public static IReadOnlyList<string> In(string directory)
    {
        try
        {
            string[] found = [.. Search(Path.GetFullPath(directory), Deepest).Order(StringComparer.Ordinal)];
            return found.Length > 0 ? found : throw None(directory, "there is no run.json in it");
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            throw None(directory, error.Message);
        }
    }

    /// <summary>Of several, as they were given.</summary>
    /// <param name="unreadable">Takes what is none.</param>
    public static IReadOnlyList<string> InAny(IReadOnlyList<string> directories, List<MatrixException> unreadable)
    {
        var found = new List<string>();
        foreach (var directory in directories)
        {
            try
            {
                found.AddRange(In(directory));
            }
            catch (MatrixException error)
            {
                unreadable.Add(error);
            }
        }

        return [.. found.Distinct()];
    }

    private static IEnumerable<string> Search(string directory, int depth)
    {
        if (File.Exists(Path.Combine(directory, ResultsPaths.Manifest)))
            return [directory];

        try
        {
            return depth == 0 ? [] : Directory.GetDirectories(directory).SelectMany(inner => Search(inner, depth - 1));
        }
        catch (UnauthorizedAccessException)
        {
            // It may be one: whoever opens it says why it cannot be read.
            return [directory];
        }
    }

    private static MatrixException None(string directory, string why) =>
        new(ExitCode.Usage, $"{directory} is not a results directory: {why}", "name a directory that `./matrix sweep` wrote, or one that holds such");
}
