using Matrix.Results;

namespace Matrix.Runner.Cli;

/// <summary>A file that is written in one step: whoever reads it sees the old one or the new one.</summary>
internal static class ReplacedFile
{
    public static void Write(string path, byte[] bytes)
    {
        try
        {
            // Of a link, what it leads to is replaced.
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var partial = $"{target}.partial";
            File.WriteAllBytes(partial, bytes);
            File.SetUnixFileMode(partial, File.GetUnixFileMode(target));
            File.Move(partial, target, overwrite: true);
        }
        catch (Exception error) when (error is UnauthorizedAccessException || error is IOException io && !DiskSpace.IsExhausted(io))
        {
            throw new MatrixException(ExitCode.Usage, $"{path} cannot be written: {error.Message}", "make it writable, or apply the edit by hand");
        }
    }
}
