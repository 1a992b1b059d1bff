using Matrix.Runner.Files;

namespace Matrix.Runner.Legs.Cargo;

/// <summary>
/// What cargo has built below its target folder. Where it puts what has changed from cargo to cargo (https://github.com/rust-lang/cargo/issues/15010),
/// so nothing here knows a folder by name.
/// </summary>
internal static class BuiltFiles
{
    private const int Deepest = 12;

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        IgnoreInaccessible = true,

        // A link may lead anywhere, or round in a circle.
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="target">Absolute; it need not be there.</param>
    public static IEnumerable<string> In(string target, string pattern = "*") =>
        Directory.Exists(target) ? Directory.EnumerateFiles(target, pattern, Everywhere).Where(ForeignFile.CanBeRead) : [];
}
