using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Events;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Measuring;
using Matrix.Runner.Preparation;
using Matrix.Runner.Processes;
using Matrix.Runner.Reuse;
using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Toolchains;
using Matrix.Testing;

namespace Matrix.Runner.Tests;

/// <summary>A sweep whose crates come from nowhere and whose cargo says what a test wants it to say. By default every crate builds.</summary>
internal sealed class SweepOnPaper : IDisposable, ISourceCheckout, ISweepProgress
{
    public const string Cargo = "/rust/bin/cargo";

    private static readonly Toolchain Toolchain = new()
    {
        Rustc = "/rust/bin/rustc",
        Rustdoc = "/rust/bin/rustdoc",
        Cargo = Cargo,
        Roots = ["/rust"],
        Record = new ToolchainRecord("nightly", "rustc 1.95.0", "rustc 1.95.0", "2026-04-13", "x86_64-unknown-linux-gnu", "cargo 1.95.0"),
        Backends = [new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, "cranelift") { Library = "/rust/lib/lib.so", LibrarySha256 = "00" }],
    };

    private readonly TemporaryDirectory directory = new();
    private readonly JobSlots share = new(2);
    private readonly SourcePreparation preparation;
    private readonly LegRun legRun;
    private readonly MeasuredBuilds builds;
    private ReusedLegs? carried;

    public SweepOnPaper()
    {
        Results = ResultsWriter.Create(Path.Combine(directory.Path, "results"), new RunManifest
        {
            ToolVersion = "1",
            Toolchain = Toolchain.Record,
            Backends = [.. Toolchain.Backends.Select(backend => backend.Record)],
            Platform = Crates.Now.OnLinux.Platform,
            List = new ListRecord("list.yaml", "00", []),
            Settings = new SettingsRecord("none", 1, "2 of 3", new LimitsRecord(1, 1, 1, 1)),
            Start = DateTimeOffset.UnixEpoch,
        });
        var cargo = new CargoCommands(Toolchain, null);
        var processes = new SandboxedProcesses(Processes, new NoSandbox(), Path.Combine(directory.Path, "cargo-home"), []);
        preparation = new SourcePreparation(this, cargo, processes, Results.Paths, KnownRules.All);
        var standIns = new StandIns(directory.File("shim", ""), directory.File("recorder", ""), directory.File("witness", ""));
        legRun = new LegRun(Toolchain, cargo, processes, new LegOutput(Results.Paths, this, standIns, LegScene.Mark), KnownRules.All);
        builds = new MeasuredBuilds(Toolchain, cargo, processes, standIns, KnownRules.All);
        Processes.On($"{Cargo} ", "");
        Compiles(LegName.Llvm);
        Compiles(LegName.Cranelift);
    }

    public ScriptedProcesses Processes { get; } = new();

    public ResultsWriter Results { get; }

    public List<SweepEvent> Events { get; } = [];

    /// <summary>What the checkout of a crate throws.</summary>
    public Dictionary<string, Exception> Troubles { get; } = [];

    /// <summary>All that happened to crates, in order: <c>started memchr</c>, <c>regressed memchr</c>.</summary>
    public IEnumerable<string> Story => Events.Select(Told).OfType<string>();

    public string Work => Path.Combine(directory.Path, "work");

    public static CrateEntry Crate(string name, SkipEntry? skip = null) => new()
    {
        Name = CrateName.Parse(name),
        Source = new CrateSource.Git($"https://example.org/{name}", "1", IsTag: true),
        Position = "list.yaml:1",
        Skip = skip,
    };

    /// <summary>Of a cargo command for one leg.</summary>
    public string Command(string verb, string crate, LegName leg) => $"{Cargo} {verb} … --manifest-path {Path.Combine(Leg(crate, leg).Source, "Cargo.toml")}";

    public LegDirectories Leg(string crate, LegName leg) => new(Path.Combine(Work, crate, FolderOf(leg)));

    private static string FolderOf(LegName leg) =>
        $"{(leg.Backend == BackendName.Llvm ? "reference" : "candidate")}{(leg.Workaround == Workaround.None ? "" : $"-{WireName.Of(leg.Workaround)}")}";

    public SweepOnPaper DoesNotBuild(LegName leg, string says, string crate = "memchr")
    {
        Processes.On(Command("build", crate, leg), $"{Compiled(leg, crate)}{says}\n", exitCode: 101);
        return this;
    }

    /// <summary>A build that needs more memory than a leg has; alone it gets as much as is said.</summary>
    public SweepOnPaper RunsOutOfMemory(LegName leg, string crate = "memchr", long below = long.MaxValue)
    {
        Processes.RunOutOfMemory(Command("build", crate, leg), below);
        return this;
    }

    public Func<long, long> MemoryAlone { get; set; } = legBytes => legBytes;

    /// <summary>As in a sandbox.</summary>
    public bool LegsAreApart { get; set; }

    public SweepOnPaper Compiles(LegName leg, string crate = "memchr")
    {
        Processes.On(Command("build", crate, leg), Compiled(leg, crate));
        return this;
    }

    /// <summary>Legs of earlier sweeps are known, and its own are kept.</summary>
    public SweepOnPaper Carrying(LegStore store, LegInputs inputs, Reruns? reruns)
    {
        var stored = new StoredLegs(ResultsReader.Open(Results.Paths.Root), KnownRules.All);
        carried = new ReusedLegs(store, inputs, Results.Paths, stored) { Reruns = reruns };
        return this;
    }

    public Task<CrateResult> RunCrateAsync(string crate = "memchr") => Run().ExecuteAsync(Crate(crate), default);

    public async Task<SweepSummary> RunAsync(IEnumerable<CrateEntry> crates, int jobs = 1, params Verdict[] finished)
    {
        var run = new MatrixRun(Run(), Results, share, this);
        return await run.ExecuteAsync(new SweepRequest([.. crates], jobs, Crates.Now.OnLinux, finished), default);
    }

    public Task<SweepSummary> RunAsync(IEnumerable<string> crates) => RunAsync(crates.Select(name => Crate(name)));

    /// <summary>Of a build that is measured, or, with <paramref name="isChecked"/>, of one before the first round.</summary>
    public string MeasuringCommand(string crate, BackendName backend, bool isChecked = false)
    {
        var source = Path.Combine(Measured(crate, backend).Source, "Cargo.toml");
        return $"{Cargo} build --locked --offline {(isChecked ? "-vv" : "--jobs")} … --manifest-path {source}";
    }

    public LegDirectories Measured(string crate, BackendName backend) => new(Path.Combine(Work, crate, "measure", FolderOf(new LegName(backend))));

    public SweepOnPaper CanBeMeasured(string crate)
    {
        foreach (var backend in new[] { BackendName.Llvm, BackendName.Cranelift })
        {
            var directories = Measured(crate, backend);
            Processes
                .On(MeasuringCommand(crate, backend), _ => Built(crate, backend, "   Compiling it v1.0.0\n"))
                .On(MeasuringCommand(crate, backend, isChecked: true), _ => Built(crate, backend, Compiled(new LegName(backend), "it", directories) + Library(directories)));
        }

        return this;
    }

    /// <summary>A build that leaves something to look at.</summary>
    public (int ExitCode, string Prints) Built(string crate, BackendName backend, string prints)
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Measured(crate, backend).Target, "debug")).FullName, "libit.rlib"), "code");
        return (0, prints);
    }

    public Task<SpeedSummary> MeasureAsync(int rounds, params string[] crates)
    {
        var measurement = new CrateMeasurement(preparation, builds, Settings(), this);
        return new MeasureRun(measurement, Results, this).ExecuteAsync([.. crates.Select(name => Crate(name))], rounds, default);
    }

    private static string Library(LegDirectories directories) =>
        $$$"""
        {"reason":"compiler-artifact","package_id":"path+file:///it#1.0.0","manifest_path":"{{{directories.Source}}}/Cargo.toml","target":{"kind":["lib"],"name":"it","src_path":"{{{directories.Source}}}/src/lib.rs"},"profile":{"test":false},"filenames":[],"executable":null}

        """;

    public Task<CheckedOut> CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation)
    {
        if (Troubles.TryGetValue(Path.GetFileName(source.Url), out var trouble))
            throw trouble;

        File.WriteAllText(Path.Combine(folder, "Cargo.toml"), "");
        File.WriteAllText(Path.Combine(folder, "Cargo.lock"), "");
        Directory.CreateDirectory(Path.Combine(folder, "src"));
        File.WriteAllText(Path.Combine(folder, "src", "lib.rs"), "code");
        return Task.FromResult(new CheckedOut(new string('1', 40)));
    }

    public void Report(SweepEvent happened)
    {
        lock (Events)
            Events.Add(happened);
    }

    public void Dispose()
    {
        Results.Dispose();
        share.Dispose();
        directory.Dispose();
    }

    private CrateRun Run() => new(preparation, legRun, Settings());

    private CrateRunSettings Settings() => new()
    {
        Results = Results,
        Resumed = new ResumedLegs(null, Toolchain, LegScene.Mark),
        WorkDirectory = Work,
        Limits = ProcessLimits.Default,
        MemoryAlone = MemoryAlone,
        Confirmation = Confirmation.Default,
        Slots = share,
        LegsAreApart = LegsAreApart,
        Host = Toolchain.Host,
        Backends = [.. Toolchain.Backends.Select(backend => backend.Record)],
        Reused = carried,
    };

    private string Compiled(LegName leg, string crate, LegDirectories? directories = null) =>
        $"     Running `CARGO_CRATE_NAME={crate} CARGO_MANIFEST_DIR={(directories ?? Leg(crate, leg)).Source} CARGO_PKG_NAME={crate} CARGO_PKG_VERSION=2.7.4 "
        + $"/rust/bin/rustc --crate-name {crate} src/lib.rs -Z codegen-backend={(leg.Backend == BackendName.Cranelift ? "cranelift" : "llvm")}`\n";

    private static string? Told(SweepEvent happened) => happened switch
    {
        SweepEvent.Started started => $"{started.Crates} crates, {started.Done} done",
        SweepEvent.CrateStarted crate => $"started {crate.Crate}",
        SweepEvent.CrateFinished crate => $"{WireName.Of(crate.Verdict.Kind)} {crate.Crate}",
        SweepEvent.Finished => "finished",
        SweepEvent.MeasuringStarted started => $"measuring {started.Crates}, {started.Done} done",
        SweepEvent.MeasuredBuildStarted build => $"{build.Crate} {build.Backend} {build.Round}",
        SweepEvent.CrateMeasured crate => $"measured {crate.Crate}{(crate.Speed.Failure is { } failure ? $": {failure}" : "")}",
        _ => null,
    };
}
