using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Matrix.Report.Cli;
using Matrix.Runner.Cli;
using Matrix.Runner.Configuration;
using Matrix.Testing;
using Matrix.Yaml;

namespace Matrix.EndToEnd.Tests.Workflows;

/// <summary>The files in <c>.github/workflows</c>, which run nowhere but on GitHub.</summary>
public sealed partial class WorkflowTests
{
    private const string Good =
        """
        on: push
        permissions: {}
        jobs:
          a:
            runs-on: ubuntu-latest
            timeout-minutes: 5
            permissions: { contents: read }
            steps:
              - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
                with: { persist-credentials: false }
              - run: ./matrix --help

        """;

    private static IEnumerable<string> Names => Workflow.Files.Select(file => Path.GetFileName(file));

    [Test]
    public void There_are_four() => Assert.That(Names, Is.EqualTo(new[] { "ci.yml", "list.yml", "sweep-one.yml", "sweep.yml" }));

    [Test]
    public async Task A_checker_has_nothing_to_complain_of([ValueSource(typeof(WorkflowChecker), nameof(WorkflowChecker.Names))] string checker) =>
        Assert.That(await WorkflowChecker.ComplaintsAsync(checker, Workflow.Files), Is.Empty);

    [TestCase("actionlint", "      - run: echo ${{ github.event.issue.title }}", "potentially untrusted")]
    [TestCase("actionlint", "      - run: echo ${{ steps.none.outputs.x }}", "\"none\" is not defined")]
    [TestCase("actionlint", "      - rum: x", "unexpected key \"rum\"")]
    [TestCase("actionlint", "  b: { runs-on: ubuntu-1, steps: [{ run: x }] }", "label \"ubuntu-1\" is unknown")]
    [TestCase("workflow-parser", "      - rum: x", "rum")]
    [TestCase("workflow-parser", "      - run: ${{ nonsense( }}", "Unexpected end of expression")]
    [TestCase("workflow-parser", "  b: { needs: c, runs-on: ubuntu-latest, steps: [{ run: x }] }", "depends on unknown job 'c'")]
    public async Task A_checker_rejects_what_is_broken(string checker, string line, string complaint)
    {
        using var directory = new TemporaryDirectory();
        var (good, broken) = (directory.File("good.yml", Good), directory.File("broken.yml", Good + line + "\n"));

        Assert.That(await WorkflowChecker.ComplaintsAsync(checker, good), Is.Empty);
        Assert.That(await WorkflowChecker.ComplaintsAsync(checker, broken), Has.Some.Contains(complaint));
    }

    [TestCaseSource(nameof(Names))]
    public void A_workflow_keeps_our_rules(string name) =>
        Assert.That(WorkflowRules.Faults(Workflow.Read(Repository.PathOf($".github/workflows/{name}"))), Is.Empty);

    [TestCase("permissions: {}", "permissions: { contents: read }", "the workflow's permissions are not {}")]
    [TestCase("permissions: {}\n", "", "the workflow's permissions are not {}")]
    [TestCase("    permissions: { contents: read }\n", "", "a does not say what it may")]
    [TestCase("{ contents: read }", "{ issues: write }", "a may write issues")]
    [TestCase("on: push", "on: { pull_request_target: {} }", "it runs on pull_request_target: with the rights of the repository, on what anybody sends")]
    [TestCase("@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7", "actions/checkout@v7 is not pinned by a commit")]
    [TestCase("with: { persist-credentials: false }", "with: { ref: x }", "line 9: a checkout leaves its token behind")]
    [TestCase("run: ./matrix --help", "env: { X: \"${{ github.token }}\" }\n        run: ./matrix --help", "line 11: a step of a is given a token")]
    [TestCase("--help", "--list ${{ inputs.list }}", "a script has ${{ inputs.list }} written into it")]
    [TestCase("timeout-minutes: 5", "timeout-minutes: 360", "a has no time limit below the six hours of a hosted runner")]
    [TestCase("    timeout-minutes: 5\n", "", "a has no time limit below the six hours of a hosted runner")]
    public void A_workflow_that_breaks_a_rule_is_found(string part, string broken, string fault)
    {
        Assert.That(Faults(Good), Is.Empty);
        Assert.That(Faults(Good.Replace(part, broken, StringComparison.Ordinal)), Is.EqualTo(new[] { fault }));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_command_line_in_a_workflow_is_one_that_the_tool_takes(string name)
    {
        var lines = CommandLines(Workflow.Read(Repository.PathOf($".github/workflows/{name}"))).ToList();

        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines.SelectMany(line => Errors(line).Select(error => $"./matrix {string.Join(' ', line)}: {error}")), Is.Empty);
    }

    [TestCase("./matrix sweep --lits x", ExpectedResult = false)]
    [TestCase("./matrix issues", ExpectedResult = false, Description = "without results")]
    [TestCase("./matrix repro", ExpectedResult = false)]
    [TestCase("./matrix merge a", ExpectedResult = false, Description = "without --out")]
    [TestCase("x=$(./matrix plan ${SHARDS:+--shards \"$SHARDS\"} --format github-matrix) || exit", ExpectedResult = true)]
    public bool A_command_line_that_the_tool_does_not_take_is_found(string script) =>
        CommandLines(Workflow.Of("x.yml", YamlOf(Good.Replace("./matrix --help", $"|\n          {script}", StringComparison.Ordinal)))).All(line => !Errors(line).Any());

