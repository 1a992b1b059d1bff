using System.Security.Cryptography;
using System.Text;
using Matrix.Results.Storage;

namespace Matrix.Runner.Crates.Checkout;

/// <summary>The fingerprint of all files of a source, the lock file among them: names, contents, what may be executed, where links lead.</summary>
internal static class SourceTree
{
    /// <param name="folder">Its <c>.git</c> does not count.</param>
    /// <param name="depth">What that holds, where it holds more than the one commit.</param>
    /// <returns>Lower-case hex.</returns>
    public static string Fingerprint(string folder, CheckoutDepth? depth = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (depth is { IsCommitAlone: false })
            Add(hash, $"checkout {depth.History?.ToString() ?? "full"} {depth.Tags}");
        Add(hash, new DirectoryInfo(folder), "");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Something whose name is not UTF-8, so that it cannot be named here; null: there is none.</summary>
    public static string? FindUnnameable(string folder) => Unnameable(new DirectoryInfo(folder)).FirstOrDefault();

    private static IEnumerable<string> Unnameable(DirectoryInfo directory) =>
        directory.EnumerateFileSystemInfos().SelectMany(entry => entry switch
        {
            _ when entry.Name.Contains('\uFFFD', StringComparison.Ordinal) && !IsThere(entry.FullName) => [entry.FullName],
            DirectoryInfo { LinkTarget: null } child => Unnameable(child),
            _ => [],
        });

    private static bool IsThere(string entry) => Path.Exists(entry) || new FileInfo(entry).LinkTarget is not null;

    private static void Add(IncrementalHash hash, DirectoryInfo directory, string within)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = $"{within}/{entry.Name}";
            if (name == "/.git")
                continue;

            if (entry.LinkTarget is { } target)
                Add(hash, $"link {name} {target}");
            else if (entry is DirectoryInfo child)
                Add(hash, child, name);
            else
                AddFile(hash, (FileInfo)entry, name);
        }
    }

    private static void AddFile(IncrementalHash hash, FileInfo file, string name)
    {
        var isProgram = (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
        Add(hash, $"{(isProgram ? "program" : "file")} {name} {FileHash.Of(file.FullName)}");
    }

    private static void Add(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + '\0'));
}
