namespace Matrix.Results;

/// <summary>Where things are in a results directory. All but <see cref="Root"/> are relative to it, with forward slashes.</summary>
public sealed record ResultsPaths(string Root)
{
    public const string Manifest = "run.json";
    public const string Legs = "legs.jsonl";
    public const string Verdicts = "verdicts.jsonl";
    public const string Ledger = "ledger.jsonl";
    public const string Speed = "speed.jsonl";
    public const string Lock = ".lock";

    /// <summary>Folder of what is built; empty in the end.</summary>
    public const string Work = "work";

    /// <summary>Instead of a lock, where the file system has none.</summary>
    public const string Claim = ".lock-claim";

    public static string Log(string crate, LegName leg, Phase phase, int attempt = 1) =>
        $"logs/{crate}/{leg}/{WireName.Of(phase)}{AttemptSuffix(attempt)}.log.gz";

    public static string Tests(string crate, LegName leg, int attempt = 1) => $"logs/{crate}/{leg}/tests{AttemptSuffix(attempt)}.jsonl.gz";

    /// <summary>What came before the legs: checkout, lock file.</summary>
    public static string PrepareLog(string crate) => $"logs/{crate}/prepare.log.gz";

    /// <summary>The lock file that both legs used.</summary>
    public static string LockFile(string crate) => $"logs/{crate}/Cargo.lock";

    /// <summary>What measuring a crate printed: checkout, the check of the backends, every build.</summary>
    public static string SpeedLog(string crate) => $"logs/{crate}/measure.log.gz";

    public string Absolute(string relative) => Path.Combine(Root, relative);

    private static string AttemptSuffix(int attempt) => attempt == 1 ? "" : $".{attempt}";
}
