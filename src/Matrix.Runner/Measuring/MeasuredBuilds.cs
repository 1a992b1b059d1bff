using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.RustcCache;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Measuring;

/// <summary>Builds a crate with one backend: as its user does, to take the time; or looked at closely, to know what is measured.</summary>
internal sealed class MeasuredBuilds(Toolchain toolchain, CargoCommands cargo, SandboxedProcesses processes, StandIns standIns, RuleSet rules)
{
    private readonly BackendSwitch backends = new(toolchain.Backends);

    /// <summary>The same sources for every clean build, and nothing built yet.</summary>
    public static void Empty(LegRequest request)
    {
        request.Directories.Create();
        FolderCopy.Copy(request.Source.Root, request.Directories.Source);
    }

    /// <summary>
    /// Builds with every call of rustc seen. Only cargo's options tell it of the backend, and a plain build has the same ones.
    /// </summary>
    public async Task<CheckedBuild> CheckAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var findings = new LegFindings(rules);
        var command = cargo.CheckedBuild(request, Environment(request));
        standIns.Place(request.Directories, toolchain, request.CompilerWords);
        log.WriteLine($"$ {string.Join(' ', command.CommandLine)}");
        var printed = new CargoOutput(log, Phase.Build, findings);
        var lines = new LineSplitter(printed.OnLine);
        ProcessResult ended;
        await using (UnitSocket.Open(request.Directories.Root, request.Units, Heard))
            ended = await processes.RunAsync(command, request.Directories, lines, cancellation);
        lines.Complete();
        printed.Complete();
        log.WriteLine($"==> {ended.Exit}");

        var proof = UnitProof.Of(findings.Built.Artifacts, findings.Invocations);
        var isPure = proof.Unseen.Count == 0 && proof.Units.All(unit => backends.IsOf(request.Leg.Backend, unit));
        return new CheckedBuild(ended.Exit, proof.Units.Count, isPure, findings.Built.Artifacts);

        ShimAnswer? Heard(ShimCall call)
        {
            findings.Add(RustcInvocation.Of(call));
            return null;
        }
    }

    /// <summary>Takes the time of a plain <c>cargo build</c>.</summary>
    public async Task<TimedBuild> TimeAsync(LegRequest request, PhaseLog log, CancellationToken cancellation)
    {
        var printed = new BoundedBuffer();
        var command = cargo.PlainBuild(request, Environment(request));
        var ended = await processes.RunAsync(command, request.Directories, printed, cancellation);

        // Only now: nothing else is done while the clock runs.
        log.WriteLine($"$ {string.Join(' ', command.CommandLine)}");
        log.WriteLine(printed.ToString().TrimEnd('\n'));
        log.WriteLine($"==> {ended.Exit}");
        return new TimedBuild(ended.Exit, Math.Round(ended.Elapsed.TotalSeconds, 3), printed.ToString().Contains("   Compiling ", StringComparison.Ordinal));
    }

    /// <summary>Something that was built carries Cranelift's mark.</summary>
    /// <exception cref="NotMeasuredException">There is nothing to look at.</exception>
    public static bool CarriesMark(LegRequest request)
    {
        var looked = false;
        foreach (var file in BuiltFiles.In(request.Directories.Target).Where(IsResult))
        {
            looked = true;
            if (TestExecutable.Read(file).MadeByCranelift)
                return true;
        }

        return looked ? false : throw NotMeasuredException.NothingBuilt(request.Leg.Backend.DefaultTitle);
    }

    // What rustc keeps for the next build is as large as all the rest, and says nothing more.
    private static bool IsResult(string file) => !file.EndsWith(".rmeta", StringComparison.Ordinal) && !file.Contains("/incremental/", StringComparison.Ordinal);

    private ImmutableSortedDictionary<string, string> Environment(LegRequest request) => LegEnvironment.Of(request.Crate, request.Directories, toolchain, processes.CargoHome).SetItems(backends.EnvironmentOf(request.Leg.Backend));
}

/// <param name="Units">Calls of rustc that generated code.</param>
/// <param name="IsPure">All of them with the backend that was meant.</param>
internal sealed record CheckedBuild(ProcessExit Exit, int Units, bool IsPure, IReadOnlyList<Artifact> Artifacts);

/// <param name="HasCompiled">cargo says so.</param>
internal sealed record TimedBuild(ProcessExit Exit, double Seconds, bool HasCompiled);

/// <summary>A crate cannot be measured.</summary>
/// <param name="reason">For people, and the same for all crates with this trouble.</param>
internal sealed class NotMeasuredException(string reason) : Exception(reason)
{
    public static NotMeasuredException DoesNotBuild(string backend, ProcessExit exit) =>
        new($"the clean build with {backend} fails: {exit}");

    public static NotMeasuredException NothingBuilt(string meant) =>
        new($"the clean build with {meant} left nothing that shows which backend made it");

    public static NotMeasuredException OtherBackend(string meant) =>
        new($"not everything is built by {meant} where it should be");
}
