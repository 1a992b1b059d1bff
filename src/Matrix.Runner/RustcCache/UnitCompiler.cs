using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Runner.RustcCache;

/// <summary>
/// Compiles a unit apart from the leg that asked for it: it sees the compiler, downloaded packages and the units it depends on, and nothing
/// that the leg could have written. So what it makes is what anybody would get.
/// </summary>
/// <param name="rustc">Path of the compiler.</param>
/// <param name="limits">Of a compilation; what is not done within them the leg does itself.</param>
internal sealed class UnitCompiler(string rustc, SandboxedProcesses processes, ProcessLimits limits)
{
    /// <param name="place">Its key; an empty folder, which becomes its own; the copy of OUT_DIR, null where there is none.</param>
    /// <returns>Null where it does not compile, or prints too much to be kept: the leg will see for itself.</returns>
    public async Task<StoredUnit?> CompileAsync(
        UnitCall unit, IReadOnlyDictionary<string, StoredUnit> dependencies, (string Key, string Room, GeneratedCopy? Generated) place, CancellationToken cancellation)
    {
        var directories = new LegDirectories(place.Room);
        var output = Path.Combine(place.Room, "unit");
        foreach (var folder in new[] { output, directories.Home, directories.Temporary })
            Directory.CreateDirectory(folder);

        var printed = new Printed();
        var ended = await processes.RunAsync(Command(unit, dependencies, (output, place.Generated?.Folder), directories), directories, printed, cancellation);
        foreach (var folder in new[] { directories.Home, directories.Temporary })
            FolderRemoval.Remove(folder);
        return ended.Exit.IsSuccess && printed.IsWhole
            ? Describe(unit, dependencies, place, printed.ToString())
            : null;
    }

    private CommandSpec Command(
        UnitCall unit, IReadOnlyDictionary<string, StoredUnit> dependencies, (string Output, string? Generated) at, LegDirectories directories) =>
        new(rustc, [.. unit.Words.Select(word => Word(unit, word, dependencies, at.Generated)), "--out-dir", at.Output, .. Folders(dependencies.Values)], unit.WorkingDirectory)
        {
            Environment = unit.Environment
                .Select(variable => KeyValuePair.Create(variable.Key, Placed(unit, variable.Value, at.Generated)))
                .ToImmutableSortedDictionary(StringComparer.Ordinal)
                .SetItem("HOME", directories.Home)
                .SetItem("TMPDIR", directories.Temporary),
            Limits = limits,
        };

    private static string Word(UnitCall unit, UnitWord word, IReadOnlyDictionary<string, StoredUnit> dependencies, string? generated) =>
        word.Dependency is { } file ? word.Text + Path.Combine(dependencies[file].Folder, file) : Placed(unit, word.Text, generated);

    private static string Placed(UnitCall unit, string text, string? generated) =>
        unit.GeneratedDirectory is { } folder ? text.Replace(folder, generated, StringComparison.Ordinal) : text;

    private static IEnumerable<string> Folders(IEnumerable<StoredUnit> dependencies) =>
        StoredUnit.WithDependencies(dependencies).SelectMany(unit => new[] { "-L", $"dependency={unit.Folder}" });

    private static StoredUnit? Describe(
        UnitCall unit, IReadOnlyDictionary<string, StoredUnit> dependencies, (string Key, string Room, GeneratedCopy? Generated) place, string printed)
    {
        var made = Path.Combine(place.Room, "unit");
        var files = new DirectoryInfo(made).EnumerateFileSystemInfos().ToList();
        return files.Count > 0 && files.TrueForAll(file => unit.Names(file.Name) && ForeignFile.CanBeRead(file.FullName))
            ? new StoredUnit(place.Key, made, [.. dependencies.Values.DistinctBy(dependency => dependency.Key)])
            {
                Files = [.. files.Select(file => file.Name).Order(StringComparer.Ordinal)],
                Printed = printed,
                Generated = place.Generated,
                Bytes = files.OfType<FileInfo>().Sum(file => file.Length),
            }
            : null;
    }

    private sealed class Printed : IOutputSink
    {
        private const int Most = 4 << 20;

        private readonly ArrayBufferWriter<byte> bytes = new();

        public bool IsWhole { get; private set; } = true;

        public void Write(ReadOnlySpan<byte> more)
        {
            if (IsWhole = IsWhole && bytes.WrittenCount + more.Length <= Most)
                bytes.Write(more);
        }

        public override string ToString() => Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
