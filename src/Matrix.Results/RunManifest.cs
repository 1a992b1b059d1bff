using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary><c>run.json</c>: what ran, where and with what.</summary>
public sealed record RunManifest
{
    /// <summary>Raised when a reader of the old format would misread the new one.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    public required string ToolVersion { get; init; }

    public required ToolchainRecord Toolchain { get; init; }

    public required PlatformRecord Platform { get; init; }

    /// <summary>The baseline, then the candidates that were compared with it, in the order of matrix.yaml.</summary>
    public required IReadOnlyList<BackendRecord> Backends { get; init; }

    public required ListRecord List { get; init; }

    public required SettingsRecord Settings { get; init; }

    /// <summary>What the shard was a part of; null: nobody planned it.</summary>
    public PlanRecord? Plan { get; init; }

    /// <summary>What was merged into it; empty for a run that is itself.</summary>
    public IReadOnlyList<PartRecord> Parts { get; init => field = value ?? []; } = [];

    /// <summary>Of the rules that decided the verdicts, lower-case hex.</summary>
    public string? RulesSha256 { get; init; }

    /// <summary>What makes this run weaker than it could be, in words: no sandbox, ….</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];

    public required DateTimeOffset Start { get; init; }

    /// <summary>Null while it runs, and after a kill.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>What was not done twice, since the last start; null while it runs.</summary>
    public ReuseRecord? Reuse { get; init; }

    [JsonIgnore]
    public BackendRecord Baseline => Backends[0];

    [JsonIgnore]
    public IEnumerable<BackendRecord> Candidates => Backends.Skip(1);

    /// <summary>When the youngest of what is in it started: of a crate that two runs judged, the verdict of the later one counts.</summary>
    [JsonIgnore]
    public DateTimeOffset LastStart => Parts.Count == 0 ? Start : Parts.Max(part => part.Start);

    /// <summary>Which shard it is; of what was merged, which runs it is made of. Null for a whole run.</summary>
    [JsonIgnore]
    public string? Shards => Parts.Count == 0 ? Settings.Shard : string.Join(' ', Parts.Select(part => $"{part.Shard}@{part.Start:O}"));

    /// <summary>Earlier starts of the same run that were interrupted.</summary>
    public int Resumed { get; init; }

    /// <summary>Crates per verdict, by the verdict's name.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();
}

/// <param name="Name">As it was asked for: a rustup name, or a directory.</param>
/// <param name="Rustc">First line of <c>rustc -V</c>.</param>
/// <param name="RustcVerbose">All of <c>rustc -vV</c>.</param>
/// <param name="CommitDate">Of rustc, <c>yyyy-MM-dd</c>, where it says.</param>
/// <param name="Host">The target triple.</param>
/// <param name="Cargo">First line of <c>cargo -V</c>.</param>
public sealed record ToolchainRecord(string Name, string Rustc, string RustcVerbose, string? CommitDate, string Host, string Cargo);

/// <summary>A code generator and what it was used with.</summary>
/// <param name="Title">For people: <c>Cranelift</c>.</param>
/// <param name="CodegenBackend">What rustc calls it: <c>llvm</c>, <c>cranelift</c>; of a library <c>librustc_codegen_NAME.so</c> the name.</param>
public sealed record BackendRecord(BackendName Name, string Title, string CodegenBackend)
{
    /// <summary>File name of its library; null: it is a part of rustc.</summary>
    public string? Library { get; init; }

    /// <summary>Of that file, lower-case hex.</summary>
    public string? LibrarySha256 { get; init; }

    /// <summary>As it writes it into executables, for example <c>0.123.13</c>; null where it writes none, or nobody has looked yet.</summary>
    public string? Version { get; init; }

    /// <summary>Options of rustc, beyond those of the crate.</summary>
    public IReadOnlyList<string> Rustflags { get; init => field = value ?? []; } = [];

    /// <summary>Of cargo's configuration, <c>key=value</c>, beyond the crate's own.</summary>
    public IReadOnlyList<string> Config { get; init => field = value ?? []; } = [];

    /// <summary>Variables that its legs have beyond those of the other.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>It is the baseline once more: what is found then is noise (an A/A sweep).</summary>
    public bool IsBaselineAgain { get; init; }

