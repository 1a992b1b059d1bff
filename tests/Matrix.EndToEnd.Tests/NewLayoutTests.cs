using Matrix.Results;

namespace Matrix.EndToEnd.Tests;

/// <summary>Where cargo puts what it builds is cargo's business: with its new layout everything comes out as with the old one.</summary>
public sealed class NewLayoutTests
{
    // One that reads object files, one of each kind of executable, one with a dependency, one that dies, one whose targets do not all compile.
    private static readonly string[] Crates =
    [
        "link-name-with-u1-prefix", "passes-everything", "unsupported-intrinsic-in-dependency", "unsupported-intrinsic-in-build-script", "thread-panic-aborts",
        "one-test-file-takes-a-label-operand", "uses-build-script-env", "aborts-hide-a-wrong-result",
    ];

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Verdicts_causes_and_the_proofs_of_a_measurement_are_the_same(CancellationToken cancellation)
    {
        var before = await SmokeSweep.ResultsAsync();
        using var folder = await SweepFolder.PrepareAsync();
        string[] crates = [.. Crates.Intersect(before.Verdicts().Select(verdict => verdict.Crate))];
        folder.File("config.toml", SweepFolder.NewLayout);
        var sweep = folder.SweepOf([.. crates.Select(SweepFolder.Fixture), "cargo-config: config.toml"]);

        var end = await sweep.RunAsync(cancellation, "--measure", "1");

        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        Assert.That(crates, Has.Length.GreaterThan(6));
        Assert.That(sweep.Results.Verdicts().Select(Words), Is.EquivalentTo(crates.Select(crate => Words(before.VerdictOf(crate)))));
        Assert.That(sweep.Results.Speed().Where(speed => speed.Failure is not null).Select(speed => $"{speed.Crate}: {speed.Failure}"), Is.Empty);
        Assert.That(sweep.Results.Speed(), Is.Not.Empty);
    }

    private static string Words(Verdict verdict) =>
        $"{verdict.Crate}: {WireName.Of(verdict.Kind)}, {verdict.Reason}, {string.Join(' ', verdict.Causes.Select(cause => cause.Signature).Order(StringComparer.Ordinal))}";
}
