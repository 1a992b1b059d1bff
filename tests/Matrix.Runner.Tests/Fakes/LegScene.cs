using System.Collections.Immutable;
using System.IO.Compression;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Events;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.Toolchains;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>A leg with folders of its own and processes that only a script answers.</summary>
internal sealed class LegScene : IDisposable
{
    public const string Host = "x86_64-unknown-linux-gnu";

    public const string ThisBoot = "this boot";

    private readonly TemporaryDirectory directory = new();

    public LegScene()
    {
        Results = new ResultsPaths(Path.Combine(directory.Path, "results"));
        Directories = new LegDirectories(Path.Combine(directory.Path, "leg"));
        Checkout = System.IO.Directory.CreateDirectory(Path.Combine(directory.Path, "checkout")).FullName;
        Request = RequestOf(LegName.Cranelift);
    }

    public static LegStamp Mark { get; } = new(ThisBoot);

    public static Toolchain Toolchain { get; } = new()
    {
        Rustc = "/toolchain/bin/rustc",
        Rustdoc = "/toolchain/bin/rustdoc",
        Cargo = "/toolchain/bin/cargo",
        Roots = ["/toolchain"],
        Record = new ToolchainRecord("nightly", "rustc 1.95.0", "rustc 1.95.0", null, Host, "cargo 1.97.0"),
        Backends = [new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, "cranelift") { Library = "/rust/lib/libclif.so", LibrarySha256 = "ab" }],
    };

    public string Root => directory.Path;

    public ResultsPaths Results { get; }

    public LegDirectories Directories { get; }

    /// <summary>The prepared source, to be copied.</summary>
    public string Checkout { get; }

    public FakeProcessRunner Processes { get; } = new();

    /// <summary>Of the library's tests.</summary>
    public string Executable => Path.Combine(Directories.Target, "debug/deps/memchr-11");

    public LegFindings Findings { get; } = new(KnownRules.All);

    /// <summary>What the rules say of all that was found so far.</summary>
    public IReadOnlyList<Observation> Observations
    {
        get
        {
            Findings.Conclude((phase, _) => new LogContext(phase));
            return Findings.Observations;
        }
    }

    public LegRequest Request { get; set; }

    public SandboxedProcesses Sandboxed => new(Processes, new NoSandbox(), "/cargo-home", []);

    public static CargoCommands Cargo { get; } = new(Toolchain, CargoConfig: null);

    public StandIns StandIns => new(File("shim", "a shim"), File("recorder", "a recorder"), File("witness", "a witness"));

    public LegRun LegRun => new(Toolchain, Cargo, Sandboxed, new LegOutput(Results, new Silence(), StandIns, Mark), KnownRules.All);

    public LegRequest RequestOf(LegName leg, ImmutableArray<string> testArguments = default) => new()
    {
        Crate = new CrateEntry
        {
            Name = CrateName.Parse("memchr"),
            Source = new CrateSource.Folder(Checkout),
            TestArguments = testArguments.IsDefault ? [] : testArguments,
            Position = "list.yaml:3",
        },
        Leg = leg,
        IsBaseline = leg.Backend == BackendName.Llvm,
        Source = new PreparedSource(Checkout, "./Cargo.toml", LockFileOrigin.Crate, null),
        Directories = Directories,
        Limits = ProcessLimits.Default,
    };

    public string File(string name, string content) => directory.File(name, content);

    public PhaseLog OpenLog(Phase phase) => new(Results, ResultsPaths.Log("memchr", Request.Leg, phase));

    /// <summary>The lines of a log that is closed.</summary>
    public string[] Log(Phase phase) => Unpacked(ResultsPaths.Log("memchr", Request.Leg, phase));

    public string[] Unpacked(string log)
    {
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(Results.Absolute(log)), CompressionMode.Decompress));
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    /// <summary>A record as the recorder writes it.</summary>
    public void Record(string file, IReadOnlyList<string> arguments, params string[] environment)
    {
        System.IO.Directory.CreateDirectory(Directories.Records);
        string[] fields = ["/place", $"{arguments.Count}", .. arguments, .. environment];
        System.IO.File.WriteAllText(Path.Combine(Directories.Records, file), string.Concat(fields.Select(field => field + "\0")));
    }

    /// <summary>Cargo builds the library and one test executable, and rustdoc is asked for its examples.</summary>
    public void Builds(string backend, string executable = "an executable")
    {
        Processes.On("fetch");
        Processes.On("build").Prints(RustcCall(backend));
        Processes.On("test").Prints(RustcCall(backend), RustcCall(backend, "--test -C extra-filename=-11"), TestArtifact()).Does(_ =>
        {
            File(Path.GetRelativePath(Root, Executable), executable);
            Record("0001.run", [Executable]);
            Record("0001.rustdoc", ["--crate-name", "memchr"]);
        });
    }

    /// <summary>A call of rustc, as cargo -vv prints it.</summary>
    public string RustcCall(string backend, string more = "--crate-type lib") =>
        $"     Running `CARGO_CRATE_NAME=memchr CARGO_MANIFEST_DIR={Directories.Source} CARGO_PKG_NAME=memchr CARGO_PKG_VERSION=1.0.0 CARGO_PRIMARY_PACKAGE=1 "
        + $"/toolchain/bin/rustc --crate-name memchr src/lib.rs {more} -C opt-level=1 -Z codegen-backend={backend}`";

    /// <summary>The test executable, as cargo tells of it.</summary>
    public string TestArtifact(bool isFresh = false) =>
        $$$"""
        {"reason":"compiler-artifact","package_id":"registry+https://example.org#memchr@1.0.0","manifest_path":"{{{Request.ManifestPath}}}","target":{"kind":["lib"],"name":"memchr","src_path":"{{{Directories.Source}}}/src/lib.rs"},"profile":{"test":true},"filenames":["{{{Executable}}}"],"executable":"{{{Executable}}}","fresh":{{{(isFresh ? "true" : "false")}}}}
        """;

    public void Dispose() => directory.Dispose();

    private sealed class Silence : ISweepProgress
    {
        public void Report(SweepEvent happened)
        {
        }
    }
}
