using System.Text;
using Matrix.Results;

namespace Matrix.Report.Rendering;

/// <summary>The directory that the report goes to.</summary>
internal sealed class Site(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    /// <param name="relative">With forward slashes.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="MatrixException">The file cannot be written.</exception>
    public string Write(string relative, Action<TextWriter> content)
    {
        var path = Path.Combine(Root, relative);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            content(output);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MatrixException(ExitCode.Usage, $"{path} cannot be written: {error.Message}", "name another directory with --out");
        }
    }
}
