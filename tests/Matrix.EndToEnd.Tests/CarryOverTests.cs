using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Sweeps one after the other: what has not changed is taken over from the one before.</summary>
public sealed class CarryOverTests
{
    private const int Minutes = 60_000;

    private TemporaryDirectory directory = null!;

    [SetUp]
    public async Task Prepare()
    {
        await RealToolchain.RequireAsync();
        directory = new TemporaryDirectory();
        directory.File("config.yaml", "format: 1\ncache: cache\n");
    }

    [TearDown]
    public void Remove() => directory?.Dispose();

    [Test, CancelAfter(5 * Minutes)]
    public async Task Only_what_has_changed_is_run_again(CancellationToken cancellation)
    {
        var steady = SmallLists.Crate(directory, "steady", "#[test] fn passes() {}");
        var changing = SmallLists.Crate(directory, "changing", "#[test] fn passes() {}");
        var list = SmallLists.Write(directory, steady, changing, SmallLists.Fixture("catch-unwind-does-not-catch"));

        var first = await SweepAsync("first", list, cancellation);
        directory.File("changing/src/lib.rs", "#[test] fn fails() { panic!(); }");
        var second = await SweepAsync("second", list, cancellation);
        var fresh = await SweepAsync("fresh", list, cancellation, "--fresh");

        Assert.That(CarriedOver(first), Is.Empty);
        Assert.That(CarriedOver(second), Is.EquivalentTo(new[] { "steady", "catch-unwind-does-not-catch" }));
        Assert.That(CarriedOver(fresh), Is.Empty);
        Assert.That(second.Manifest.Reuse!.CratesCarriedOver, Is.EqualTo(2));

        // What is carried over is whole: the same tests, causes, evidence in its own log, and it is judged again like any other.
        var regressed = Verdict(second, "catch-unwind-does-not-catch");
        Assert.That(regressed.Causes.Select(Told), Is.EqualTo(Verdict(first, "catch-unwind-does-not-catch").Causes.Select(Told)));
        Assert.That(regressed.MainCause!.Evidence, Is.Not.Empty.And.All.Matches<Evidence>(
            evidence => second.LogLines(evidence.Log).ElementAt(evidence.Line - 1).Contains(evidence.Text, StringComparison.Ordinal)));
        Assert.That(Verdict(second, "changing").Kind, Is.EqualTo(VerdictKind.Broken), "it was run, and its test now fails with both");
        var classified = await ProgramRun.RunAsync("Matrix.Runner", ["classify", second.Paths.Root], cancellation);
        Assert.That(classified.Output, Does.Contain("3 crates judged again from their logs: 0 changed"), classified.ToString());
    }

    private static IEnumerable<string> CarriedOver(ResultsReader results) =>
        results.Verdicts().Where(verdict => verdict.CarriedOver is not null).Select(verdict => verdict.Crate);

    private static Verdict Verdict(ResultsReader results, string crate) => results.Verdicts().Single(verdict => verdict.Crate == crate);

    private static string Told(Cause cause) => $"{cause.Class} {cause.Subclass} {cause.Rule} {cause.Confidence} {cause.Signature} {string.Join(',', cause.Tests)}";

    private async Task<ResultsReader> SweepAsync(string name, string list, CancellationToken cancellation, params string[] options)
    {
        var results = Path.Combine(directory.Path, name);
        var end = await ProgramRun.RunAsync(
            "Matrix.Runner",
            ["sweep", "--no-install", "--config", Path.Combine(directory.Path, "config.yaml"), "--list", list, "--out", results, .. options],
            cancellation);
        Assert.That(end.ExitCode, Is.EqualTo(3), end.ToString());
        return ResultsReader.Open(results);
    }
}
