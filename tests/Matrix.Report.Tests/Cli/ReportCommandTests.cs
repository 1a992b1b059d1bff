using Matrix.Report.Cli;
using Matrix.Results;
using Matrix.Results.History;
using Matrix.Terminal;
using Matrix.Testing;

namespace Matrix.Report.Tests.Cli;

public sealed class ReportCommandTests
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter errors = new() { NewLine = "\n" };
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown()
    {
        results.Dispose();
        output.GetStringBuilder().Clear();
        errors.GetStringBuilder().Clear();
    }

    [Test]
    public async Task Templates_of_the_users_own_are_taken_and_a_broken_one_is_told_before_anything_is_written()
    {
        PopularRun.Write(results);
        using var own = new TemporaryDirectory();
        var foot = own.File("_foot.html.sbn", "<p>Run by {{Generator}} for us</p>\n");

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site, "--templates", own.Path), Is.Zero);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(results.Site, "index.html")), Does.EndWith(" for us</p>\n").And.Contain("Cranelift Matrix"));

        await File.WriteAllTextAsync(foot, "\n{{Root}} {{Generater}}");
        var site = Path.Combine(own.Path, "site");
        Assert.That(await RunAsync("report", results.Results, "--out", site, "--templates", own.Path), Is.EqualTo((int)ExitCode.Usage));
        Assert.That(errors.ToString(), Is.EqualTo($"error: {foot}:2:12: there is no 'Generater' in PageFrame\n  hint: there are Generator, Pages, Policy, Root, Script, Styles, Title\n"));
        Assert.That(site, Does.Not.Exist);
    }

    [Test]
    public async Task It_prints_what_it_found_and_the_path_it_wrote()
    {
        PopularRun.Write(results);

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site), Is.Zero);

        var lines = output.ToString().Split('\n');
        Assert.That(lines[0], Is.EqualTo("4 of 8 crates that can be judged work with Cranelift (50 %)."));
        Assert.That(lines[1], Does.StartWith("Weighted by downloads: "));
        Assert.That(lines[2], Does.StartWith("No answer for 6 of 14 crates: "));
        Assert.That(lines[3], Does.Contain("No isolation"));
        Assert.That(lines[4], Is.Empty);
        Assert.That(lines[5], Is.EqualTo(Path.Combine(results.Site, "index.html")));
        Assert.That(lines[5], Does.Exist);
        Assert.That(lines[6], Is.EqualTo("14 crates and 10 logs have a page; matrix.json, junit.xml, summary.md and badges are beside them."));
        Assert.That(lines[7..], Is.EqualTo(new[] { "" }));
        Assert.That(errors.ToString(), Is.Empty);
        foreach (var file in new[] { "matrix.json", "junit.xml", "summary.md", "badges/readiness.json" })
            Assert.That(Path.Combine(results.Site, file), Does.Exist);
    }

    [Test]
    public async Task Nothing_that_it_prints_acts_on_a_terminal()
    {
        HostileRun.Write(results);

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site), Is.Zero);

        Assert.That(output.ToString().Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
    }

    [Test]
    public async Task Several_directories_are_one_sweep()
    {
        using var run = new MultiRun();

        Assert.That(await RunAsync(["report", .. run.Results, "--out", run.Site, "--history", run.History]), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("work with Cranelift on every platform that was swept"));
        Assert.That(output.ToString(), Does.Match(@"\nSince 2026-09-24: \d+ broke, \d+ fixed, \d+ judged for the first time\.\n"));
        Assert.That(output.ToString(), Does.Contain($"{run.Crates.Count} crates and "));
    }

    [Test]
    public async Task A_folder_that_holds_results_directories_is_as_good_as_these()
    {
        using var run = new MultiRun();
        using var folder = new Matrix.Testing.TemporaryDirectory();
        foreach (var (directory, number) in run.Results.Select((directory, number) => (directory, number)))
            Directory.CreateSymbolicLink(Path.Combine(folder.Path, $"artifact-{number}"), directory);

        Assert.That(await RunAsync("report", folder.Path, "--out", run.Site), Is.Zero);

        Assert.That(output.ToString(), Does.Contain($"{run.Crates.Count} crates and "));
    }

    [Test]
    public async Task A_directory_that_is_missing_is_said_and_does_no_harm()
    {
        PopularRun.Write(results);

        Assert.That(await RunAsync("report", results.Results, results.PathOf("absent"), "--out", results.Site), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("This sweep is not complete: Left out: ").And.Contain("absent is not a results directory"));
    }

    [Test]
    public async Task Without_a_site_the_pages_go_into_the_first_results()
    {
        results.Write();

        Assert.That(await RunAsync("report", results.Results), Is.Zero);

        Assert.That(Path.Combine(results.Results, "report", "index.html"), Does.Exist);
    }

    [Test]
    public async Task A_second_report_replaces_the_first()
    {
        PopularRun.Write(results);
        await RunAsync("report", results.Results);
        var first = Files();

        Assert.That(await RunAsync("report", results.Results), Is.Zero);

        Assert.That(Files(), Is.EqualTo(first));
    }

    [Test]
    public async Task A_sweep_that_is_remembered_is_the_past_of_the_next_report()
    {
        PopularRun.Write(results);
        var history = Path.Combine(results.Site, "..", "history", "deeper");

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site, "--history", history, "--remember"), Is.Zero);

        var file = Directory.GetFiles(history).Single();
        Assert.That(output.ToString(), Does.EndWith($"\nkept for the next report: {file}\n"));
        Assert.That(Path.GetFileName(file), Is.EqualTo("20261001-030000" + HistoryFile.Extension));

        using var next = new ResultsFixture { Manifest = Sample.Manifest with { Start = Sample.Manifest.Start.AddDays(7), End = null } };
        PopularRun.Write(next);
        File.WriteAllText(next.PathOf("run.json"), File.ReadAllText(next.PathOf("run.json")).Replace("2026-10-01T03:00:00", "2026-10-08T03:00:00"));
        output.GetStringBuilder().Clear();
        Assert.That(await RunAsync("report", next.Results, "--out", next.Site, "--history", history), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("Since 2026-10-01: 0 broke, 0 fixed, 0 judged for the first time."));
        Assert.That(Directory.GetFiles(history), Is.EqualTo(new[] { file }), "only --remember adds to it");
    }

    [Test]
    public async Task Remembering_needs_a_folder()
    {
        results.Write();

        Assert.That(await RunAsync("report", results.Results, "--remember"), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Contain("--remember needs to know where: name the folder with --history"));
        Assert.That(Path.Combine(results.Results, "report"), Does.Not.Exist);
    }

    [Test]
    public async Task A_history_that_is_not_there_is_refused()
    {
        results.Write();

        Assert.That(await RunAsync("report", results.Results, "--history", results.PathOf("absent")), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match("^error: .*absent is not a folder\n  hint: .*--history.*\n$"));
    }

    [Test]
    public async Task A_history_that_cannot_be_made_is_refused()
    {
        results.Write();

        Assert.That(await RunAsync("report", results.Results, "--history", results.PathOf("run.json"), "--remember"), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match("^error: .*run.json cannot be made: .*\n  hint: .*--history.*\n$"));
    }

    [Test]
    public async Task A_report_that_is_written_while_the_history_is_not_has_a_code_of_its_own()
    {
        results.Write();
        var history = results.PathOf("history");
        Directory.CreateDirectory(Path.Combine(history, "20261001-030000" + HistoryFile.Extension));

        Assert.That(await RunAsync("report", results.Results, "--out", results.Site, "--history", history, "--remember"), Is.EqualTo((int)ExitCode.PublishFailed));

        Assert.That(errors.ToString(), Does.Match("^error: .*cannot be written: .*\n  hint: the report is written; .*\n$"));
        Assert.That(Path.Combine(results.Site, "index.html"), Does.Exist);
    }

    [Test]
    public async Task A_directory_without_results_is_refused()
    {
        Assert.That(await RunAsync("report", results.PathOf("absent")), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match("(?s)^error: .* is not a results directory: .*\n  hint: .*sweep.*\n$"));
    }

    [Test]
    public async Task Results_of_a_newer_version_are_refused()
    {
        results.Write();
        await File.WriteAllTextAsync(results.PathOf("run.json"), "{\"format\":99}");

        Assert.That(await RunAsync("report", results.Results), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match("^error: [^\n]*format 99 is not one that this version reads[^\n]*\n  hint: [^\n]+\n$"));
        Assert.That(Path.Combine(results.Results, "report"), Does.Not.Exist);
    }

    [TestCase("verdicts.jsonl", "{\"crate\":")]
    [TestCase("legs.jsonl", "{\"leg\":")]
    [TestCase("legs.jsonl", "{\"crate\":\"itoa\"}")]
    public async Task A_line_in_the_middle_that_is_broken_is_refused_by_its_place(string file, string line)
    {
        PopularRun.Write(results);
        var lines = await File.ReadAllLinesAsync(results.PathOf(file));
        lines[1] = line;
        await File.WriteAllLinesAsync(results.PathOf(file), lines);

        Assert.That(await RunAsync("report", results.Results), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match($"^error: [^\n]*{file}:2: [^\n]*\n  hint: [^\n]*\n$"));
    }

    [TestCase("run.json")]
    [TestCase("blocked")]
    public async Task A_site_that_cannot_be_written_is_refused(string site)
    {
        PopularRun.Write(results);
        Directory.CreateDirectory(results.PathOf("blocked"));
        await File.WriteAllTextAsync(results.PathOf("blocked/crates"), "no folder");

        Assert.That(await RunAsync("report", results.Results, "--out", results.PathOf(site)), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Does.Match("^error: [^\n]*cannot be written[^\n]*\n  hint: [^\n]*--out[^\n]*\n$"));
    }

    [TestCase]
    [TestCase("report")]
    [TestCase("report", "a", "--outt", "b")]
    [TestCase("report", "a", "--out")]
    [TestCase("report", "a", "--history")]
    [TestCase("reprot", "a")]
    public async Task Options_that_are_wrong_are_explained(params string[] arguments)
    {
        Assert.That(await RunAsync(arguments), Is.EqualTo((int)ExitCode.Usage));

        Assert.That(errors.ToString(), Is.Not.Empty);
    }

    [TestCase("--help")]
    [TestCase("report", "--help")]
    public async Task Help_has_examples_and_exit_codes(params string[] arguments)
    {
        Assert.That(await RunAsync(arguments), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("Examples:").And.Contain("Exit codes:"));
        foreach (var code in new[] { ExitCode.Ok, ExitCode.Usage, ExitCode.PublishFailed, ExitCode.Bug, ExitCode.Cancelled })
            Assert.That(output.ToString(), Does.Match($"(?m)^  {(int)code} +[a-zA-Z]"));
    }

    [Test]
    public async Task Help_says_what_each_option_does_and_shows_it_in_an_example()
    {
        await RunAsync("report", "--help");
        var help = output.ToString();
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..];

        foreach (var option in ReportCommand.Create().Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal)))
        {
            Assert.That(help, Does.Match($"(?m)^ +{option.Name}.* [A-Z][a-z ]+"), option.Name);
            Assert.That(examples, Does.Contain(option.Name));
        }

        Assert.That(ReportCommand.Create().Options, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Each_example_of_the_help_can_be_parsed()
    {
        await RunAsync("--help");
        var examples = output.ToString().Split('\n').Where(line => line.StartsWith("  ./matrix ", StringComparison.Ordinal)).ToList();

        Assert.That(examples, Has.Count.EqualTo(8));
        foreach (var example in examples)
        {
            var words = example.Trim()["./matrix ".Length..].Split("  ")[0].Split(" && ")[0].Split(" | ")[0].Replace("\"", "").Split(' ');
            Assert.That(Commands.Root().Parse(words).Errors, Is.Empty, example);
        }
    }

    [Test]
    public void A_report_that_is_cancelled_stops()
    {
        PopularRun.Write(results);

        Assert.That(
            () => new ReportRun(ResultsFixture.Templates).Execute(new ReportRequest([results.Results], null, false, results.Site), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Path.Combine(results.Site, "index.html"), Does.Not.Exist);
    }

    private Task<int> RunAsync(params string[] arguments) => CommandHost.InvokeAsync(Commands.Root().Parse(arguments), TimeSpan.FromSeconds(10), output, errors);

    private Dictionary<string, string> Files() => Directory.GetFiles(Path.Combine(results.Results, "report"), "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".gz", StringComparison.Ordinal)).ToDictionary(path => path, File.ReadAllText);
}
