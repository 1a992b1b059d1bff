namespace Matrix.Bench.Synthetic;

/// <summary>Results of a sweep that never was, and its history.</summary>
internal static class Generator
{
    /// <summary>Holds the crates in memory, and what they come to only a line at a time.</summary>
    public static void Write(GenerateOptions options)
    {
        var crates = World.Create(options);
        var story = new Story(options);
        new PastSweeps(options, crates, story).Write(Path.Combine(options.Out, "history"));
        if (options.OnlyHistory)
            return;

        var runs = options.Platforms.SelectMany(platform => Enumerable.Range(0, options.Shards).Select(shard => (Platform.Parse(platform), shard)));
        Parallel.ForEach(runs, run => new RunDirectory(options, crates, story).Write(run.Item1, run.shard));
    }
}
