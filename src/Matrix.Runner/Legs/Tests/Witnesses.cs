using System.Text;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Cargo;

namespace Matrix.Runner.Legs.Tests;

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
        File.WriteAllText(
            ListOf(directories),
            string.Concat(ProgramsIn(artifacts).Where(program => program.Path.StartsWith($"{directories.Target}/", StringComparison.Ordinal)).Select(program => $"{program.Name}\0{program.Path}\0")));

    /// <summary>What the package's tests may start, and what is not a test itself.</summary>
    public static IEnumerable<PackageProgram> ProgramsIn(IEnumerable<Artifact> artifacts) => artifacts
        .Where(artifact => artifact is { IsTest: false, Kind: "bin" or "example", Executable: not null })
        .Select(artifact => new PackageProgram(artifact.TargetName, artifact.Executable!))
        .DistinctBy(program => program.Path);

    /// <summary>As they were written down.</summary>
    public static IReadOnlyList<PackageProgram> Programs(LegDirectories directories)
    {
        var fields = File.Exists(ListOf(directories)) ? File.ReadAllText(ListOf(directories)).Split('\0') : [];
        return [.. fields.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new PackageProgram(pair[0], pair[1]))];
    }

    /// <summary>Puts a witness in the place of each program.</summary>
    /// <returns>Gives the programs their places back.</returns>
    public IDisposable Place()
    {
        FolderRemoval.Remove(Records);
        var moved = new List<(string From, string To)>();
        foreach (var (number, program) in Programs(directories).Select(program => program.Path).Where(ForeignFile.CanBeRead).Index())
        {
            var place = Path.Combine(directories.Root, "programs", $"{number}", Path.GetFileName(program));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(program, place, overwrite: true);
            moved.Add((place, program));
            File.Copy(witness, program);
            var records = Directory.CreateDirectory(RecordsOf(number)).FullName;
            File.WriteAllBytes(SettingsOf(program), Encoding.UTF8.GetBytes($"{place}\0{records}\0"));
        }

        return new Return(moved);
    }

    /// <summary>What was heard since it was last asked.</summary>
    public Overheard Take()
    {
        var lines = new List<byte[]>();
        var started = new List<string>();
        foreach (var (number, program) in Programs(directories).Index())
        {
            List<string> records = Directory.Exists(RecordsOf(number)) ? [.. Directory.EnumerateFiles(RecordsOf(number)).Order(StringComparer.Ordinal).Take(MostRecords)] : [];
            if (records.Count > 0)
                started.Add(program.Name);
            foreach (var record in records)
            {
                if (ForeignFile.CanBeRead(record))
                    lines.AddRange(Encoding.UTF8.GetString(File.ReadAllBytes(record)).TrimEnd('\n').Split('\n').Select(Encoding.UTF8.GetBytes));
                File.Delete(record);
            }
        }

        return new Overheard(lines, started);
    }

    private string RecordsOf(int number) => Path.Combine(Records, $"{number}");

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

/// <summary>What programs of the package printed as errors.</summary>
/// <param name="Started">Those that were started, by name.</param>
internal sealed record Overheard(IReadOnlyList<byte[]> Lines, IReadOnlyList<string> Started);
