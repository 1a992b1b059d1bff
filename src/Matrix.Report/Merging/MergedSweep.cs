namespace Matrix.Report.Merging;

/// <param name="Unreadable">Directories that were left out, and why.</param>
/// <param name="MissingShards">In words.</param>
internal sealed record MergedSweep(IReadOnlyList<MergedPlatform> Platforms, IReadOnlyList<string> Unreadable, IReadOnlyList<string> MissingShards)
{
    public bool IsComplete => Unreadable.Count == 0 && MissingShards.Count == 0 && Platforms.All(platform => platform.WithoutVerdict.Count == 0 && platform.Unfinished == 0);
}

/// <param name="Runs">That were merged; the same run, given twice, is one.</param>
/// <param name="Unfinished">Runs among them that have no end.</param>
/// <param name="WithoutVerdict">Crates that were selected and have none.</param>
internal sealed record MergedPlatform(string Platform, string Directory, int Runs, int Unfinished, int Crates, IReadOnlyList<string> WithoutVerdict);
