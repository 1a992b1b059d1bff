using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Runner.Files;

/// <summary>A person's file that a command edits: in one step, with the permissions it had.</summary>
internal static class EditedFile
{
    public static void Write(string path, byte[] bytes)
    {
        try
        {
            // Of a link, what it leads to is replaced.
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var mode = File.GetUnixFileMode(target);
            ReplacedFile.Write(target, file =>
            {
                File.SetUnixFileMode(((FileStream)file).SafeFileHandle, mode);
                file.Write(bytes);
            });
        }
        catch (Exception error) when (StorageTrouble.IsOfTheFile(error))
        {
            throw new MatrixException(ExitCode.Usage, $"{path} cannot be written: {error.Message}", "make it writable, or apply the edit by hand");
        }
    }
}
