using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.EndToEnd.Tests;

/// <summary>Build times of small crates, measured with the real toolchain. No time itself is looked at: it is the machine's.</summary>
[NonParallelizable]
public sealed class MeasureTests
{
    private const string Compiling = "   Compiling ";

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task What_both_backends_build_is_measured_in_turn_and_never_twice(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();

        // No std and no unsafe code, as the change before a rebuild has to get along with.
        var strict = folder.Crate("strict", "#![no_std]\n#![forbid(unsafe_code)]\n#![deny(warnings)]\npub fn one() -> u8 { 1 } // the end");
        var sweep = folder.SweepOf(
            strict, SweepFolder.Fixture("passes-everything"), SweepFolder.Fixture("does-not-compile"), SweepFolder.Fixture("thread-panic-aborts"));

        var swept = await sweep.RunAsync(cancellation, "--measure", "2");

        Assert.That(swept.ExitCode, Is.EqualTo(3), swept.ToString());
        Assert.That(swept.Output, Does.Contain("median of 3 crates").And.Contain("1 not measured: not built with either backend (1)"), swept.ToString());
        var speeds = sweep.Results.Speed().ToDictionary(speed => speed.Crate);
        Assert.That(speeds.Keys, Is.EquivalentTo(new[] { "strict", "passes-everything", "thread-panic-aborts" }));
        foreach (var speed in speeds.Values)
            IsMeasured(sweep.Results, speed, rounds: 2);
        Assert.That(Directory.EnumerateFileSystemEntries(sweep.PathOf("work")), Is.Empty);

        var before = await File.ReadAllTextAsync(sweep.PathOf("speed.jsonl"), cancellation);
        var resumed = await sweep.RunAsync(cancellation, "--resume", "--measure", "5");
        Assert.That(resumed.Output, Does.Contain("3 were measured before").And.Contain("median of 3 crates"), resumed.ToString());
        Assert.That(await File.ReadAllTextAsync(sweep.PathOf("speed.jsonl"), cancellation), Is.EqualTo(before));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_finished_sweep_is_measured_afterwards_and_its_rebuilds_hold_the_change(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(SweepFolder.Fixture("passes-everything"));
        var swept = await sweep.RunAsync(cancellation);
        Assert.That(sweep.Results.Speed(), Is.Empty, swept.ToString());
        var verdicts = await File.ReadAllTextAsync(sweep.PathOf("verdicts.jsonl"), cancellation);

        var measured = await sweep.RunAsync(cancellation, "--resume", "--measure", "1", "--keep-work");

        Assert.That(measured.ExitCode, Is.Zero, measured.ToString());
        IsMeasured(sweep.Results, sweep.Results.Speed().Single(), rounds: 1);
        Assert.That(await File.ReadAllTextAsync(sweep.PathOf("verdicts.jsonl"), cancellation), Is.EqualTo(verdicts));
        foreach (var backend in new[] { "reference", "candidate" })
        {
            var side = sweep.PathOf($"work/passes-everything/measure/{backend}");
            var source = Path.Combine(side, "source", "src", "lib.rs");
            Assert.That(await File.ReadAllTextAsync(source, cancellation), Does.Contain("MATRIX_EDIT: u64 = 1;"));
            var library = Path.Combine(side, "source", "target", "debug", "libpasses_everything.rlib");
            Assert.That(File.GetLastWriteTimeUtc(library), Is.GreaterThan(File.GetLastWriteTimeUtc(source)), $"{backend} compiled what was changed");
            Assert.That(Text(library).Contains("MATRIX_EDIT", StringComparison.Ordinal), Is.True, $"{backend} made code of it");
        }
    }

    [TestCase("0")]
    [TestCase("101")]
    public async Task A_number_of_rounds_that_makes_no_sense_is_refused(string rounds)
    {
        using var folder = await SweepFolder.PrepareAsync();

        var end = await folder.SweepOf(SweepFolder.Fixture("passes-everything")).RunAsync(CancellationToken.None, "--measure", rounds);

        Assert.That((end.ExitCode, end.Errors), Is.EqualTo((2, $"error: --measure {rounds} is not a number of rounds\n  hint: give a number from 1 to 100\n")));
    }

    private static void IsMeasured(ResultsReader results, SpeedResult speed, int rounds)
    {
        var log = results.LogLines(ResultsPaths.SpeedLog(speed.Crate)).ToList();
        Assert.That(speed.Failure, Is.Null, string.Join('\n', log));
        Assert.That(speed.Edited, Is.EqualTo("src/lib.rs"));
        Assert.That(
            speed.Rounds.Select(round => round.First), Is.EqualTo(Enumerable.Range(0, rounds).Select(round => round % 2 == 0 ? BackendName.Llvm : BackendName.Cranelift)));
        Assert.That(speed.Rounds.SelectMany(round => new[] { round.Baseline, round.Candidate }), Is.All.Matches<BuildSeconds>(
            seconds => seconds is { Clean: > 0, Rebuild: > 0 }));

        // Each command compiled something: the two that are checked of either side, and the four of each round.
        var builds = log.Count(line => line.StartsWith("$ ", StringComparison.Ordinal) && line.Contains(" build ", StringComparison.Ordinal));
        Assert.That(builds, Is.EqualTo(4 + (4 * rounds)));
        Assert.That(log.Count(line => line.StartsWith(Compiling, StringComparison.Ordinal)), Is.EqualTo(builds));
    }

    private static string Text(string file) => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
}
