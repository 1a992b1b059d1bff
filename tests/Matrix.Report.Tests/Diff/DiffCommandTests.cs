using Matrix.Report.Cli;
using Matrix.Report.History;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Terminal;
using Matrix.Testing;

namespace Matrix.Report.Tests.Diff;

public sealed class DiffCommandTests
{
    private ResultsFixture before = null!;
    private ResultsFixture now = null!;
    private TemporaryDirectory directory = null!;

    [SetUp]
    public void SetUp()
    {
        before = new ResultsFixture();
        now = new ResultsFixture { Manifest = Sample.Manifest with { Start = Sample.Manifest.Start.AddDays(7) } };
        directory = new TemporaryDirectory();
    }

    [TearDown]
    public void TearDown()
    {
        before.Dispose();
        now.Dispose();
        directory.Dispose();
    }

    [Test]
    public async Task A_crate_that_fails_now_is_said_and_ends_with_3()
    {
        before.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();
        now.Add(Failing("serde", FailureClass.Unwinding, "joins", "catches")).Write();

        var (code, output, errors) = await DiffAsync();

        Assert.That((code, errors), Is.EqualTo((3, "")));
        Assert.That(output, Does.Contain("Regressed: worked, and fails: 1 crate"));
        Assert.That(output, Does.Match("serde +compatible → regressed +unwinding / sub \\(2 tests\\); lib it: catches, lib it: joins"));
        Assert.That(output.TrimEnd(), Does.EndWith("1 crate regressed: 1 worked before, 0 failed and fail more."));
    }

    [Test]
    public async Task A_crate_that_works_now_ends_with_0()
    {
        before.Add(Failing("serde", FailureClass.Unwinding, "joins")).Write();
        now.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();

        var (code, output, _) = await DiffAsync();

        Assert.That(code, Is.Zero);
        Assert.That(output.TrimEnd(), Does.EndWith("Nothing regressed. 1 crate fixed, 0 in part."));
    }

    [Test]
    public async Task New_causes_and_tests_of_a_crate_that_failed_are_named()
    {
        before.Add(Failing("serde", FailureClass.Unwinding, "joins")).Write();
        now.Add(Failing("serde", FailureClass.Unwinding, "joins") with
        {
            Causes = [Cause(FailureClass.Unwinding, "joins"), Cause(FailureClass.Crash, "dies")],
            Commit = "another",
        }).Write();

        var (code, output, _) = await DiffAsync();

        Assert.That(code, Is.EqualTo(3));
        Assert.That(output, Does.Contain("new: crash / sub; 1 more test fails: lib it: dies; another commit of the crate"));
    }

