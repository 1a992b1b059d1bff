using Matrix.Results;

namespace Matrix.EndToEnd.Tests;

/// <summary>Where cargo puts what it builds is cargo's business: with its new layout everything comes out as with the old one.</summary>
public sealed class NewLayoutTests
{
    // One whose object files are read where it fails, and one that only has to be built.
    private static readonly string[] Crates = ["link-name-with-u1-prefix", "passes-everything"];

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Verdicts_and_causes_are_the_same(CancellationToken cancellation)
    {
        var todays = await SmokeSweep.ResultsAsync();
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf([.. Crates.Select(SweepFolder.Fixture)]);

        var end = await sweep.RunAsync(cancellation);

        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        Assert.That(sweep.Results.Verdicts().Select(Words), Is.EquivalentTo(Crates.Select(crate => Words(todays.VerdictOf(crate)))));
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task The_proofs_of_a_measurement_find_what_they_look_for(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = folder.SweepOf(SweepFolder.Fixture("passes-everything"));

        var end = await sweep.RunAsync(cancellation, "--measure", "1", "--toolchain", await TodaysCargo.ToolchainAsync());

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(sweep.Results.Speed().Select(speed => $"{speed.Crate}: {speed.Failure}").Distinct(), Is.EqualTo(new[] { "passes-everything: " }));
    }

    private static string Words(Verdict verdict) =>
        $"{verdict.Crate}: {WireName.Of(verdict.Kind)}, {verdict.Reason}, {string.Join(' ', verdict.Causes.Select(cause => cause.Signature).Order(StringComparer.Ordinal))}";
}
