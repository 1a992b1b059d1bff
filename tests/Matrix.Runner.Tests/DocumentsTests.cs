using System.Text.RegularExpressions;
using Matrix.Testing;

namespace Matrix.Runner.Tests;

/// <summary>What the documents point to is there, and they can be read in one sitting.</summary>
public sealed partial class DocumentsTests
{
    private const int LongestDesign = 13_000;   // bytes

    private static string[] Documents =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md"),
        .. new[] { "docs", "rules", "bench", "toolchain" }.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md")),
    ];

    private static readonly Lazy<List<string>> Sources = new(() =>
    [
        .. new[] { "src", "tests", "bench", "toolchain", "contrib" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)),
    ]);

    // History tells of files as they were called.
    private static IEnumerable<string> NamesOfToday => Names.Where(name => name != "CHANGELOG.md");

    private static IEnumerable<string> Names => Documents.Select(document => Path.GetRelativePath(Repository.Root, document));

    [TestCaseSource(nameof(Names))]
    public void A_link_leads_somewhere(string document)
    {
        var text = File.ReadAllText(Repository.PathOf(document));
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;

        Assert.That(
            Links.Matches(text).Select(link => link.Groups["to"].Value).Where(to => !to.Contains(':', StringComparison.Ordinal)).Where(to => !IsThere(folder, to, text)),
            Is.Empty);
    }

    [TestCaseSource(nameof(NamesOfToday))]
    public void A_source_file_that_is_named_is_there(string document) => Assert.That(
        SourceFiles.Matches(File.ReadAllText(Repository.PathOf(document))).Select(match => match.Groups["file"].Value).Distinct()
            .Where(named => !Sources.Value.Exists(file => file.EndsWith($"/{named}", StringComparison.Ordinal))),
        Is.Empty);

    [Test]
    public void There_is_something_to_look_at()
    {
        Assert.That(Sources.Value, Has.Count.GreaterThan(400));
        Assert.That(NamesOfToday.Sum(name => SourceFiles.Count(File.ReadAllText(Repository.PathOf(name)))), Is.GreaterThan(20));
    }

    [Test]
    public void The_design_can_be_read_in_one_sitting() => Assert.That(new FileInfo(Repository.PathOf("DESIGN.md")).Length, Is.LessThanOrEqualTo(LongestDesign));

    [Test]
    public void The_design_names_every_folder_of_the_programs()
    {
        var layout = File.ReadAllText(Repository.PathOf("DESIGN.md"));

        Assert.That(
            new[] { "Matrix.Runner", "Matrix.Report" }
                .SelectMany(program => Directory.EnumerateDirectories(Repository.PathOf($"src/{program}")))
                .Select(folder => Path.GetFileName(folder))
                .Where(folder => folder is not ("bin" or "obj"))
                .Where(folder => !layout.Contains($"{folder}/", StringComparison.Ordinal)),
            Is.Empty);
    }

    private static bool IsThere(string folder, string to, string text) => to.Split('#', 2) switch
    {
        ["", var anchor] => HasHeading(text, anchor),
        [var file] => Path.Exists(Path.Combine(folder, file)),
        [var file, var anchor] => File.Exists(Path.Combine(folder, file)) && HasHeading(File.ReadAllText(Path.Combine(folder, file)), anchor),
        _ => false,
    };

    // As GitHub makes anchors of headings.
    private static bool HasHeading(string text, string anchor) =>
        Headings.Matches(text).Any(heading => NoAnchor.Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-') == anchor);

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Links { get; }

    [GeneratedRegex(@"`(?<file>[A-Za-z][\w./-]*\.cs)`")]
    private static partial Regex SourceFiles { get; }

    [GeneratedRegex(@"^#+ (?<text>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Headings { get; }

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor { get; }
}