    [Test]
    public async Task The_same_sweep_twice_changed_nothing()
    {
        PopularRun.Write(before);

        var (code, output, _) = await DiffAsync(before.Results, before.Results);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("OLD and NEW are the same sweep."));
        Assert.That(output.TrimEnd(), Does.EndWith("Nothing changed."));
    }

    [Test]
    public async Task A_sweep_and_its_own_history_file_do_not_differ()
    {
        PopularRun.Write(before);
        var file = HistoryFolder.Remember(directory.Path, SweepReader.Read([before.Results]));

        var (code, output, _) = await DiffAsync(file, before.Results);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("OLD is a history file").And.Contain("Nothing changed."));
    }

    [Test]
    public async Task Against_a_history_file_tests_are_counted()
    {
        before.Add(Failing("serde", FailureClass.Unwinding, "joins")).Write();
        now.Add(Failing("serde", FailureClass.Unwinding, "joins", "catches", "dies")).Write();
        var file = HistoryFolder.Remember(directory.Path, SweepReader.Read([before.Results]));

        var (code, output, _) = await DiffAsync(file, now.Results);

        Assert.That(code, Is.EqualTo(3));
        Assert.That(output, Does.Contain("2 more tests fail").And.Not.Contain("catches"));
    }

    [Test]
    public async Task Shards_in_a_folder_are_one_side()
    {
        foreach (var (shard, crate) in new[] { ("1/2", "serde"), ("2/2", "rand") })
        {
            using var writer = ResultsWriter.Create(
                Path.Combine(directory.Path, $"shard-{crate}"),
                Sample.Manifest with { List = Sample.Manifest.List with { Crates = [crate] }, Settings = Sample.Manifest.Settings with { Shard = shard } });
            writer.Append(Sample.Verdict(crate, VerdictKind.Compatible));
        }

        now.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Add(Sample.Verdict("rand", VerdictKind.Flaky)).Write();

        var (code, output, _) = await DiffAsync(directory.Path, now.Results);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("No longer judged: 1 crate").And.Not.Contain("Added"));
    }

    [Test]
    public async Task A_newer_side_that_is_called_old_is_warned_of_and_compared()
    {
        before.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();
        now.Add(Failing("serde", FailureClass.Abi)).Write();

        var (code, output, _) = await DiffAsync(now.Results, before.Results);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("warning: OLD began after NEW (2026-10-08 03:00 and 2026-10-01 03:00)"));
        Assert.That(output, Does.Contain("Fixed: failed, and works"));
    }

    [Test]
    public async Task What_else_differs_is_told()
    {
        before.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();
        now.Manifest = now.Manifest.WithCranelift(cranelift => cranelift with { LibrarySha256 = new string('f', 64) }) with { Settings = now.Manifest.Settings with { Isolation = "none" } };
        now.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();

        var (_, output, _) = await DiffAsync();

        Assert.That(output, Does.Match("Cranelift backend +aaaaaaaaaaaa +ffffffffffff").And.Match("isolation +bubblewrap +none"));
    }

    [Test]
    public async Task The_most_downloaded_crates_come_first_and_50_of_them_unless_all_are_asked_for()
    {
        foreach (var number in Enumerable.Range(1, 53))
        {
            before.Add(Sample.Verdict($"crate-{number:00}", VerdictKind.Compatible));
            now.Add(Failing($"crate-{number:00}", FailureClass.Abi) with { Downloads = number });
        }

        before.Write();
        now.Write();

        var (_, output, _) = await DiffAsync();
        var (_, all, _) = await DiffAsync(before.Results, now.Results, "--all");

        Assert.That(output, Does.Contain("crate-04").And.Not.Contain("crate-03").And.Contain("and 3 more: --all shows them"));
        Assert.That(output.IndexOf("crate-53", StringComparison.Ordinal), Is.LessThan(output.IndexOf("crate-52", StringComparison.Ordinal)));
        Assert.That(all, Does.Contain("crate-01").And.Not.Contain("more: --all"));
    }

    [Test]
    public async Task Hostile_names_are_text()
    {
        before.Add(Sample.Verdict(HostileRun.Name, VerdictKind.Compatible)).Write();
        HostileRun.Write(now);

        var (code, output, _) = await DiffAsync();

        Assert.That(code, Is.EqualTo(3));
        Assert.That(output, Does.Contain(HostileRun.Name).And.Contain("<U+202E>"));
        Assert.That(output.Where(character => char.IsControl(character) && character is not ('\n' or '\r')), Is.Empty);
    }

    [Test]
    public async Task Markdown_goes_to_a_file_beside_the_table_or_alone_to_standard_output()
    {
        before.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();
        now.Add(Failing("serde", FailureClass.Abi)).Write();
        var file = Path.Combine(directory.Path, "diff.md");

        var beside = await DiffAsync(before.Results, now.Results, "--markdown", file);
        var alone = await DiffAsync(before.Results, now.Results, "--markdown", "-");

        Assert.That((beside.Code, alone.Code), Is.EqualTo((3, 3)));
        Assert.That(beside.Output, Does.Not.Contain("##").And.Contain("serde"));
        Assert.That(alone.Output, Is.EqualTo(await File.ReadAllTextAsync(file)).And.StartsWith("## What changed between two sweeps\n"));
    }

    [Test]
    public async Task What_cannot_be_read_written_or_compared_is_two_lines_and_ends_with_2()
    {
        before.Add(Sample.Verdict("serde", VerdictKind.Compatible)).Write();
        now.Add(Sample.Verdict("rand", VerdictKind.Compatible)).Write();
        HistoryFolder.Remember(directory.Path, SweepReader.Read([before.Results]));

        string[][] wrong =
        [
            [Path.Combine(directory.Path, "absent"), before.Results],
            [before.Results, before.PathOf("run.json")],
            [directory.Path, before.Results],
            [before.Results, now.Results],
            [before.Results, before.Results, "--markdown", Path.Combine(directory.Path, "absent", "diff.md")],
        ];
        foreach (var arguments in wrong)
        {
            var (code, output, errors) = await DiffAsync(arguments);

            Assert.That((code, output), Is.EqualTo((2, "")), string.Join(' ', arguments));
            Assert.That(errors, Does.Match(@"\Aerror: .+\n  hint: .+\n\z"));
        }
    }

    [Test]
    public async Task Two_sweeps_must_be_named() => Assert.That((await DiffAsync(before.Results)).Code, Is.EqualTo(2));

    private static Verdict Failing(string crate, FailureClass failure, params string[] tests) =>
        Sample.Verdict(crate, VerdictKind.Regressed) with { Causes = [Cause(failure, tests)] };

    private static Cause Cause(FailureClass failure, params string[] tests) =>
        Sample.Cause(failure, "sub") with { Tests = [.. tests.Select(test => new TestId("lib it", test))] };

    private Task<(int Code, string Output, string Errors)> DiffAsync() => DiffAsync(before.Results, now.Results);

    private static async Task<(int Code, string Output, string Errors)> DiffAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandHost.InvokeAsync(Commands.Root().Parse(["diff", .. arguments]), TimeSpan.FromSeconds(10), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
