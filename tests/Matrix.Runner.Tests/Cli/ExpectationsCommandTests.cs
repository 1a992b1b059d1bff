using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Cli;
using Matrix.Runner.Progress;
using Matrix.Runner.Tests.Crates.Expectations;
using Matrix.Runner.Tests.Progress;
using Matrix.Terminal;
using Matrix.Testing;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Cli;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExpectationsCommandTests : IDisposable
{
    private const string Known = "format: 1\ncrates:\n  - name: memchr   # kept\n    path: a\n    expect:\n      - { verdict: broken, reason: x }\n  - { name: syn, path: b }\n";
    private const string True = "format: 1\ncrates:\n  - name: memchr   # kept\n    path: a\n  - { name: syn, path: b }\n";

    private readonly TemporaryDirectory directory = new();
    private readonly StringWriter said = new() { NewLine = "\n" };
    private readonly string list;

    public ExpectationsCommandTests()
    {
        list = directory.File("crates-list/list.yaml", Known);
        Sweep(Known, SampleVerdicts.Of("memchr", VerdictKind.Compatible), SampleVerdicts.Of("syn", VerdictKind.Regressed, "1 fails", SampleVerdicts.Cause(FailureClass.Abi)));
    }

    private string Results => Path.Combine(directory.Path, "results");

    public void Dispose()
    {
        said.Dispose();
        directory.Dispose();
    }

    [Test]
    public void Without_being_told_to_it_writes_nothing()
    {
        Assert.That(Execute(), Is.EqualTo(ExitCode.Regressed));
        Assert.That(File.ReadAllText(list), Is.EqualTo(Known));
        Assert.That(said.ToString(), Does.Contain("-      - { verdict: broken, reason: x }").And.Contain("--write").And.Contain("no entry expects it: syn"));
    }

    [Test]
    public void What_is_written_is_true_from_then_on()
    {
        Assert.That(Execute(write: true), Is.EqualTo(ExitCode.Ok));
        Assert.That(File.ReadAllText(list), Is.EqualTo(True));
        Assert.That(Execute(), Is.EqualTo(ExitCode.Ok));
        Assert.That(said.ToString(), Does.Contain("written: ").And.Contain("needs no edit"));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(list)!), Has.Exactly(1).Items);
    }

    [Test]
    public void Asked_for_all_it_expects_regressions_until_the_day_it_is_given()
    {
        Assert.That(Execute(write: true, all: true, until: new DateOnly(2028, 2, 29)), Is.EqualTo(ExitCode.Ok));
        Assert.That(File.ReadAllText(list), Is.EqualTo(True.Replace(
            "path: b }",
            "path: b, expect: [{ verdict: regressed, class: abi, reason: \"1 fails\", when: { os: linux, arch: x86_64 }, until: 2028-02-29 }] }")));
    }

    [Test]
    public void The_command_that_it_tells_does_what_it_shows()
    {
        Execute(all: true, until: new DateOnly(2028, 2, 29));

        Assert.That(said.ToString(), Does.EndWith($"to update the list: ./matrix expectations {Results} --until 2028-02-29 --all --write\n"));
    }

    [Test]
    public void A_year_is_given_where_no_day_is()
    {
        Execute(write: true, all: true);

        Assert.That(File.ReadAllText(list), Does.Contain("until: 2027-11-20"));
    }

    [Test]
    public void A_day_that_was_past_is_refused() => Assert.That(
        () => Execute(until: new DateOnly(2026, 11, 19)),
        Throws.TypeOf<MatrixException>().With.Message.EqualTo("--until 2026-11-19 was past when the sweep ended (2026-11-20)"));

    [Test]
    public void A_list_that_nobody_named_is_looked_for_under_its_name()
    {
        Assert.That(Execute(named: false, write: true), Is.EqualTo(ExitCode.Ok));
        Assert.That(File.ReadAllText(list), Is.EqualTo(True));
    }

    [Test]
    public void A_list_that_is_not_there_has_to_be_named()
    {
        File.Move(list, directory.File("elsewhere.yaml", ""), overwrite: true);

        Assert.That(() => Execute(named: false), Throws.TypeOf<MatrixException>().With.Property("ExitCode").EqualTo(ExitCode.Usage));
    }

    [Test]
    public void Another_list_is_told_and_what_has_changed_in_it_is_left_alone()
    {
        File.WriteAllText(list, Known.Replace("reason: x", "reason: y"));

        Assert.That(Execute(), Is.EqualTo(ExitCode.Ok));
        Assert.That(said.ToString(), Does.Contain("WARNING: the sweep read another list").And.Contain("none, the entry has changed since the sweep"));
    }

    [Test]
    public void A_link_stays_a_link_and_permissions_stay()
    {
        File.SetUnixFileMode(list, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        var link = Path.Combine(directory.Path, "link.yaml");
        File.CreateSymbolicLink(link, list);

        Execute(new ExpectationsOptions { Results = Results, List = link, Write = true });

        Assert.That(File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName, Is.EqualTo(list));
        Assert.That(File.ReadAllText(list), Is.EqualTo(True));
        Assert.That(File.GetUnixFileMode(list), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite));
    }

    [TestCase("results/today", ExpectedResult = "results/today")]
    [TestCase("my results", ExpectedResult = "'my results'")]
    [TestCase("it's; rm", ExpectedResult = "'it'\\''s; rm'")]
    public string A_path_is_told_as_a_shell_takes_it(string path) => ShellWord.Of(path);

    private ExitCode Execute(bool write = false, bool all = false, bool named = true, DateOnly? until = null) =>
        Execute(new ExpectationsOptions { Results = Results, List = named ? list : null, Write = write, All = all, Until = until });

    private ExitCode Execute(ExpectationsOptions options)
    {
        using var progress = new PlainProgress(said);
        return new ExpectationsReview(new CheckoutPaths(directory.Path), options).Execute(progress, said);
    }

    private void Sweep(string yaml, params Verdict[] came)
    {
        var file = new YamlFile(list, "list.yaml", System.Text.Encoding.UTF8.GetBytes(yaml));
        using var results = ResultsWriter.Create(Results, Reviews.Run with { List = Reviews.Run.List with { Sha256 = file.Sha256 } });
        foreach (var verdict in Reviews.Judged(file, came))
            results.Append(verdict);
    }
}
