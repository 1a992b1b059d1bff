using System.Reflection;
using System.Xml.Linq;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues.GitHub;

/// <summary>A name that Octokit does not have bans nothing, and the analyzer does not say so.</summary>
public sealed class BannedSymbolsTests
{
    private static readonly Assembly Octokit = Assembly.Load("Octokit");

    private static readonly string Project = Path.Combine(Repository.Root, "src", "Matrix.Report");

    private static string[] Symbols => File.ReadAllLines(Path.Combine(Project, "BannedSymbols.txt"));

    [TestCaseSource(nameof(Symbols))]
    public void Octokit_has_what_is_banned(string line)
    {
        var (id, why) = (line.Split(';')[0], line.Split(';')[1]);

        Assert.That(why, Is.Not.Empty);
        Assert.That(Find(id), Is.Not.Null, id);
    }

    [Test]
    public void What_is_banned_does_not_compile()
    {
        var project = XDocument.Load(Path.Combine(Project, "Matrix.Report.csproj"));

        Assert.That(project.Descendants("AdditionalFiles").Select(file => file.Attribute("Include")!.Value), Does.Contain("BannedSymbols.txt"));
        Assert.That(project.Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value), Does.Contain("Microsoft.CodeAnalysis.BannedApiAnalyzers"));
        Assert.That(XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("TreatWarningsAsErrors").Single().Value, Is.EqualTo("true"));
    }

    // Of the ids that documentation has (https://learn.microsoft.com/dotnet/csharp/language-reference/xmldoc/#id-strings), those in use.
    private static MemberInfo? Find(string id)
    {
        if (id.StartsWith("T:", StringComparison.Ordinal))
            return Octokit.GetType(id[2..]);

        var (type, parameters) = (id[2..id.IndexOf(".#ctor(", StringComparison.Ordinal)], id[(id.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(','));
        return Octokit.GetType(type)?.GetConstructor([.. parameters.Select(name => Type.GetType(name) ?? Octokit.GetType(name)!)]);
    }
}
