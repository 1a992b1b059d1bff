using System.Text.RegularExpressions;
using System.Xml.Linq;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Runner.Tests;

/// <summary>What DESIGN.md promises of the sources as a whole.</summary>
public sealed partial class ArchitectureTests
{
    private const int LongestFile = 400;
    private const int FewestFiles = 4;

    [Test]
    public void What_makes_results_and_what_reads_them_do_not_know_each_other()
    {
        Assert.That(ProjectsOf("Matrix.Runner"), Is.EqualTo(new[] { "Matrix.Results", "Matrix.Terminal", "Matrix.Yaml" }));
        Assert.That(ProjectsOf("Matrix.Report"), Is.EqualTo(new[] { "Matrix.Results", "Matrix.Terminal", "Matrix.Yaml" }));
        Assert.That(ProjectsOf("Matrix.Yaml"), Is.EqualTo(new[] { "Matrix.Results" }));
        Assert.That(ProjectsOf("Matrix.Terminal"), Is.EqualTo(new[] { "Matrix.Results" }));
        Assert.That(ProjectsOf("Matrix.Results"), Is.Empty);
        Assert.That(FilesThat("Matrix.Runner", text => text.Contains("Matrix.Report", StringComparison.Ordinal)), Is.Empty);
        Assert.That(FilesThat("Matrix.Report", text => text.Contains("Matrix.Runner", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_contract_starts_no_process_and_knows_neither_network_nor_console() =>
        Assert.That(
            typeof(Verdict).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name),
            Has.None.Matches("^(System[.]Diagnostics[.]Process|System[.]Net[.].*|System[.]Console|Spectre[.].*)$"));

    [Test]
    public void Only_the_folder_for_processes_touches_the_system() =>
        Assert.That(
            FilesThat("Matrix.Runner", SystemCalls.IsMatch).Where(file => !file.StartsWith("src/Matrix.Runner/Processes/", StringComparison.Ordinal)),
            Is.Empty);

    [Test]
    public void What_makes_verdicts_reads_and_writes_nothing() =>
        Assert.That(FilesThat("Matrix.Runner/Verdicts", FileAccess.IsMatch), Is.Empty);

    [Test]
    public void Only_the_rim_writes_to_the_console() =>
        Assert.That(
            FilesThat("Matrix.Runner", ConsoleAccess.IsMatch).Where(file => !file.Contains("/Cli/") && !file.Contains("/Progress/") && !file.EndsWith("/Program.cs", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void No_file_is_too_long_to_be_held_in_the_head() =>
        Assert.That(Files("").Where(file => File.ReadLines(Repository.PathOf(file)).Count() > LongestFile), Is.Empty);

    // A folder is a name to learn. What is a platform's stands apart, however little it is.
    [Test]
    public void No_folder_holds_next_to_nothing() =>
        Assert.That(
            Files("").CountBy(file => Path.GetDirectoryName(file)!).Where(folder => folder.Value < FewestFiles && !folder.Key.EndsWith("/Native", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void No_type_is_called_as_another() =>
        Assert.That(
            Files("").SelectMany(file => Declarations.Matches(File.ReadAllText(Repository.PathOf(file))).Select(match => match.Groups["name"].Value))
                .CountBy(name => name).Where(name => name.Value > 1 && name.Key != "Program").Select(name => name.Key),
            Is.Empty);

    [Test]
    public void Nothing_is_left_to_be_done() => Assert.That(FilesThat("", LeftOver.IsMatch), Is.Empty);

    // An exit code is a number; all else stands in files by its name.
    [Test]
    public void Every_member_of_every_enum_of_the_contract_has_a_name_for_files() =>
        Assert.That(
            typeof(Verdict).Assembly.GetTypes()
                .Where(type => type.IsEnum && type.IsPublic && type != typeof(ExitCode))
                .SelectMany(type => type.GetFields().Where(field => field.IsLiteral))
                .Where(field => field.GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute), false).Length == 0)
                .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"),
            Is.Empty);

    private static IEnumerable<string> ProjectsOf(string project) =>
        XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static IEnumerable<string> FilesThat(string folder, Func<string, bool> say) =>
        Files(folder).Where(file => say(File.ReadAllText(Repository.PathOf(file))));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf($"src/{folder}"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

    [GeneratedRegex(@"\b(?:LibraryImport|DllImport|unsafe|Process\.Start|new Process\b|ProcessStartInfo|Process\.GetProcess)")]
    private static partial Regex SystemCalls { get; }

    [GeneratedRegex(@"\b(?:System\.IO|File|Directory|FileInfo|DirectoryInfo|FileStream|StreamReader|StreamWriter|Environment\.Get|HttpClient|IProcessRunner)\b")]
    private static partial Regex FileAccess { get; }

    [GeneratedRegex(@"(?<![\w.])(?:System\.)?(?:Console\.(?:Out|Error|Write|Read|Open)|AnsiConsole\b)")]
    private static partial Regex ConsoleAccess { get; }

    [GeneratedRegex(@"^(?:public|internal)[a-z ]* (?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declarations { get; }

    // The two words are put together here, so that this file does not hold them.
    [GeneratedRegex("TO" + "DO|FIX" + "ME")]
    private static partial Regex LeftOver { get; }
}
