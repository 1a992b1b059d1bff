using Matrix.Report.Issues;
using Matrix.Results;

namespace Matrix.Report.Tests.Issues;

public sealed class RepositoryNameTests
{
    [TestCase("rust-lang/rustc_codegen_cranelift")]
    [TestCase("a/b")]
    [TestCase("A1-b/.github")]
    [TestCase("jane_corp/x")]
    [TestCase("a/...")]
    [TestCase("a/-")]
    public void A_name_that_GitHub_gives_is_one(string text) => Assert.That(RepositoryName.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("name")]
    [TestCase("/name")]
    [TestCase("owner/")]
    [TestCase("a/b/c")]
    [TestCase("a/.")]
    [TestCase("a/..")]
    [TestCase("../b")]
    [TestCase("-a/b")]
    [TestCase("a-/b")]
    [TestCase("a--b/c")]
    [TestCase("a.b/c")]
    [TestCase("a/b c")]
    [TestCase("a/b?c")]
    [TestCase("a/b#c")]
    [TestCase("a/b%2Fc")]
    [TestCase("a/b\n")]
    [TestCase("a/ä")]
    [TestCase("a/b.git")]
    [TestCase("https://github.com/a/b")]
    public void What_is_none_is_refused(string text) =>
        Assert.That(() => RepositoryName.Parse(text), Throws.TypeOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage));

    [TestCase(39, 100, true)]
    [TestCase(40, 100, false)]
    [TestCase(39, 101, false)]
    public void It_is_as_long_as_GitHub_allows(int owner, int name, bool allowed) =>
        Assert.That(RepositoryName.TryParse($"{new string('a', owner)}/{new string('b', name)}", out _), Is.EqualTo(allowed));

    [Test]
    public void Case_makes_no_difference()
    {
        Assert.That(RepositoryName.Parse("Rust/Matrix"), Is.EqualTo(RepositoryName.Parse("rust/matrix")));
        Assert.That(RepositoryName.Parse("Rust/Matrix").GetHashCode(), Is.EqualTo(RepositoryName.Parse("rust/matrix").GetHashCode()));
    }
}