    [TestCase("/sweep memchr", "", "crate=memchr\ntoolchain=nightly\npull=7\nref=refs/pull/7/head\n")]
    [TestCase("/sweep  memchr   nightly-2026-11-20 please\nand more", "", "crate=memchr\ntoolchain=nightly-2026-11-20\npull=7\nref=refs/pull/7/head\n")]
    [TestCase("", "serde_json", "crate=serde_json\ntoolchain=nightly\npull=\nref=\n")]
    [TestCase("/sweep $(touch${IFS}x)", "", null)]
    [TestCase("/sweep ../x", "", null)]
    [TestCase("/sweep --fresh", "", null)]
    [TestCase("/sweep memchr --x", "", null)]
    [TestCase("/sweep ", "", null)]
    public async Task A_comment_asks_for_a_crate_and_for_nothing_else(string comment, string crate, string? told)
    {
        using var directory = new TemporaryDirectory();
        var (code, output) = await RunStepAsync(directory, "sweep-one.yml", "read -r _ CRATE", ("CRATE", crate), ("TOOLCHAIN", ""), ("COMMENT", comment), ("PULL", comment.Length > 0 ? "7" : ""));

        Assert.That((code, output), Is.EqualTo((told is null ? 2 : 0, told ?? "")));
        Assert.That(Directory.EnumerateFiles(directory.Path).Count(), Is.EqualTo(2));
    }

    [TestCase("rust/matrix\nrust/other", "rust/matrix", true)]
    [TestCase("Rust/Matrix", "rust/matrix", true)]
    [TestCase("rust/other", "rust/matrix", false)]
    [TestCase("rust/matrix-issues", "rust/matrix", false)]
    [TestCase("rust/matrixx", "rust.matrix", false)]
    [TestCase("", "rust/matrix", false)]
    public async Task Issues_are_kept_once_the_settings_name_the_repository(string named, string repository, bool isKept)
    {
        using var directory = new TemporaryDirectory();
        File.SetUnixFileMode(directory.File("matrix", $"#!/bin/sh\n[ \"$*\" = 'issues --repositories' ] && printf '%s\\n' '{named}'\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var sweep = Workflow.Read(Repository.PathOf(".github/workflows/sweep.yml"));

        var (code, output) = await RunStepAsync(directory, "sweep.yml", "issues --repositories", ("GITHUB_REPOSITORY", repository));

        Assert.That((code, output), Is.EqualTo((0, isKept ? "wanted=true\n" : "")));
        Assert.That(Workflow.Text(sweep.Jobs.Single(job => job.Id == "issues").Job, "if"), Does.Contain("needs.merge.outputs.issues == 'true'"));
        Assert.That(sweep.Scripts, Has.Some.Contains("./matrix issues merged --repo \"$GITHUB_REPOSITORY\" --history history --apply"));
    }

    /// <summary>A step's script as the runner runs it, in a folder of its own.</summary>
    /// <param name="part">Of the script that is meant.</param>
    /// <returns>The exit code, and what it left for later steps.</returns>
    private static async Task<(int Code, string Output)> RunStepAsync(TemporaryDirectory directory, string workflow, string part, params (string Name, string Value)[] environment)
    {
        var output = directory.File("output", "");
        var script = Workflow.Read(Repository.PathOf($".github/workflows/{workflow}")).Scripts.Single(script => script.Contains(part, StringComparison.Ordinal));
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", directory.File("step.sh", script)]) { WorkingDirectory = directory.Path };
        foreach (var (name, value) in environment.Append(("GITHUB_OUTPUT", output)))
            start.Environment[name] = value;

        using var bash = Process.Start(start)!;
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await File.ReadAllTextAsync(output));
    }

    [Test]
    public void The_runners_of_the_matrix_are_those_of_the_settings()
    {
        var config = ConfigLoader.LoadNamed(Repository.PathOf("matrix.yaml"));
        var text = File.ReadAllText(Repository.PathOf(".github/workflows/ci.yml"));

        Assert.That(config.Platforms.Select(platform => platform.Runner).Where(runner => !text.Contains(runner, StringComparison.Ordinal)), Is.Empty);
        Assert.That(config.Platforms.Select(platform => platform.Time), Is.All.LessThan(TimeSpan.FromMinutes(350)));
    }

    private static IEnumerable<string> Faults(string text) => WorkflowRules.Faults(Workflow.Of("x.yml", YamlOf(text)));

    private static YamlFile YamlOf(string text) => new("/x.yml", "x.yml", Encoding.UTF8.GetBytes(text));

    /// <summary>Each <c>./matrix</c> of a script, as words; a variable stands for a value that fits.</summary>
    private static IEnumerable<string[]> CommandLines(Workflow workflow) =>
        from script in workflow.Scripts
        from match in CommandLine.Matches(Optional.Replace(script, "$1"))
        select match.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word != "$resume")
            .Select(word => word.Trim('"') switch { "$SHARDS" => "4", "$SHARD" => "1/4", var other => other })
            .ToArray();

    private static IEnumerable<string> Errors(string[] line) => line switch
    {
        ["test", ..] => [],
        ["report" or "diff" or "merge" or "issues", ..] => Commands.Root().Parse(line).Errors.Select(error => error.Message),
        _ => RunnerCommands.Root(CheckoutPaths.Find()).Parse(line).Errors.Select(error => error.Message),
    };

    [GeneratedRegex(@"\./matrix (?<rest>[^\n;|&)>]*)")]
    private static partial Regex CommandLine { get; }

    // ${NAME:+words}: the words, if the variable is not empty.
    [GeneratedRegex(@"\$\{\w+:\+([^}]*)\}")]
    private static partial Regex Optional { get; }
}
