using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>
/// What crates that try to escape get: each attempt is shown to work without a sandbox, by its trace outside, and to leave none with it.
/// </summary>
[NonParallelizable]   // they fill disks, tables of processes and memory
public sealed class EscapeTests
{
    private const long MiB = 1 << 20;

    private static readonly CratesList List = CratesListLoader.Load(Repository.PathOf("crates-list/hostile.yaml"));

    private static IEnumerable<string> Crates => List.Crates.Select(crate => crate.Name.Value);

    [TestCaseSource(nameof(Crates))]
    public async Task A_crate_that_tries_to_escape_comes_out_as_the_list_promises(string crate)
    {
        var verdict = await VerdictAsync(HostileSweep.InSandboxAsync(), crate);

        if (verdict.Expectation is { } expectation)
            Assert.That(expectation.State, Is.EqualTo(ExpectationState.Met), $"{WireName.Of(verdict.Kind)}: {verdict.Reason}");
        else
            Assert.That((verdict.Kind, verdict.NotCompared), Is.EqualTo((VerdictKind.Compatible, (NotCompared?)null)), verdict.Reason);
    }

    [TestCase("escape-reads-home")]
    [TestCase("escape-reads-siblings")]
    [TestCase("escape-reaches-loopback")]
    public async Task Without_a_sandbox_the_very_same_attempt_gets_through(string crate) =>
        Assert.That((await VerdictAsync(HostileSweep.WithoutSandboxAsync(), crate)).NotCompared?.Tests, Is.Not.Null.And.Not.Empty, "it fails with both");

    [Test]
    public async Task A_secret_in_the_home_directory_is_read_only_without_a_sandbox()
    {
        var open = await HostileSweep.WithoutSandboxAsync();
        Assert.That(FailedTests(open, "escape-reads-home"), Does.Contain("a_secret_is_not_read"));

        var sandbox = await HostileSweep.InSandboxAsync();
        Assert.That(FailedTests(sandbox, "escape-reads-home"), Is.Empty);
        Assert.That(sandbox.Results.FilesWith(HostileSweep.SecretText), Is.Empty);
    }

    [Test]
    public async Task A_file_outside_is_overwritten_only_without_a_sandbox()
    {
        Assert.That((await HostileSweep.WithoutSandboxAsync()).BaitOf("escape-writes-outside"), Is.Null);
        Assert.That((await HostileSweep.InSandboxAsync()).BaitOf("escape-writes-outside"), Is.EqualTo(HostileSweep.Untouched));
    }

    [Test]
    public async Task A_port_of_the_machine_is_reached_only_without_a_sandbox()
    {
        Assert.That((await HostileSweep.WithoutSandboxAsync()).Reached, Is.Positive);
        Assert.That((await HostileSweep.InSandboxAsync()).Reached, Is.Zero);
    }

    [Test]
    public async Task A_process_outside_is_killed_only_without_a_sandbox()
    {
        Assert.That((await HostileSweep.WithoutSandboxAsync()).Killed, Is.True);
        Assert.That((await HostileSweep.InSandboxAsync()).Killed, Is.False);
    }

    [Test]
    public async Task What_links_lead_to_is_neither_removed_nor_read_in_place_of_what_the_tool_looks_for([Values] bool isSandboxed)
    {
        var sweep = await SweepAsync(isSandboxed);

        Assert.That(sweep.BaitOf("escape-follows-symlinks"), Is.EqualTo(HostileSweep.Untouched));
        Assert.That(sweep.Results.FilesWith(HostileSweep.Untouched), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(sweep.Results.Paths.Absolute("work")), Is.Empty);
    }

    [TestCase("3141592")]
    [TestCase("2718281")]
    public async Task Nothing_of_a_crate_runs_on(string sleeper)
    {
        await HostileSweep.InSandboxAsync();
        await HostileSweep.WithoutSandboxAsync();

        Assert.That(RunningProcess.All().Select(process => process.CommandLine), Has.None.EndsWith($"sleep\0{sleeper}\0"));
    }

    [Test]
    public async Task What_was_left_behind_without_a_sandbox_is_told([Values("escape-leaves-a-daemon", "escape-holds-the-pipes-open")] string crate)
    {
        var legs = (await HostileSweep.WithoutSandboxAsync()).Results.LegsOf(crate).ToList();

        Assert.That(legs, Has.Count.EqualTo(2));
        Assert.That(legs.Select(leg => leg.Phase(Phase.Test)?.Leaked), Is.All.True);
    }

    [Test]
    public async Task Who_forks_without_end_is_ended_by_the_limit([Values] bool isSandboxed) =>
        Assert.That(
            await ExitsAsync(isSandboxed, "escape-forks-without-end", "forks_without_end"), Is.EqualTo(new[] { new ProcessExit.TooManyProcesses(256), new ProcessExit.TooManyProcesses(256) }));

