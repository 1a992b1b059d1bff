using Matrix.Results;

namespace Matrix.Report.Rendering;

/// <summary>Where templates and style sheets are: those of a user's own folder, and the project's for all that it does not have.</summary>
/// <param name="own">Null: there is none.</param>
internal sealed class TemplateFolder(string project, string? own = null)
{
    public static string OfProject { get; } = Path.Combine(AppContext.BaseDirectory, "Rendering", "Templates");

    /// <param name="pattern">Of file names.</param>
    /// <exception cref="MatrixException">A folder cannot be read.</exception>
    public IEnumerable<string> Paths(string pattern) => Files(own, pattern, "name a folder with templates: --templates")
        .Concat(Files(project, pattern, "build the project again: its templates are not where the program is"))
        .DistinctBy(Path.GetFileName)
        .Order(StringComparer.Ordinal);

    public string PathOf(string file) => own is not null && Path.Combine(own, file) is var path && File.Exists(path) ? path : Path.Combine(project, file);

    private static string[] Files(string? directory, string pattern, string hint)
    {
        try
        {
            return directory is null ? [] : Directory.GetFiles(directory, pattern);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, error.Message, hint);
        }
    }
}
