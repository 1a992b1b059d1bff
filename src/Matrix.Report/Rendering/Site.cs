using System.Collections.Concurrent;
using Matrix.Results;

namespace Matrix.Report.Rendering;

/// <summary>The directory that the report goes to.</summary>
internal sealed class Site(string root)
{
    private readonly ConcurrentDictionary<string, bool> folders = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(root);

    /// <param name="relative">With forward slashes.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="MatrixException">The file cannot be written.</exception>
    public string Write(string relative, Action<TextWriter> content) => WriteFile(relative, path =>
    {
        var page = PageBuffer.Take();
        content(page);
        page.Save(path);
    });

    /// <param name="content">Gets the path; its folder is there.</param>
    /// <exception cref="MatrixException">The file cannot be written.</exception>
    public string WriteFile(string relative, Action<string> content)
    {
        var path = Path.Combine(Root, relative);
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            content(path);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, $"{path} cannot be written: {error.Message}", "name another directory with --out");
        }
    }

    // Asking the system for each of tens of thousands of files whether its folder is there takes longer than remembering it.
    private void MakeFolder(string folder)
    {
        if (!folders.ContainsKey(folder))
            folders[Directory.CreateDirectory(folder).FullName] = true;
    }
}
