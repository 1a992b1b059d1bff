using System.Diagnostics;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>What is killed, or does not take what is written, with the real toolchain.</summary>
public sealed class CrashTests
{
    [TestCase("cargo")]
    [TestCase("rustc")]
    [Platform("Linux", Reason = "it looks for the process in /proc"), CancelAfter(RealSweep.Patience)]
    public async Task Whoever_kills_a_compiler_does_not_make_a_regression(string program, CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();

        // Compiles for a while, so that there is something to kill.
        var slow = folder.Crate("slow", """
            #![allow(long_running_const_eval)]
            pub const SLOW: u64 = { let mut i = 0; while i < 2_000_000 { i += 1; } i };
            #[test]
            fn passes() { assert_eq!(SLOW, 2_000_000); }
            """);
        var sweep = folder.SweepOf(slow);
        using var run = sweep.Start();

        // Of this name, in the folder of the leg; not the sandbox around it.
        RunningProcess? victim = null;
        await run.UntilAsync(() => (victim = Find(program, sweep.PathOf("work/slow/candidate/"))) is not null, cancellation);
        using (var kill = Process.Start("kill", ["-KILL", $"{victim!.Id}"]))
            await kill.WaitForExitAsync(cancellation);
        var end = await run.EndAsync(cancellation);

        var verdict = sweep.Results.Verdicts().Single();
        Assert.That(verdict.Kind, Is.AnyOf(VerdictKind.Flaky, VerdictKind.Inconclusive), $"{verdict.Reason}\n{end}");
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Of_two_sweeps_that_begin_at_once_one_wins_and_the_other_says_so([Values] bool hasLocks, CancellationToken cancellation)
    {
        // So .NET locks nothing, as on a file system that has no locks.
        var environment = hasLocks ? null : new Dictionary<string, string> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(SweepFolder.Fixture("passes-everything")) with { Environment = environment };
        using var one = sweep.Start();
        using var other = sweep.Start();

        var ends = await Task.WhenAll(one.EndAsync(cancellation), other.EndAsync(cancellation));

        Assert.That(ends.Select(end => end.ExitCode), Is.EquivalentTo(new[] { 0, 2 }), string.Join('\n', ends.Select(end => end.ToString())));
        var errors = ends.Single(end => end.ExitCode == 2).Errors.TrimEnd('\n').Split('\n');
        Assert.That(errors[^2], Does.Match("^error: .*(is being written to by another process|already holds the results of a run)"));
        Assert.That(errors[^1], Does.StartWith("  hint: "));
        Assert.That(sweep.Results.Verdicts().Single().Kind, Is.EqualTo(VerdictKind.Compatible));
    }

    // The numbers of the kinds are those of faults.c.
    [TestCase(4, "the disk is full", 30)]
    [TestCase(6, "the disk is read-only", 90)]
    [Platform("Linux", Reason = "faults.c stands between a program and glibc"), CancelAfter(RealSweep.Patience)]
    public async Task A_disk_that_no_longer_takes_anything_ends_the_sweep_with_a_way_on(int kind, string message, int at, CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(SweepFolder.Fixture("passes-everything"));
        var faults = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = await FaultsAsync(folder, cancellation),
            ["FAULTS_FOLDER"] = sweep.Folder,
            ["FAULTS_KIND"] = $"{kind}",
            ["FAULTS_AT"] = $"{at}",
        };
        var end = await (sweep with { Environment = faults }).RunAsync(cancellation);

        Assert.That(end.ExitCode, Is.EqualTo(5), end.ToString());
        Assert.That(end.Errors.TrimEnd('\n').Split('\n')[^2], Does.StartWith($"error: {message}: "));
        Assert.That(end.Errors.TrimEnd('\n').Split('\n')[^1], Does.StartWith("  hint: ").And.Contain("--resume"));

        var second = await sweep.RunAsync(cancellation, "--resume");
        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(sweep.Results.Verdicts().Single().Kind, Is.EqualTo(VerdictKind.Compatible));
    }

    private static async Task<string> FaultsAsync(SweepFolder folder, CancellationToken cancellation)
    {
        var library = folder.PathOf("faults.so");
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

    private static RunningProcess? Find(string program, string folder) =>
        RunningProcess.All().FirstOrDefault(process => process.Name == program && process.Names(folder));
}
