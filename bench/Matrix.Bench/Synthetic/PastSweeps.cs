using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Bench.Synthetic;

/// <summary>Writes every sweep but the last as a history file.</summary>
internal sealed class PastSweeps(GenerateOptions options, SyntheticCrate[] crates, Story story)
{
    private readonly Platform[] platforms = [.. options.Platforms.Select(Platform.Parse)];

    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        Parallel.For(0, story.Now, sweep => Write(directory, sweep));
    }

    private void Write(string directory, int sweep)
    {
        var causes = new Dictionary<Trouble, int>(ReferenceEqualityComparer.Instance);
        var past = crates.Where(crate => crate.Joined <= sweep).Select(crate => Crate(crate, sweep, causes)).OfType<PastCrate>().ToArray();
        var header = new PastSweep
        {
            Start = story.StartOf(sweep),
            Runs = [.. platforms.SelectMany(platform => Runs(platform, sweep))],
            Causes = [.. causes.Keys.Select(trouble => new PastCause(trouble.Class, trouble.Subclass, trouble.Signature))],
            Crates = past.Length,
        };
        HistoryFile.Write(Path.Combine(directory, HistoryFile.NameOf(header)), header, past);
    }

    private IEnumerable<PastRun> Runs(Platform platform, int sweep) =>
        Enumerable.Range(0, options.Shards).Where(shard => story.Ran(platform, shard, sweep)).Select(shard => Run(platform, shard, sweep));

    private PastRun Run(Platform platform, int shard, int sweep)
    {
        var start = story.StartOf(sweep).AddMinutes(shard);
        var toolchain = platform.Toolchain(sweep, start);
        var cranelift = platform.Backends(sweep, probe: null)[1];
        return new PastRun
        {
            Platform = platform.Name,
            Shard = options.Shards == 1 ? null : $"{shard + 1}/{options.Shards}",
            Start = start,
            End = start.AddHours(5).AddMinutes(7 * shard),
            Rustc = toolchain.Rustc,
            CommitDate = toolchain.CommitDate,
            BackendSha256 = cranelift.LibrarySha256!,
            CraneliftVersion = cranelift.Version,
            CatchUnwindCatches = story.CatchesPanics(platform, sweep),
            List = RunDirectory.ListName,
            ListSha256 = Draw.For(options.Seed, "list", number: sweep / 5).Hex(64),
            Selected = crates.Count(crate => crate.Joined <= sweep && crate.Position % options.Shards == shard),
            ToolVersion = RunDirectory.ToolVersion,
        };
    }

    // Null: every shard that should have had it was lost.
    private PastCrate? Crate(SyntheticCrate crate, int sweep, Dictionary<Trouble, int> causes)
    {
        var verdicts = new Dictionary<string, VerdictKind>();
        var seconds = new Dictionary<string, double>();
        var failures = new List<PastFailure>();
        foreach (var platform in platforms.Where(platform => story.Ran(platform, crate.Position % options.Shards, sweep)))
        {
            var state = story.StateOf(crate, platform, sweep);
            verdicts.Add(platform.Name, state.Kind);
            seconds.Add(platform.Name, Math.Round(crate.Seconds * Draw.For(options.Seed, "seconds", crate.Commit, platform.Name, sweep).Noise(), 1));
            foreach (var trouble in state.Troubles)
            {
                causes.TryAdd(trouble.Trouble, causes.Count);
                failures.Add(new PastFailure(platform.Name, causes[trouble.Trouble], trouble.Tests));
            }
        }

        return verdicts.Count == 0
            ? null
            : new PastCrate { Crate = crate.Name, Downloads = crate.Downloads, Verdicts = verdicts, Failures = failures, Seconds = seconds };
    }
}
