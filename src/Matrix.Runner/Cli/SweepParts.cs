using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Events;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Machines;
using Matrix.Runner.Measuring;
using Matrix.Runner.Preparation;
using Matrix.Runner.Reuse;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Toolchains;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Cli;

/// <summary>What a sweep runs with.</summary>
internal sealed class SweepParts(LegStore? legs, UnitStore? units) : IDisposable
{
    /// <param name="with">What an interrupted start left, null where this is the first; who is told how it goes.</param>
    public static Task<SweepParts> ComposeAsync(
        HostTools host, SweepSetup setup, ResultsWriter results, (ResultsReader? Earlier, ISweepProgress Progress) with, CancellationToken cancellation) =>
        new Composition(host, setup).ComposeAsync(results, with, cancellation);

    public required CrateRunSettings Settings { get; init; }

    public required SourcePreparation Preparation { get; init; }

    public required LegRun LegRun { get; init; }

    public required MeasuredBuilds Builds { get; init; }

    /// <summary>All crates are done: what was kept for later sweeps beyond what may be, and what was kept for this one.</summary>
    public void RemoveWhatIsNotNeeded()
    {
        legs?.Trim();
        if (!Settings.KeepWork)
            units?.Remove();
    }

    public void Dispose() => Settings.Slots.Dispose();
}

/// <summary>Makes <see cref="SweepParts"/> of a setup.</summary>
file sealed class Composition(HostTools host, SweepSetup setup)
{
    private readonly DirectoryInfo cache = Directory.CreateDirectory(setup.Config.Cache);

    /// <param name="with">What an interrupted start left, null where this is the first; who is told how it goes.</param>
    public async Task<SweepParts> ComposeAsync(
        ResultsWriter results, (ResultsReader? Earlier, ISweepProgress Progress) with, CancellationToken cancellation)
    {
        var (paths, rules) = (results.Paths, setup.Rules.Rules);
        var mark = new LegStamp(await Boot.IdAsync(host.Programs, cancellation));
        var compiler = new StandInCompiler(host.Programs, Path.Combine(cache.FullName, "stand-ins"));
        var standIns = new StandIns(
            await compiler.CompileAsync(setup.Toolchain, RustcShim.SourcePath, cancellation),
            await compiler.CompileAsync(setup.Toolchain, Recorder.SourcePath, cancellation),
            await compiler.CompileAsync(setup.Toolchain, Witnesses.SourcePath, cancellation));
        var units = setup.SharesUnits ? UnitStore.Create(paths.Absolute($"{ResultsPaths.Work}/.units"), setup.Config.Reuse.UnitBytes) : null;
        var cargo = new CargoCommands(setup.Toolchain, setup.List.CargoConfig);
        var processes = Processes(paths, units);
        // What noise there is only what is run shows.
        var legs = setup.Config.Reuse.LegBytes > 0 && !setup.Options.IsAgainstItself
            ? new LegStore(Path.Combine(cache.FullName, "legs"), setup.Config.Reuse.LegBytes, results.Manifest.Start)
            : null;

        return new SweepParts(legs, units)
        {
            Preparation = new SourcePreparation(new GitCheckout(host.Programs, cache.CreateSubdirectory("git").FullName), cargo, processes, paths, rules),
            LegRun = new LegRun(setup.Toolchain, cargo, processes, new LegOutput(paths, with.Progress, standIns, mark), rules),
            Builds = new MeasuredBuilds(setup.Toolchain, cargo, processes, standIns, rules),
            Settings = Settings(results, new ResumedLegs(with.Earlier is null ? null : new StoredLegs(with.Earlier, rules), setup.Toolchain, mark)) with
            {
                Units = units is null ? null : Share(units, processes, cancellation),
                Reused = legs is null ? null : Carry(legs, results),
            },
        };
    }

    private CrateRunSettings Settings(ResultsWriter results, ResumedLegs finished) => new()
    {
        Results = results,
        Resumed = finished,
        WorkDirectory = results.Paths.Absolute(ResultsPaths.Work),
        Limits = setup.Config.Limits,
        MemoryAlone = legBytes => setup.Config.MemoryAlone(legBytes, results.Manifest.Platform.MemoryBytes),
        Confirmation = setup.Config.Confirmation,
        Slots = new JobSlots(Environment.ProcessorCount),
        Backends = [.. setup.Backends.Select(backend => backend.Record)],
        LegsAreApart = setup.Isolation.Sandbox is not NoSandbox,
        Host = setup.Toolchain.Host,
        Reach = VerdictReach.On(results.Manifest.Platform, setup.Rules),
        KeepWork = setup.Options.KeepWork,
    };

    // What other crates left there no leg may see; what it is given of it is named.
    private SandboxedProcesses Processes(ResultsPaths paths, UnitStore? units) => new(
        host.Processes,
        setup.Isolation.Sandbox,
        cache.CreateSubdirectory("cargo-home").FullName,
        units is null ? setup.Readable : [.. setup.Readable, units.Folder])
    {
        Hidden = [paths.Root, cache.FullName],
    };

    private ReusedLegs Carry(LegStore store, ResultsWriter results)
    {
        var stored = new StoredLegs(ResultsReader.Open(results.Paths.Root), setup.Rules.Rules);
        return new ReusedLegs(store, setup.LegInputs(results.Manifest.Platform), results.Paths, stored)
        {
            Reruns = setup.Options.Fresh ? null : new Reruns(setup.Config.Reuse.RerunWeeks, DateOnly.FromDateTime(results.Manifest.Start.UtcDateTime)),
        };
    }

    // A leg that waits for a unit looks idle: what takes longer than half of what it may idle it had better compile itself.
    private SharedUnits Share(UnitStore store, SandboxedProcesses processes, CancellationToken cancellation)
    {
        var compiler = new UnitCompiler(setup.Toolchain.Rustc, processes, setup.Config.Limits with { Time = setup.Config.Limits.Idle / 2 });
        return new SharedUnits(store, compiler, setup.Toolchain, Path.GetDirectoryName(store.Folder)!, cancellation);
    }
}
