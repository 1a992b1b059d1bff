using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner;
using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Events;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Preparation;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.Toolchains;

namespace Matrix.Faults;

/// <summary>A sweep over three crates in which all is real but the processes and the sources.</summary>
/// <param name="root">The results directory is in it.</param>
internal sealed class SmallSweep(string root, string boot) : ISourceCheckout, ISweepProgress
{
    private static readonly Toolchain Toolchain = new()
    {
        Rustc = "/rust/bin/rustc",
        Rustdoc = "/rust/bin/rustdoc",
        Cargo = "/rust/bin/cargo",
        Roots = ["/rust"],
        Record = new ToolchainRecord("nightly", "rustc 1.95.0", "rustc 1.95.0", "2026-04-13", "x86_64-unknown-linux-gnu", "cargo 1.95.0"),
        Backends = [new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, "cranelift") { Library = "/rust/lib/lib.so", LibrarySha256 = "00" }],
    };

    private static readonly PlatformRecord Platform = new("linux", "x86_64", "some processor", [], Cores: 2, MemoryBytes: 1L << 30);

    private static readonly RuleSet Rules = new([new Rule
    {
        Id = "psllv",
        Class = FailureClass.SimdIntrinsic,
        Subclass = ScriptedCargo.Intrinsic,
        Lines = [new LinePattern(ScriptedCargo.Intrinsic)],
        Precedence = 1,
        Alone = Blame.Cranelift,
        Source = "the script",
        Position = "here",
    }]);

    public string Results => Path.Combine(root, "results");

    /// <summary>What was run, a line a process.</summary>
    public string Told => Path.Combine(root, "told");

    /// <param name="resume">Goes on with what is there, as <c>--resume</c> does.</param>
    public async Task<ExitCode> ExecuteAsync(bool resume)
    {
        var manifest = Manifest;
        using var results = resume && Directory.Exists(Results) && !ResultsWriter.IsUnbegun(Results)
            ? ResultsWriter.Resume(Results, earlier => manifest with { Start = earlier.Start, Resumed = earlier.Resumed + 1 })
            : ResultsWriter.Create(Results, manifest);
        var earlier = ResultsReader.Open(Results);
        var share = new JobSlots(2);
        var mark = new LegStamp(boot);
        var cargo = new CargoCommands(Toolchain, null);
        var processes = new SandboxedProcesses(new ScriptedCargo(Told), new NoSandbox(), Path.Combine(root, "cargo-home"), []);
        var settings = new CrateRunSettings
        {
            Results = results,
            Resumed = new ResumedLegs(new StoredLegs(earlier, Rules), Toolchain, mark),
            WorkDirectory = results.Paths.Absolute("work"),
            Limits = ProcessLimits.Default,
            Confirmation = Confirmation.Default,
            Slots = share,
            Host = Toolchain.Host,
            Backends = [.. Toolchain.Backends.Select(backend => backend.Record)],
        };
        var run = new MatrixRun(
            new CrateRun(
                new SourcePreparation(this, cargo, processes, results.Paths, Rules),
                new LegRun(Toolchain, cargo, processes, new LegOutput(results.Paths, this, StandIns, mark), Rules),
                settings),
            results,
            share,
            this);
        var summary = await run.ExecuteAsync(
            new SweepRequest([.. Names.Select(Crate)], Jobs: 1, new Circumstances(Platform, null, new DateOnly(2026, 11, 20)), [.. earlier.Verdicts()]),
            CancellationToken.None);
        return summary.ExitCode;
    }

    private static string[] Names => ["passes", "traps", "breaks"];

    private static RunManifest Manifest => new()
    {
        ToolVersion = "1",
        Toolchain = Toolchain.Record,
        Platform = Platform,
        Backends = [.. Toolchain.Backends.Select(backend => backend.Record)],
        List = new ListRecord("list.yaml", "00", Names),
        Settings = new SettingsRecord("none", 1, "2 of 3", new LimitsRecord(1, 1, 1, 1)),
        Start = DateTimeOffset.UtcNow,
    };

    // Outside of what is watched: it is of the cache.
    private StandIns StandIns => new(Program("shim"), Program("recorder"), Program("witness"));

    private string Program(string name)
    {
        var path = Path.Combine(root, name);
        if (!File.Exists(path))
            File.WriteAllText(path, "a program");
        return path;
    }

    private static CrateEntry Crate(string name) => new()
    {
        Name = CrateName.Parse(name),
        Source = new CrateSource.Git($"https://example.org/{name}", "1", IsTag: true),
        Position = "list.yaml:1",
    };

    Task<CheckedOut> ISourceCheckout.CheckOutAsync(CrateSource.Git source, CheckoutDepth depth, string folder, CancellationToken cancellation)
    {
        File.WriteAllText(Path.Combine(folder, "Cargo.toml"), "[package]");
        File.WriteAllText(Path.Combine(folder, "Cargo.lock"), "version = 4");
        Directory.CreateDirectory(Path.Combine(folder, "src"));
        File.WriteAllText(Path.Combine(folder, "src", "lib.rs"), "code");
        return Task.FromResult(new CheckedOut(new string('1', 40)));
    }

    void ISweepProgress.Report(SweepEvent happened)
    {
    }
}
