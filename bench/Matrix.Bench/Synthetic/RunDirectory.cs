using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Bench.Synthetic;

/// <summary>Writes the results directory of one shard on one platform, as a sweep of today leaves it.</summary>
internal sealed class RunDirectory(GenerateOptions options, SyntheticCrate[] crates, Story story)
{
    public const string ListName = "popular.yaml";
    public const string ToolVersion = "0.1.0+4efede8640d0514e1c6f7a00f0337298c850ca2c";

    public void Write(Platform platform, int shard)
    {
        var directory = Path.Combine(options.Out, "now", $"{platform.Name}-{shard + 1}of{options.Shards}");
        var selected = crates.Where(crate => crate.Position % options.Shards == shard).ToArray();
        var manifest = Manifest(platform, shard, selected);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var clock = manifest.Start.AddSeconds(2);
        using var writer = ResultsWriter.Create(directory, manifest);
        foreach (var crate in selected)
        {
            var scene = new Scene(options, platform, manifest.Toolchain, crate, story.StateOf(crate, platform, story.Now), clock, directory);
            var sheet = options.Lean ? Sheet.Short(scene) : Sheet.Of(scene);
            Append(writer, sheet);
            Measure(scene, sheet.Verdict, writer);
            var name = WireName.Of(sheet.Verdict.Kind);
            counts[name] = counts.GetValueOrDefault(name) + 1;
            // Two crates at a time.
            clock = clock.AddSeconds(sheet.Verdict.Seconds / 2);
        }

        Directory.CreateDirectory(Path.Combine(directory, "work"));
        writer.Save(manifest with { End = clock, Counts = counts });
    }

    private static void Append(ResultsWriter writer, Sheet sheet)
    {
        foreach (var leg in sheet.Legs)
            writer.Append(leg);
        writer.Append(sheet.Verdict);
        writer.Append(sheet.Ledger);
    }

    // One crate in twenty-five that both build.
    private static void Measure(Scene scene, Verdict verdict, ResultsWriter writer)
    {
        if (verdict.Kind != VerdictKind.Compatible || scene.Crate.Position % 25 != 4)
            return;

        var draw = scene.Draw("speed");
        writer.Append(new SpeedResult
        {
            Crate = scene.Crate.Name,
            Candidate = BackendName.Cranelift,
            Start = scene.Start.AddHours(6),
            Seconds = Math.Round(scene.Crate.Seconds, 7),
            Jobs = 4,
            Edited = "src/lib.rs",
            Rounds = [.. Enumerable.Range(0, 3).Select(round => Round(scene.Crate, round % 2 == 0 ? BackendName.Llvm : BackendName.Cranelift, draw))],
        });
    }

    private static SpeedRound Round(SyntheticCrate crate, BackendName first, Draw draw) => new(
        first,
        new BuildSeconds(Math.Round(crate.Seconds / 9 * draw.Noise(), 3), Math.Round(crate.Seconds / 60 * draw.Noise(), 3)),
        new BuildSeconds(Math.Round(crate.Seconds / 11 * draw.Noise(), 3), Math.Round(crate.Seconds / 90 * draw.Noise(), 3)));

    private RunManifest Manifest(Platform platform, int shard, SyntheticCrate[] selected)
    {
        var start = story.StartOf(story.Now).AddMinutes(shard);
        return new RunManifest
        {
            ToolVersion = ToolVersion,
            Toolchain = platform.Toolchain(story.Now, start),
            Platform = platform.Record(),
            List = new ListRecord(ListName, Draw.For(options.Seed, "list", number: story.Now / 5).Hex(64), [.. selected.Select(crate => crate.Name)]),
            Settings = new SettingsRecord(platform.Os == "linux" ? "bubblewrap" : "none", 2, "2 of 3", new LimitsRecord(900, 600, 4L << 30, 64L << 20))
            {
                Shard = options.Shards == 1 ? null : $"{shard + 1}/{options.Shards}",
            },
            Backends = platform.Backends(story.Now, new ProbeRecord(true, story.CatchesPanics(platform, story.Now), "signal 6 (SIGABRT)")
            {
                UnsupportedIntrinsicText = platform.Arch == "x86_64" ? "llvm.x86.sse.rcp.ss is not yet supported." : "llvm.aarch64.rndr is not yet supported.",
            }),
            RulesSha256 = Draw.For(options.Seed, "rules").Hex(64),
            Warnings = platform.Os == "linux" ? [] : ["there is no sandbox on macOS: build scripts and tests can do what you can"],
            Start = start,
        };
    }
}
