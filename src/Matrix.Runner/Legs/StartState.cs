using System.Globalization;
using System.Text;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;

namespace Matrix.Runner.Legs;

/// <summary>
/// What a leg's folders held when all was built and no test had run. Every run of a test starts from there: what an earlier run has left (files in
/// the source, in the target directory, in $HOME, temporary ones) is not there for the next.
/// </summary>
internal static class StartState
{
    // cargo's memory of what rustc can do: whoever calls cargo in a test writes it anew, and nothing follows from it.
    private const string RustcInfo = ".rustc_info.json";

    /// <summary>Looks at the folders, and writes down what is there, beside them, where what runs in them cannot write.</summary>
    public static void Save(LegDirectories directories)
    {
        var text = new StringBuilder();
        foreach (var (path, entry) in Entries(directories.Source))
            text.Append(path).Append('\0').Append(MarkOf(entry)).Append('\0');
        File.WriteAllText(PathOf(directories), text.ToString());
    }

    /// <summary>Puts the folders back to it.</summary>
    /// <param name="checkout">The prepared source, from which what was changed or removed is taken.</param>
    /// <returns>What could not be put back, relative to the leg's source: whatever is run now does not start clean.</returns>
    public static IReadOnlyList<string> Restore(LegDirectories directories, string checkout)
    {
        foreach (var folder in new[] { directories.Home, directories.Temporary })
        {
            FolderRemoval.Remove(folder);
            Directory.CreateDirectory(folder);
        }

        if (!File.Exists(PathOf(directories)))
            return ["(what was there is not known)"];

        var before = Read(directories);
        OpenFolders(before, directories);
        var left = new List<string>();
        foreach (var (path, entry) in Entries(directories.Source).ToList())
        {
            if (!before.TryGetValue(path, out var mark))
                left.AddRange(IsGone(entry) ? [] : [path]);
            else if (mark == MarkOf(entry))
                before.Remove(path);
        }

        return [.. left, .. before.OrderBy(entry => entry.Key, StringComparer.Ordinal).Where(entry => !IsPutBack(entry.Key, entry.Value, directories, checkout)).Select(entry => entry.Key)];
    }

    // A test may close a folder and leave it so: what is in it must be seen.
    private static void OpenFolders(Dictionary<string, string> before, LegDirectories directories)
    {
        foreach (var (path, mark) in before.Where(entry => entry.Value.StartsWith(FolderMark, StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (new DirectoryInfo(Path.Combine(directories.Source, path)) is { Exists: true, LinkTarget: null } folder && folder.UnixFileMode != ModeIn(mark))
                folder.UnixFileMode = ModeIn(mark);
        }
    }

    private static bool IsGone(FileSystemInfo entry)
    {
        try
        {
            Remove(entry);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;   // with the folder that it was in
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsPutBack(string path, string mark, LegDirectories directories, string checkout)
    {
        if (Path.GetFileName(path) == RustcInfo)
            return true;

        var (from, to) = (Path.Combine(checkout, path), Path.Combine(directories.Source, path));
        try
        {
            if (Find(to) is { } changed && IsOnlyOfAnotherMode(changed, mark))
            {
                changed.UnixFileMode = ModeIn(mark);
                return true;
            }

            // What there is no other of stays as it is: without it nothing could be run at all.
            var isFolder = mark.StartsWith(FolderMark, StringComparison.Ordinal);
            var original = Find(from);
            if (!isFolder && (original is null || MarkOf(original) != mark))
                return false;

            if (Find(to) is { } other)
                Remove(other);
            if (isFolder)
                Directory.CreateDirectory(to).UnixFileMode = ModeIn(mark);
            else
                FolderCopy.CopyEntry(original!, to);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Read(LegDirectories directories)
    {
        var fields = File.ReadAllText(PathOf(directories)).Split('\0');
        return Enumerable.Range(0, fields.Length / 2).ToDictionary(at => fields[2 * at], at => fields[(2 * at) + 1], StringComparer.Ordinal);
    }

    private static string PathOf(LegDirectories directories) => $"{directories.Root}.start";

    private const string FolderMark = "folder ";

    // A change that keeps length, time and mode is not seen; nobody makes one by chance.
    private static string MarkOf(FileSystemInfo entry) =>
        entry.LinkTarget is { } target ? $"link {target}"
        : entry is FileInfo file ? string.Create(CultureInfo.InvariantCulture, $"file {file.Length} {file.LastWriteTimeUtc.Ticks} {(int)file.UnixFileMode}")
        : string.Create(CultureInfo.InvariantCulture, $"{FolderMark}{(int)entry.UnixFileMode}");

    private static bool IsOnlyOfAnotherMode(FileSystemInfo entry, string mark) =>
        entry is FileInfo { LinkTarget: null } && MarkOf(entry) is var now && now[..now.LastIndexOf(' ')] == mark[..mark.LastIndexOf(' ')];

    private static UnixFileMode ModeIn(string mark) => (UnixFileMode)int.Parse(mark[mark.LastIndexOf(' ')..], CultureInfo.InvariantCulture);

    // Links are not followed. What cannot be listed is passed over: then it is not known, and goes.
    private static IEnumerable<(string Path, FileSystemInfo Entry)> Entries(string root) =>
        new DirectoryInfo(root)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true })
            .Select(entry => (Path.GetRelativePath(root, entry.FullName), entry));

    private static FileSystemInfo? Find(string path) =>
        new FileInfo(path) is { } file && (file.Exists || file.LinkTarget is not null) ? file
        : new DirectoryInfo(path) is { Exists: true } folder ? folder
        : null;

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo && entry.LinkTarget is null)
            FolderRemoval.Remove(entry.FullName);
        else
            File.Delete(entry.FullName);
    }
}
