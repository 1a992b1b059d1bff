using System.Diagnostics;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>What is killed, or does not take what is written, with the real toolchain.</summary>
public sealed class CrashTests
{
    private const int Minutes = 60_000;

    private TemporaryDirectory directory = null!;

    private string Results => Path.Combine(directory.Path, "results");

    [SetUp]
    public async Task Prepare()
    {
        await RealToolchain.RequireAsync();
        directory = new TemporaryDirectory();
    }

    [TearDown]
    public void Remove() => directory?.Dispose();

    [TestCase("cargo")]
    [TestCase("rustc")]
    [Platform("Linux", Reason = "it looks for the process in /proc"), CancelAfter(5 * Minutes)]
    public async Task Whoever_kills_a_compiler_does_not_make_a_regression(string program, CancellationToken cancellation)
    {
        // Compiles for a while, so that there is something to kill.
        var slow = SmallLists.Crate(directory, "slow", """
            #![allow(long_running_const_eval)]
            pub const SLOW: u64 = { let mut i = 0; while i < 2_000_000 { i += 1; } i };
            #[test]
            fn passes() { assert_eq!(SLOW, 2_000_000); }
            """);
        using var sweep = Start("--list", SmallLists.Write(directory, slow));
        int? victim;
        while ((victim = Find(program, "/slow/cranelift/")) is null)
        {
            Assert.That(sweep.HasExited, Is.False, "it ended before there was anything to kill");
            await Task.Delay(10, cancellation);
        }

        using (var kill = Process.Start("kill", ["-KILL", $"{victim}"]))
            await kill.WaitForExitAsync(cancellation);
        var end = await sweep.EndAsync(cancellation);

        var verdict = ResultsReader.Open(Results).Verdicts().Single();
        Assert.That(verdict.Kind, Is.AnyOf(VerdictKind.Flaky, VerdictKind.Inconclusive), $"{verdict.Reason}\n{end}");
    }

    [Test, CancelAfter(5 * Minutes)]
    public async Task Of_two_sweeps_that_begin_at_once_one_wins_and_the_other_says_so([Values] bool hasLocks, CancellationToken cancellation)
    {
        // So .NET locks nothing, as on a file system that has no locks.
        var environment = hasLocks ? null : new Dictionary<string, string> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };
        var list = SmallLists.Write(directory, SmallLists.Fixture("passes-everything"));
        using var one = Start(environment, "--list", list);
        using var other = Start(environment, "--list", list);

        var ends = await Task.WhenAll(one.EndAsync(cancellation), other.EndAsync(cancellation));

        Assert.That(ends.Select(end => end.ExitCode), Is.EquivalentTo(new[] { 0, 2 }), string.Join('\n', ends.Select(end => end.ToString())));
        var errors = ends.Single(end => end.ExitCode == 2).Errors.TrimEnd('\n').Split('\n');
        Assert.That(errors[^2], Does.Match("^error: .*(is being written to by another process|already holds the results of a run)"));
        Assert.That(errors[^1], Does.StartWith("  hint: "));
        Assert.That(ResultsReader.Open(Results).Verdicts().Single().Kind, Is.EqualTo(VerdictKind.Compatible));
    }

    // The numbers of the kinds are those of faults.c.
    [TestCase(4, "the disk is full", 30)]
    [TestCase(6, "the disk is read-only", 90)]
    [Platform("Linux", Reason = "faults.c stands between a program and glibc"), CancelAfter(5 * Minutes)]
    public async Task A_disk_that_no_longer_takes_anything_ends_the_sweep_with_a_way_on(int kind, string message, int at, CancellationToken cancellation)
    {
        var list = SmallLists.Write(directory, SmallLists.Fixture("passes-everything"));
        var faults = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = await FaultsAsync(cancellation),
            ["FAULTS_FOLDER"] = Results,
            ["FAULTS_KIND"] = $"{kind}",
            ["FAULTS_AT"] = $"{at}",
        };
        using var stopped = Start(faults, "--list", list);
        var end = await stopped.EndAsync(cancellation);

        Assert.That(end.ExitCode, Is.EqualTo(5), end.ToString());
        Assert.That(end.Errors.TrimEnd('\n').Split('\n')[^2], Does.StartWith($"error: {message}: "));
        Assert.That(end.Errors.TrimEnd('\n').Split('\n')[^1], Does.StartWith("  hint: ").And.Contain("--resume"));

        using var resumed = Start("--list", list, "--resume");
        var second = await resumed.EndAsync(cancellation);
        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(ResultsReader.Open(Results).Verdicts().Single().Kind, Is.EqualTo(VerdictKind.Compatible));
    }

    private async Task<string> FaultsAsync(CancellationToken cancellation)
    {
        var library = Path.Combine(directory.Path, "faults.so");
        try
        {
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, Repository.PathOf("tests/Matrix.Faults/faults.c"), "-ldl"]);
            await compiler.WaitForExitAsync(cancellation);
            Assert.That(compiler.ExitCode, Is.Zero);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("no C compiler (cc) is here");
        }

        return library;
    }

    private ProgramRun Start(params string[] options) => Start(null, options);

    private ProgramRun Start(Dictionary<string, string>? environment, params string[] options) =>
        ProgramRun.Start("Matrix.Runner", ["sweep", "--no-install", "--out", Results, .. options], environment);

    // A process of this name whose command line names the folder; not the sandbox around it.
    private int? Find(string program, string folder)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(process => int.TryParse(Path.GetFileName(process), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "comm")).Trim() == program
                    && File.ReadAllText(Path.Combine(process, "cmdline")) is var command
                    && command.Contains(Results, StringComparison.Ordinal) && command.Contains(folder, StringComparison.Ordinal))
                {
                    return int.Parse(Path.GetFileName(process));
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }

        return null;
    }
}
