using System.Text;
using Matrix.Runner.Files;
using Matrix.Runner.Processes.Native;

namespace Matrix.Runner.Crates;

/// <summary>A text file of a source, which is foreign: a link in it may lead anywhere, and a file be of any size.</summary>
/// <param name="Path">Absolute and without links; within the source.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private const long Largest = 4 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="root">Of the source.</param>
    /// <param name="path">Absolute.</param>
    /// <returns>Null: there is no such file, it is not text in UTF-8, or it lies outside.</returns>
    public static SourceFile? Find(string root, string path)
    {
        if (Within(root, path) is not { } place || !ForeignFile.CanBeRead(place) || new FileInfo(place).Length > Largest)
            return null;

        try
        {
            return new SourceFile(place, Strict.GetString(File.ReadAllBytes(place)).TrimStart('\uFEFF'));
        }
        catch (Exception error) when (error is DecoderFallbackException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where a path leads, without links; null: outside, or to nothing.</summary>
    public static string? Within(string root, string path) =>
        Libc.RealPath(path) is { } place && Libc.RealPath(root) is { } top && (place == top || place.StartsWith($"{top.TrimEnd('/')}/", StringComparison.Ordinal))
            ? place
            : null;

    /// <summary>Puts another text into its place, with the same permissions.</summary>
    public void Replace(string text)
    {
        // It may be read-only.
        var mode = File.GetUnixFileMode(Path);
        File.Delete(Path);
        File.WriteAllText(Path, text);
        File.SetUnixFileMode(Path, mode);
    }
}