    [Test]
    public async Task Who_fills_the_disk_is_ended_by_the_limit([Values] bool isSandboxed)
    {
        Assert.That(
            await ExitsAsync(isSandboxed, "escape-fills-the-disk", "writes_files_without_end"), Is.EqualTo(new[] { new ProcessExit.OutOfDisk(256 * MiB), new ProcessExit.OutOfDisk(256 * MiB) }));

        // Both legs have folders of their own, and what is written until the second look is on top.
        // The time limit alone would let each of them write twelve gigabytes.
        Assert.That((await SweepAsync(isSandboxed)).MostDiskBytes, Is.InRange(256 * MiB, 8 * 256 * MiB));
    }

    [Test]
    public async Task Ten_gigabytes_of_output_leave_a_small_log_and_do_not_take_long([Values] bool isSandboxed)
    {
        var results = (await SweepAsync(isSandboxed)).Results;
        var builds = results.LegsOf("escape-prints-ten-gigabytes").Select(leg => leg.Phase(Phase.Build)!).ToList();

        Assert.That(builds.Select(build => build.Exit), Is.EqualTo(new[] { new ProcessExit.LogTooLarge(4 * MiB), new ProcessExit.LogTooLarge(4 * MiB) }));
        Assert.That(builds.Select(build => new FileInfo(results.Paths.Absolute(build.Log)).Length), Is.All.LessThan(MiB));
    }

    [Test]
    public async Task No_code_reaches_the_output_of_the_tool([Values] bool isSandboxed)
    {
        var end = (await SweepAsync(isSandboxed)).End;

        Assert.That(end.Output, Does.Contain("escape-sends-terminal-codes"));
        IsClean("output", end.Output);
        IsClean("errors", end.Errors);
    }

    [Test, CancelAfter(RealSweep.Patience)]
    [Platform("Linux", Reason = "script(1) has other options elsewhere")]
    public async Task No_code_reaches_a_terminal(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var runner = Repository.PathOf("artifacts/bin/Matrix.Runner/debug/matrix-runner");
        var (config, typescript) = (Repository.PathOf("crates-list/hostile.matrix.yaml"), folder.PathOf("typescript"));
        using var script = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "script", ["-qec", $"'{runner}' sweep --no-install --config '{config}' --crate escape-sends-terminal-codes --out '{folder.PathOf("results")}'", typescript])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["TERM"] = "xterm-256color", ["GITHUB_ACTIONS"] = "" },
        })!;
        var shown = await script.StandardOutput.ReadToEndAsync(cancellation);
        await script.WaitForExitAsync(cancellation);

        // The live table moves the cursor and has colours; a title, the clipboard and clearing are the crate's.
        Assert.That(shown, Does.Contain("escape-sends-terminal-codes").And.Contain("\u001b["));
        Assert.That(shown, Does.Not.Contain("OWNED").And.Not.Contain("\u001b]0;").And.Not.Contain("\u001b]52").And.Not.Contain("\u001b[2J"));
    }

    [Test]
    public async Task No_code_reaches_a_page_or_a_file_for_programs()
    {
        var results = (await HostileSweep.InSandboxAsync()).Results;
        using var site = new TemporaryDirectory();
        var end = await ProgramRun.RunAsync("Matrix.Report", ["report", results.Paths.Root, "--out", site.Path], CancellationToken.None);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        IsClean("output", end.Output + end.Errors);
        var texts = Directory.EnumerateFiles(site.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".gz", StringComparison.Ordinal)).ToDictionary(file => file, File.ReadAllText);
        foreach (var (file, text) in texts)
            IsClean(file, text);

        // What it printed is there for a person to read: the page is not clean for want of it.
        Assert.That(texts.Values, Has.Some.Contains("OWNED"));
    }

    private static void IsClean(string what, string text)
    {
        Assert.That(text, Does.Not.Contain('\u001b').And.Not.Contain('\u0007').And.Not.Contain('\u009b').And.Not.Contain("<script>OWNED"), what);
        Assert.That(text.Split('\n', '\r'), Has.None.StartsWith("::error::OWNED"), what);
    }

    private static Task<HostileSweep> SweepAsync(bool isSandboxed) => isSandboxed ? HostileSweep.InSandboxAsync() : HostileSweep.WithoutSandboxAsync();

    private static async Task<Verdict> VerdictAsync(Task<HostileSweep> sweep, string crate) => (await sweep).Results.VerdictOf(crate);

    private static async Task<IEnumerable<ProcessExit?>> ExitsAsync(bool isSandboxed, string crate, string test) =>
        (await SweepAsync(isSandboxed)).Results.LegsOf(crate)
            .Where(leg => leg.Attempt == 1)
            .Select(leg => leg.FailedTests.Single(failed => failed.Name == test).Exit);

    private static IEnumerable<string> FailedTests(HostileSweep sweep, string crate) =>
        sweep.Results.LegsOf(crate).SelectMany(leg => leg.FailedTests).Select(test => test.Name).Distinct();
}
