using System.Text.Json;
using Matrix.Testing;

namespace Matrix.Results.Tests;

/// <summary>What is shipped is named with its licence: contrib/third-party-notices writes the file anew.</summary>
public sealed class ThirdPartyNoticesTests
{
    private static readonly string[] Notices = File.ReadAllLines(Repository.PathOf("THIRD-PARTY-NOTICES"));

    // A package begins below a rule.
    private static readonly string[] Named = [.. Notices.Zip(Notices.Skip(1)).Where(pair => pair.First.StartsWith("-----", StringComparison.Ordinal)).Select(pair => pair.Second)];

    [Test]
    public void Each_package_that_is_shipped_is_there_in_its_version_and_no_other() =>
        Assert.That(Named.Where(line => line.Contains(' ')), Is.EquivalentTo(Shipped()).And.Not.Empty);

    [Test]
    public void Each_licence_that_is_meant_is_there_in_full()
    {
        var meant = Notices.Where(line => line.StartsWith("Licence: ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Distinct().ToList();

        Assert.That(meant, Is.Not.Empty.And.SubsetOf(Named));
        Assert.That(meant.Select(licence => Repository.PathOf($"contrib/licenses/{licence}.txt")), Is.All.Exist);
    }

    private static IEnumerable<string> Shipped() => Directory.GetFiles(Repository.PathOf("src"), "packages.lock.json", SearchOption.AllDirectories)
        .SelectMany(Locked)
        .Distinct();

    private static IEnumerable<string> Locked(string path)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(path));
        return [.. locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project" && !package.Name.EndsWith("Analyzers", StringComparison.Ordinal))
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}")];
    }
}
