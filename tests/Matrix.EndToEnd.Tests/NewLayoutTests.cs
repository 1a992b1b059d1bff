using Matrix.Results;

namespace Matrix.EndToEnd.Tests;

/// <summary>Where cargo puts what it builds is cargo's business: with its new layout everything comes out as with the old one.</summary>
public sealed class NewLayoutTests
{
    // One whose object files are read where it fails, and one that only has to be built.
    private static readonly string[] Crates = ["link-name-with-u1-prefix", "passes-everything"];

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Verdicts_causes_and_the_proofs_of_a_measurement_are_the_same(CancellationToken cancellation)
    {
        var before = await SmokeSweep.ResultsAsync();
        using var folder = await SweepFolder.PrepareAsync();
        folder.File("config.toml", SweepFolder.NewLayout);
        var sweep = folder.SweepOf([.. Crates.Select(SweepFolder.Fixture), "cargo-config: config.toml"]);

        var end = await sweep.RunAsync(cancellation, "--measure", "1");

        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        Assert.That(sweep.Results.Verdicts().Select(Words), Is.EquivalentTo(Crates.Select(crate => Words(before.VerdictOf(crate)))));
        Assert.That(sweep.Results.Speed().Select(speed => speed.Crate), Does.Contain("passes-everything"));
        Assert.That(sweep.Results.Speed().Where(speed => speed.Failure is not null).Select(speed => $"{speed.Crate}: {speed.Failure}"), Is.Empty);
    }

    private static string Words(Verdict verdict) =>
        $"{verdict.Crate}: {WireName.Of(verdict.Kind)}, {verdict.Reason}, {string.Join(' ', verdict.Causes.Select(cause => cause.Signature).Order(StringComparer.Ordinal))}";
}
