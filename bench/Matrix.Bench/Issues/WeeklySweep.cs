using Matrix.Bench.Synthetic;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Bench.Issues;

/// <summary>Writes the results of a week: verdicts with their causes, a directory a platform. Legs and logs are not looked at for issues.</summary>
internal sealed class WeeklySweep(YearOptions options, CauseYear year, DateTimeOffset first)
{
    private const int MostTests = 6;

    public DateTimeOffset StartOf(int week) => first.AddDays(7 * week);

    public void Write(int week)
    {
        var failures = year.FailuresIn(week);
        foreach (var platform in YearOptions.Platforms.Select(Platform.Parse))
        {
            var directory = Path.Combine(options.ResultsOf(week), platform.Name);
            var manifest = Manifest(platform, week);
            var scenes = year.Crates.Select(crate =>
                new Scene(year.Generated, platform, manifest.Toolchain, crate, StateOf(crate, platform, week, failures), manifest.Start, directory));
            using var writer = ResultsWriter.Create(directory, manifest);
            writer.Replace(scenes.Select(VerdictOf), [], manifest.RulesSha256);
        }
    }

    private CrateState StateOf(SyntheticCrate crate, Platform platform, int week, ILookup<(string, string), Trouble> failures)
    {
        ActiveTrouble[] troubles =
        [
            .. failures[(crate.Name, platform.Name)]
                .Select(trouble => new ActiveTrouble(trouble, trouble.FailsBuild ? 0 : TestsOf(crate, trouble, week), Behind: false)),
        ];
        return crate.Nature == Nature.Skipped ? CrateState.Of(VerdictKind.Skipped)
            : crate.Nature == Nature.Broken ? CrateState.Of(VerdictKind.Broken)
            : !year.GivesAnswer(crate, platform.Name, week) ? CrateState.Of(VerdictKind.Inconclusive)
            : troubles.Length > 0 ? new CrateState(VerdictKind.Regressed, troubles)
            : CrateState.Of(VerdictKind.Compatible);
    }

    // Some tests come and go.
    private int TestsOf(SyntheticCrate crate, Trouble trouble, int week) =>
        1 + Draw.For(options.Seed, "tests", crate.Name, trouble.Signature, year.Like(week)).Below(MostTests);

    private static Verdict VerdictOf(Scene scene)
    {
        var verdict = Verdicts.Of(scene, scene.State.Fails ? "it fails with Cranelift" : "all tests pass with both", Math.Round(scene.Crate.Seconds, 1));
        return verdict with { Causes = [.. scene.State.Troubles.Select(active => Verdicts.Cause(active.Trouble, EvidenceOf(scene, active.Trouble), TestsOf(scene, active)))] };
    }

    private static TestId[] TestsOf(Scene scene, ActiveTrouble active) =>
        [.. Enumerable.Range(0, active.Tests).Select(test => new TestId($"lib {scene.Crate.Name}", $"tests::test_{test}"))];

    private static Evidence[] EvidenceOf(Scene scene, Trouble trouble)
    {
        var log = scene.Log(LegName.Cranelift, trouble.Phase);
        var text = trouble.Text
            .Replace("{test}", "tests::test_0", StringComparison.Ordinal)
            .Replace("{crate}", scene.Crate.Name, StringComparison.Ordinal)
            .Replace("{target}", "lib", StringComparison.Ordinal);
        return
        [
            new Evidence(log, 17, text),
            new Evidence(log, 18, "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace"),
            new Evidence(log, 19, $"error: {trouble.Signature}"),
        ];
    }

    private RunManifest Manifest(Platform platform, int week)
    {
        var toolchain = platform.Toolchain(year.Like(week), StartOf(year.Like(week)));
        return new RunManifest
        {
            ToolVersion = RunDirectory.ToolVersion,
            Toolchain = toolchain,
            Platform = platform.Record(),
            List = new ListRecord(RunDirectory.ListName, Draw.For(options.Seed, "list").Hex(64), [.. year.Crates.Select(crate => crate.Name)]),
            Settings = new SettingsRecord("bubblewrap", 2, "2 of 3", new LimitsRecord(900, 600, 4L << 30, 64L << 20)),
            Backends = platform.Backends(year.Like(week), new ProbeRecord(true, true, "exit code 0")),
            RulesSha256 = Draw.For(options.Seed, "rules").Hex(64),
            Start = StartOf(week),
            End = StartOf(week).AddHours(5),
        };
    }
}
