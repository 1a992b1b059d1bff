using Matrix.Results;
using Matrix.Runner.Rules.Loading;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules.Loading;

public sealed class ReachLoaderTests
{
    [TestCase(ReachLoader.FamiliesFile, "families:\n  - { name: a, class: simd, subclasses: [b] }", ":3: ")]
    [TestCase(ReachLoader.FamiliesFile, "families:\n  - { name: a, class: abi }", ":3: ")]
    [TestCase(ReachLoader.ProcessorsFile, "processors:\n  - { needs: [a], intrinsic: [b] }", ":3: ")]
    [TestCase(ReachLoader.ProcessorsFile, "processors:\n  - { intrinsics: [b] }", ":3: ")]
    public void What_is_wrong_is_told_with_file_and_line(string file, string text, string place)
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, file), "format: 1\n" + text + "\n");
        File.WriteAllText(Path.Combine(folder.Path, "some.yaml"), File.ReadAllText(Repository.PathOf("rules/stack.yaml")));

        var error = Assert.Throws<MatrixException>(() => RulesLoader.Load(folder.Path));

        Assert.That(error.Message, Does.Contain(file + place));
    }

    [Test]
    public void A_change_beside_the_rules_is_a_change_of_the_rules()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "some.yaml"), File.ReadAllText(Repository.PathOf("rules/stack.yaml")));
        var before = RulesLoader.Load(folder.Path).Sha256;
        File.WriteAllText(Path.Combine(folder.Path, ReachLoader.ProcessorsFile), "format: 1\nprocessors:\n  - { needs: [a], intrinsics: [b] }\n");

        var now = RulesLoader.Load(folder.Path);

        Assert.That(now.Sha256, Is.Not.EqualTo(before));
        Assert.That(now.Needs.Of("b"), Is.EqualTo(new[] { "a" }));
    }
}
