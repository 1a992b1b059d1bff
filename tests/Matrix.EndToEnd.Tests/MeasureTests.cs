using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Build times of small crates, measured with the real toolchain. No time itself is looked at: it is the machine's.</summary>
public sealed class MeasureTests
{
    private const int Minutes = 60_000;
    private const string Compiling = "   Compiling ";

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

    [Test, CancelAfter(5 * Minutes)]
    public async Task What_both_backends_build_is_measured_in_turn_and_never_twice(CancellationToken cancellation)
    {
        // No std and no unsafe code, as the change before a rebuild has to get along with.
        var strict = SmallLists.Crate(directory, "strict", "#![no_std]\n#![forbid(unsafe_code)]\n#![deny(warnings)]\npub fn one() -> u8 { 1 } // the end");
        var list = SmallLists.Write(
            directory, strict, SmallLists.Fixture("passes-everything"), SmallLists.Fixture("does-not-compile"), SmallLists.Fixture("thread-panic-aborts"));

        var swept = await SweepAsync(list, cancellation, "--measure", "2");

        Assert.That(swept.ExitCode, Is.EqualTo(3), swept.ToString());
        Assert.That(swept.Output, Does.Contain("median of 3 crates").And.Contain("1 not measured: not built with either backend (1)"), swept.ToString());
        var speeds = ResultsReader.Open(Results).Speed().ToDictionary(speed => speed.Crate);
        Assert.That(speeds.Keys, Is.EquivalentTo(new[] { "strict", "passes-everything", "thread-panic-aborts" }));
        foreach (var speed in speeds.Values)
            IsMeasured(speed, rounds: 2);
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(Results, "work")), Is.Empty);

        var before = await File.ReadAllTextAsync(Path.Combine(Results, "speed.jsonl"), cancellation);
        var resumed = await SweepAsync(list, cancellation, "--resume", "--measure", "5");
        Assert.That(resumed.Output, Does.Contain("3 were measured before").And.Contain("median of 3 crates"), resumed.ToString());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Results, "speed.jsonl"), cancellation), Is.EqualTo(before));
    }

    [Test, CancelAfter(5 * Minutes)]
    public async Task A_finished_sweep_is_measured_afterwards_and_its_rebuilds_hold_the_change(CancellationToken cancellation)
    {
        var list = SmallLists.Write(directory, SmallLists.Fixture("passes-everything"));
        var swept = await SweepAsync(list, cancellation);
        Assert.That(ResultsReader.Open(Results).Speed(), Is.Empty, swept.ToString());
        var verdicts = await File.ReadAllTextAsync(Path.Combine(Results, "verdicts.jsonl"), cancellation);

        var measured = await SweepAsync(list, cancellation, "--resume", "--measure", "1", "--keep-work");

        Assert.That(measured.ExitCode, Is.Zero, measured.ToString());
        IsMeasured(ResultsReader.Open(Results).Speed().Single(), rounds: 1);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Results, "verdicts.jsonl"), cancellation), Is.EqualTo(verdicts));
        foreach (var backend in Enum.GetValues<Backend>())
        {
            var folder = Path.Combine(Results, "work", "passes-everything", "measure", WireName.Of(backend));
            var source = Path.Combine(folder, "source", "src", "lib.rs");
            Assert.That(await File.ReadAllTextAsync(source, cancellation), Does.Contain("MATRIX_EDIT: u64 = 1;"));
            var library = Path.Combine(folder, "target", "debug", "libpasses_everything.rlib");
            Assert.That(File.GetLastWriteTimeUtc(library), Is.GreaterThan(File.GetLastWriteTimeUtc(source)), $"{backend} compiled what was changed");
            Assert.That(Text(library).Contains("MATRIX_EDIT", StringComparison.Ordinal), Is.True, $"{backend} made code of it");
        }
    }

    [TestCase("0")]
    [TestCase("101")]
    public async Task A_number_of_rounds_that_makes_no_sense_is_refused(string rounds)
    {
        var end = await SweepAsync(SmallLists.Write(directory, SmallLists.Fixture("passes-everything")), CancellationToken.None, "--measure", rounds);

        Assert.That((end.ExitCode, end.Errors), Is.EqualTo((2, $"error: --measure {rounds} is not a number of rounds\n  hint: give a number from 1 to 100\n")));
    }

    private void IsMeasured(SpeedResult speed, int rounds)
    {
        var log = ResultsReader.Open(Results).LogLines(ResultsPaths.SpeedLog(speed.Crate)).ToList();
        Assert.That(speed.Failure, Is.Null, string.Join('\n', log));
        Assert.That(speed.Edited, Is.EqualTo("src/lib.rs"));
        Assert.That(
            speed.Rounds.Select(round => round.First), Is.EqualTo(Enumerable.Range(0, rounds).Select(round => round % 2 == 0 ? Backend.Llvm : Backend.Cranelift)));
        Assert.That(speed.Rounds.SelectMany(round => new[] { round.Llvm, round.Cranelift }), Is.All.Matches<BuildSeconds>(
            seconds => seconds is { Clean: > 0, Rebuild: > 0 }));

        // Each command compiled something: the two that are checked of either side, and the four of each round.
        var builds = log.Count(line => line.StartsWith("$ ", StringComparison.Ordinal) && line.Contains(" build ", StringComparison.Ordinal));
        Assert.That(builds, Is.EqualTo(4 + (4 * rounds)));
        Assert.That(log.Count(line => line.StartsWith(Compiling, StringComparison.Ordinal)), Is.EqualTo(builds));
    }

    private static string Text(string file) => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));

    private Task<ProgramEnd> SweepAsync(string list, CancellationToken cancellation, params string[] options) =>
        ProgramRun.RunAsync("Matrix.Runner", ["sweep", "--no-install", "--fresh", "--list", list, "--out", Results, .. options], cancellation);
}
