using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Sweeps one after the other: what has not changed is taken over from the one before.</summary>
public sealed class ReuseTests
{
    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Only_what_has_changed_is_run_again(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var steady = folder.Crate("steady", "#[test] fn passes() {}");
        var changing = folder.Crate("changing", "#[test] fn passes() {}");
        var sweep = folder.SweepOf(steady, changing, SweepFolder.Fixture("catch-unwind-does-not-catch"));
        sweep = sweep with { IsFresh = false, Options = [.. sweep.Options, "--config", folder.File("config.yaml", "format: 1\ncache: cache\n")] };

        var first = await ResultsAsync(sweep.Into("first"), cancellation);
        folder.File("changing/src/lib.rs", "#[test] fn fails() { panic!(); }");
        var second = await ResultsAsync(sweep.Into("second"), cancellation);
        var fresh = await ResultsAsync(sweep.Into("fresh") with { IsFresh = true }, cancellation);

        Assert.That(CarriedOver(first), Is.Empty);
        Assert.That(CarriedOver(second), Is.EquivalentTo(new[] { "steady", "catch-unwind-does-not-catch" }));
        Assert.That(CarriedOver(fresh), Is.Empty);
        Assert.That(second.Manifest.Reuse!.CratesCarriedOver, Is.EqualTo(2));

        // What is carried over is whole: the same tests, causes, evidence in its own log, and it is judged again like any other.
        var regressed = second.VerdictOf("catch-unwind-does-not-catch");
        Assert.That(regressed.Causes.Select(Told), Is.EqualTo(first.VerdictOf("catch-unwind-does-not-catch").Causes.Select(Told)));
        Assert.That(regressed.MainCause!.Evidence, Is.Not.Empty.And.All.Matches<Evidence>(
            evidence => second.LogLines(evidence!.Log).ElementAt(evidence.Line - 1).Contains(evidence.Text, StringComparison.Ordinal)));
        Assert.That(second.VerdictOf("changing").Kind, Is.EqualTo(VerdictKind.Broken), "it was run, and its test now fails with both");
        var classified = await ProgramRun.RunAsync("Matrix.Runner", ["classify", second.Paths.Root], cancellation);
        Assert.That(classified.Output, Does.Contain("3 crates judged again from their logs: 0 changed"), classified.ToString());
    }

    private static IEnumerable<string> CarriedOver(ResultsReader results) =>
        results.Verdicts().Where(verdict => verdict.CarriedOver is not null).Select(verdict => verdict.Crate);

    private static string Told(Cause cause) => $"{cause.Class} {cause.Subclass} {cause.Rule} {cause.Confidence} {cause.Signature} {string.Join(',', cause.Tests)}";

    private static async Task<ResultsReader> ResultsAsync(RealSweep sweep, CancellationToken cancellation)
    {
        var end = await sweep.RunAsync(cancellation);
        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        return sweep.Results;
    }
}
