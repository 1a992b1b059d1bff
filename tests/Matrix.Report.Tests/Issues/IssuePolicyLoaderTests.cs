using Matrix.Report.Issues;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Report.Tests.Issues;

public sealed class IssuePolicyLoaderTests
{
    private readonly TemporaryDirectory directory = new();

    [OneTimeTearDown]
    public void Remove() => directory.Dispose();

    // README and docs/issues.md name these numbers.
    [Test]
    public void The_file_that_comes_with_the_tool_says_what_README_says()
    {
        var policy = IssuePolicyLoader.Load(Repository.PathOf("matrix.yaml"));
        var said = string.Join(' ', File.ReadAllText(Repository.PathOf("README.md")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.That((policy.OpenAfterSweeps, policy.OpenAfterCrates, policy.CloseAfterSweeps, policy.Guard), Is.EqualTo((2, 3, 3, 25)));
        Assert.That(said, Does.Contain("two sweeps").And.Contain("three crates"));
        Assert.That((IssuePolicy.Default.OpenAfterSweeps, IssuePolicy.Default.OpenAfterCrates, IssuePolicy.Default.CloseAfterSweeps), Is.EqualTo((2, 3, 3)), "and without a file it is the same");
    }

    [Test]
    public void All_that_is_said_counts()
    {
        var policy = Load(
            """
            format: 1
            jobs: 4
            issues:
              repositories: [rust/matrix, rust/other]
              api: https://github.example.com/api/v3
              report: https://rust.example/matrix
              open: { sweeps: 3, crates: 5 }
              close: { sweeps: 4 }
              caps: { issues: 1, comments: 0 }
              guard: 40
              crates-shown: 12
              labels: { class: "AABBCC", os: { description: "on {value} it {meaning}" } }
              upstream: { repository: rust-lang/cg, tracked: { abi: rust-lang/cg#7 }, known: [unwinding] }
            """);

        Assert.That(policy.Repositories.Select(name => name.ToString()), Is.EqualTo(new[] { "rust/matrix", "rust/other" }));
        Assert.That((policy.Api!.AbsoluteUri, policy.Report!.AbsoluteUri), Is.EqualTo(("https://github.example.com/api/v3/", "https://rust.example/matrix/")));
        Assert.That((policy.OpenAfterSweeps, policy.OpenAfterCrates, policy.CloseAfterSweeps), Is.EqualTo((3, 5, 4)));
        Assert.That((policy.MostNewIssues, policy.MostComments, policy.Guard, policy.CratesShown), Is.EqualTo((1, 0, 40, 12)));
        Assert.That(policy.Labels, Is.EqualTo(LabelStyles.Default with { Class = new("aabbcc"), Os = LabelStyles.Default.Os with { Description = "on {value} it {meaning}" } }));
        Assert.That(policy.Labels.Os.Describe("macos", "fails on macos"), Is.EqualTo("on macos it fails on macos"));
        Assert.That((policy.Upstream, policy.Tracked[FailureClass.Abi], policy.Known.Single()), Is.EqualTo((RepositoryName.Parse("rust-lang/cg"), "rust-lang/cg#7", FailureClass.Unwinding)));
    }

    [TestCase("", ".matrix/cache")]
    [TestCase("cache: ../elsewhere", "../elsewhere")]
    public void What_is_kept_is_where_a_sweep_keeps_it(string line, string cache) =>
        Assert.That(Load($"format: 1\n{line}\n").Cache, Is.EqualTo(Path.GetFullPath(Path.Combine(directory.Path, cache))));

    [Test]
    public void The_file_that_comes_with_the_tool_names_no_repository() =>
        Assert.That(IssuePolicyLoader.Load(Repository.PathOf("matrix.yaml")).Repositories, Is.Empty);

    [TestCase("repository: rust/matrix", "did you mean 'repositories'")]
    [TestCase("repositories: [matrix]", "must be like owner/name")]
    [TestCase("report: http://rust.example/", "must be an address that starts with https://")]
    [TestCase("guard: 0", "must be from 1 to 100")]
    [TestCase("labels: { class: red }", "must be six hex digits")]
    [TestCase("labels: { class: { color: \"d93f0b\" } }", "did you mean 'colour'")]
    [TestCase("upstream: { known: [unwindin] }", "did you mean 'unwinding'")]
    [TestCase("upstream: { tracked: { abi: 7 } }", "must be like owner/repository#123")]
    public void What_is_wrong_is_said_with_its_line(string line, string problem) =>
        Assert.That(() => Load($"format: 1\nissues:\n  {line}\n"), Throws.TypeOf<MatrixException>().With.Message.Contains(":3: ").And.Message.Contains(problem));

    private IssuePolicy Load(string text) => IssuePolicyLoader.Load(directory.File("matrix.yaml", text));
}