    /// <summary>What the probe crate showed of it; null of the baseline, and while it has not run.</summary>
    public ProbeRecord? Probe { get; init; }
}

/// <param name="Os"><c>linux</c> or <c>macos</c>.</param>
/// <param name="Arch"><c>x86_64</c> or <c>aarch64</c>.</param>
public sealed record PlatformRecord(string Os, string Arch, string Cpu, IReadOnlyList<string> CpuFeatures, int Cores, long MemoryBytes)
{
    /// <summary><c>linux-x86_64</c>, <c>macos-aarch64</c>, ….</summary>
    [JsonIgnore]
    public string Name => $"{Os}-{Arch}";

    /// <summary>What the processor can do, as rustc calls it: <c>rustc --print cfg -C target-cpu=native</c>. Null in runs from before it was asked.</summary>
    public IReadOnlyList<string>? TargetFeatures { get; init; }
}

/// <param name="Name">File name of the crates list.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="Crates">The names selected for this run, in the order of the list.</param>
public sealed record ListRecord(string Name, string Sha256, IReadOnlyList<string> Crates);

/// <param name="Isolation"><c>bubblewrap</c>, <c>sandbox-exec</c> or <c>none</c>.</param>
/// <param name="Jobs">Crates at a time.</param>
/// <param name="Confirm">How often a failure must show, among how many runs: <c>2 of 3</c>.</param>
public sealed record SettingsRecord(string Isolation, int Jobs, string Confirm, LimitsRecord Limits)
{
    /// <summary>Which of how many shards, <c>2/4</c>; null for a whole run.</summary>
    public string? Shard { get; init; }
}

/// <param name="UnitsMade">Dependencies that were compiled to be shared.</param>
/// <param name="UnitsShared">How often one of them was used again in place of compiling it.</param>
/// <param name="CratesCarriedOver">Crates of which nothing had changed since an earlier sweep, so that no leg was run.</param>
public sealed record ReuseRecord(int UnitsMade, int UnitsShared, int CratesCarriedOver);

/// <summary>The plan of a sweep that is divided among machines.</summary>
/// <param name="Sha256">Of its file, lower-case hex: runs that name the same one belong together.</param>
/// <param name="Shards">How many it has for each platform.</param>
public sealed record PlanRecord(string Sha256, IReadOnlyDictionary<string, int> Shards);

/// <summary>A run that was merged with others into one results directory.</summary>
/// <param name="Shard">Which of how many, <c>2/4</c>; null for a whole run.</param>
/// <param name="End">Null: it had not ended.</param>
/// <param name="Crates">That were selected for it.</param>
/// <param name="Verdicts">That it had.</param>
public sealed record PartRecord(string? Shard, DateTimeOffset Start, DateTimeOffset? End, int Crates, int Verdicts);

/// <summary>Per phase.</summary>
/// <param name="Seconds">Wall time; an entry of the list may set its own.</param>
public sealed record LimitsRecord(double Seconds, double SilenceSeconds, long MemoryBytes, long LogBytes)
{
    /// <summary>This limit and those below are null in runs from before they were there.</summary>
    public double? IdleSeconds { get; init; }

    /// <summary>Of a leg that ran out of memory and is run again alone.</summary>
    public long? MemoryAloneBytes { get; init; }

    public long? DiskBytes { get; init; }

    /// <summary>Processes and threads at a time.</summary>
    public int? Processes { get; init; }

    /// <summary>Of one process.</summary>
    public int? OpenFiles { get; init; }
}

/// <param name="BackendLoads">A crate compiled, and its executable carries the backend's mark.</param>
/// <param name="CatchUnwindCatches">Null: the probe could not tell.</param>
/// <param name="UnsupportedIntrinsic">What happened in words: <c>signal 6 (SIGABRT)</c>, <c>supported</c>, ….</param>
public sealed record ProbeRecord(bool BackendLoads, bool? CatchUnwindCatches, string UnsupportedIntrinsic)
{
    /// <summary>The line that an unsupported intrinsic printed.</summary>
    public string? UnsupportedIntrinsicText { get; init; }
}
