using System.Text;

namespace Matrix.Runner.Legs;

/// <summary>
/// The programs of a package (its binaries and examples), which its tests start, and what stands in for them (witness.rs) while tests are run again
/// to find out why they fail: what a program prints a test may keep to itself.
/// </summary>
/// <param name="witness">Path of the compiled witness.</param>
/// <param name="directories">Of the leg.</param>
internal sealed class Witnesses(string witness, LegDirectories directories)
{
    private const int MostRecords = 1000;

    /// <summary>Its source, to be compiled with the toolchain under test.</summary>
    public static string SourcePath => Path.Combine(AppContext.BaseDirectory, "witness.rs");

    private string Records => Path.Combine(directories.Root, "overheard");

    /// <summary>Writes down where the programs are, beside the leg's folder, where what runs in it cannot write.</summary>
    public static void Save(LegDirectories directories, IEnumerable<Artifact> artifacts) =>
        File.WriteAllLines(ListOf(directories), ProgramsIn(artifacts).Where(path => path.StartsWith($"{directories.Target}/", StringComparison.Ordinal)));

    /// <summary>What the package's tests may start, and what is not a test itself.</summary>
    public static IEnumerable<string> ProgramsIn(IEnumerable<Artifact> artifacts) => artifacts
        .Where(artifact => artifact is { IsTest: false, Kind: "bin" or "example", Executable: not null })
        .Select(artifact => artifact.Executable!)
        .Distinct();

    public static bool HasPrograms(LegDirectories directories) => File.Exists(ListOf(directories)) && new FileInfo(ListOf(directories)).Length > 0;

    /// <summary>Puts a witness in the place of each program.</summary>
    /// <returns>Gives the programs their places back.</returns>
    public IDisposable Place()
    {
        FolderRemoval.Remove(Records);
        Directory.CreateDirectory(Records);
        var moved = new List<(string From, string To)>();
        foreach (var (number, program) in File.ReadLines(ListOf(directories)).Where(ForeignFile.CanBeRead).Index())
        {
            var place = Path.Combine(directories.Root, "programs", $"{number}", Path.GetFileName(program));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(program, place, overwrite: true);
            moved.Add((place, program));
            File.Copy(witness, program);
            File.WriteAllBytes(SettingsOf(program), Encoding.UTF8.GetBytes($"{place}\0{Records}\0"));
        }

        return new Return(moved);
    }

    /// <summary>What was heard since it was last asked, line by line.</summary>
    public IReadOnlyList<byte[]> Take()
    {
        var lines = new List<byte[]>();
        foreach (var record in Directory.EnumerateFiles(Records).Order(StringComparer.Ordinal).Take(MostRecords).ToList())
        {
            if (ForeignFile.CanBeRead(record))
                lines.AddRange(Encoding.UTF8.GetString(File.ReadAllBytes(record)).TrimEnd('\n').Split('\n').Select(Encoding.UTF8.GetBytes));
            File.Delete(record);
        }

        return lines;
    }

    private static string ListOf(LegDirectories directories) => $"{directories.Root}.programs";

    private static string SettingsOf(string program) => $"{program}.witness";

    private sealed class Return(List<(string From, string To)> moved) : IDisposable
    {
        public void Dispose()
        {
            foreach (var (from, to) in moved)
            {
                File.Delete(SettingsOf(to));
                File.Move(from, to, overwrite: true);
            }
        }
    }
}
