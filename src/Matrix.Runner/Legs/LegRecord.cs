using System.Diagnostics;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>A leg while it runs: collects what becomes one line of legs.jsonl.</summary>
internal sealed class LegRecord
{
    private const int MostWrongUnitsNamed = 20;

    private readonly int attempt;
    private readonly int sharedBefore;
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<PhaseResult> phases = [];
    private readonly List<TargetResult> targetResults = [];
    private readonly List<TestTarget> targets = [];
    private readonly List<UnbuiltTarget> unbuilt = [];
    private readonly List<TestResult> tests = [];
    private readonly List<(TargetRun Run, Phase Phase)> runs = [];
    private readonly HashSet<Phase> withFailures = [];

    private LegRecord(LegRequest request, LegFindings findings, int attempt)
    {
        Request = request;
        Findings = findings;
        this.attempt = attempt;
        sharedBefore = request.Units?.Taken ?? 0;
    }

    public LegRequest Request { get; }

    public LegFindings Findings { get; }

    private RunManner? Manner { get; init; }

    public static LegRecord Start(LegRequest request, LegFindings findings, int attempt = 1) => new(request, findings, attempt);

    public static LegRecord StartAgain(LegRequest request, LegFindings findings, int attempt, RunManner manner) => new(request, findings, attempt) { Manner = manner };

    public PhaseLog OpenLog(ResultsPaths results, Phase phase) =>
        new(results, ResultsPaths.Log(Request.Crate.Name.Value, Request.Leg, phase, attempt));

    public void Add(Phase phase, PhaseLog log, ProcessResult ended, IReadOnlyList<string> command) => phases.Add(new PhaseResult
    {
        Phase = phase,
        Exit = ended.Exit,
        Passed = ended.Exit.IsSuccess,
        Seconds = ended.Elapsed.TotalSeconds,
        PeakMemoryBytes = ended.PeakMemoryBytes,
        Log = log.Path,
        Command = command,
        Messages = Findings.MessagesOf(phase),
        Jobs = Request.BuildJobs,
        Leaked = ended.Leaked,
    });

    /// <summary>Says in the log which targets did not compile since it was last asked.</summary>
    public void AddUnbuilt(Phase phase, PhaseLog log)
    {
        Findings.Built.LeaveOutWhatNeedsThem();
        foreach (var left in Findings.Built.Unbuilt.Where(left => unbuilt.TrueForAll(known => known.Id != Request.WholeOf(left.Artifact))))
        {
            var why = left.Needs is null ? $"it does not compile (rustc: {left.Ended})" : $"it needs {left.Needs}";
            var said = log.Say($"==> {left.Artifact.TargetName} is left out: {why}");
            unbuilt.Add(new UnbuiltTarget
            {
                Package = Request.WholeOf(left.Artifact).Package,
                Name = left.Artifact.TargetName,
                Phase = phase,
                Needs = left.Needs,
                Evidence = left.Needs is null ? Findings.Built.ErrorOf(left.Artifact) ?? said : said,
            });
        }
    }

    public void Add(TestTarget target, TargetRun run)
    {
        var phase = PhaseOf(target);
        targets.Add(target);
        targetResults.Add(run.Target);
        runs.Add((run, phase));
        Add(phase, run.Tests);
        if (Request.IsBaseline)
            Request.Baseline.Add(run);
    }

    public void Add(TestTarget target, IReadOnlyList<TestResult> again)
    {
        targets.Add(target);
        Add(PhaseOf(target), again);
    }

    private static Phase PhaseOf(TestTarget target) => target.Harness == TestHarness.Doctest ? Phase.Doctest : Phase.Test;

    private void Add(Phase phase, IReadOnlyList<TestResult> results)
    {
        tests.AddRange(results);
        if (results.Any(test => test.Outcome == TestOutcome.Failed))
            withFailures.Add(phase);
    }

    public void AddTestPhase(Phase phase, PhaseLog log, TimeSpan elapsed)
    {
        var ofPhase = runs.Where(run => run.Phase == phase).Select(run => run.Run).ToList();
        var ended = ofPhase.Select(run => run.Ended).ToList();
        var worst = ofPhase.Find(run => !run.Ended.Exit.IsSuccess && !run.IsMadeUpFor)?.Ended.Exit ?? new ProcessExit.Exited(withFailures.Contains(phase) ? 101 : 0);
        phases.Add(new PhaseResult
        {
            Phase = phase,
            Exit = worst,
            Passed = worst.IsSuccess,
            Seconds = elapsed.TotalSeconds,
            PeakMemoryBytes = ended.Select(result => result.PeakMemoryBytes).DefaultIfEmpty().Max(),
            CpuSeconds = ofPhase.Count > 0 ? Math.Round(ofPhase.Sum(run => run.CpuSeconds(Request.TestThreads)), 3) : null,
            Log = log.Path,
            Jobs = Request.TestThreads,
            Leaked = ended.Any(result => result.Leaked),
        });
    }

    public FinishedLeg Finish(Toolchain toolchain, ResultsPaths results)
    {
        var proof = UnitProof.Of(Findings.Built.Artifacts, [.. Findings.Invocations, .. DoctestCalls()]);
        var units = Units(proof, toolchain);
        IReadOnlyList<string> contradictions = [.. Contradictions(proof).Take(MostWrongUnitsNamed)];
        List<TestResult> all = [.. tests.Select(WithOutput)];
        Findings.Conclude(LegContext.Of(phases, all, toolchain.Record));
        var result = new LegResult
        {
            Crate = Request.Crate.Name.Value,
            Leg = Request.Leg,
            Attempt = attempt,
            Outcome = LegOutcomes.Of(phases, all, units, contradictions, Findings.Observations, unbuilt),
            Start = start,
            Seconds = clock.Elapsed.TotalSeconds,
            Phases = phases,
            Targets = targetResults,
            Unbuilt = unbuilt,
            Tests = TestCounts.Of(all),
            FailedTests = [.. all.Where(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun)],
            Manner = Manner,
            Contradictions = contradictions,
            TestList = WriteTestList(all, results),
            ArtefactBytes = ArtefactBytes(),
            Units = units,
            Profile = Profile(),
            Observations = Findings.Observations,
        };
        return new FinishedLeg(Request, targets, result, all, Findings);
    }

    private TestResult WithOutput(TestResult test) => Findings.Traces.GetValueOrDefault(test.Id) is { } trace
        ? test with { Output = trace.Output.Count > 0 ? trace.Output : null, End = trace.End is { } end ? new LogLine(end.Log, end.Line) : null }
        : test;

    private CompiledUnits Units(UnitProof proof, Toolchain toolchain)
    {
        var backends = new BackendSwitch(toolchain.Backends);
        var wrong = proof.Units.Where(unit => !backends.IsOf(Request.Leg.Backend, unit)).Select(unit => $"{unit.Package} {unit.CrateName}");
        return new CompiledUnits
        {
            By = proof.Units.CountBy(unit => backends.NameOf(Request.Leg.Backend, unit)).ToDictionary(),
            Shared = (Request.Units?.Taken ?? 0) - sharedBefore,
            Wrong = [.. wrong.Concat(ForeignMarks(toolchain.Backends.First(backend => backend.Name == Request.Leg.Backend))).Take(MostWrongUnitsNamed)],
        };
    }

    // The executables themselves bear witness as well: one that Cranelift did not compile must not carry its mark. A repeat runs the same ones.
    private List<string> ForeignMarks(Backend backend) => attempt > 1 ? [] :
    [
        .. BuiltExecutables.Read(targets, Witnesses.ProgramsIn(Findings.Built.Artifacts), Findings.Ledger)
            .Where(read => read.Executable.MadeByCranelift && !backend.LeavesMark)
            .Select(read => $"{read.Label} (its executable carries Cranelift's mark)"),
    ];

    // rustdoc compiles examples itself; the calls are ours, with cargo's own words.
    private IEnumerable<RustcInvocation> DoctestCalls() => targets
        .Where(target => target.Harness == TestHarness.Doctest && attempt == 1)
        .Select(target => new RustcInvocation { Arguments = target.Command.Arguments, Environment = target.Command.Environment, IsRustdoc = true });

    // Two sources for each fact; where they differ, nothing is believed. A repeat builds and runs a part of what is there.
    private IEnumerable<string> Contradictions(UnitProof proof)
    {
        if (attempt > 1)
            return [];

        var run = targetResults.Where(target => target.Harness != TestHarness.Doctest).Select(target => target.Command[0]).ToHashSet();
        var built = Findings.Built.Artifacts.Where(artifact => artifact is { IsTest: true, Executable: not null }).Select(artifact => artifact.Executable!).ToHashSet();
        var testsWereBuilt = phases.Exists(phase => phase is { Phase: Phase.TestBuild, Passed: true }) && !Request.Leg.IsControl;
        return
        [
            .. phases.Where(phase => phase.Phase.Compiles()).All(phase => phase.Passed) ? proof.Unseen.Select(unit => $"cargo names {unit}, and no call of rustc was seen that makes it") : [],
            .. testsWereBuilt ? built.Except(run).Select(path => $"{Path.GetFileName(path)} was built to be run, and was not run") : [],
            .. testsWereBuilt ? run.Except(built).Select(path => $"{Path.GetFileName(path)} was run, and cargo does not name it") : [],
            .. runs.Select(run => run.Run.Contradiction).OfType<string>(),
        ];
    }

    private string? WriteTestList(List<TestResult> all, ResultsPaths results)
    {
        if (all.Count == 0)
            return null;

        var path = ResultsPaths.Tests(Request.Crate.Name.Value, Request.Leg, attempt);
        StorageTrouble.Guard(() => TestListFile.Write(results.Absolute(path), all));
        return path;
    }

    private long ArtefactBytes()
    {
        var files = Findings.Built.Artifacts.Where(artifact => artifact.ManifestPath == Request.ManifestPath && artifact.Kind != "custom-build")
            .SelectMany(artifact => artifact.Files)
            .Where(file => !file.EndsWith(".rmeta", StringComparison.Ordinal))
            .Distinct();
        return files.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);
    }

    // From the last unit of the package itself: its own profile, as rustc was told it.
    private IReadOnlyList<string> Profile()
    {
        var unit = Findings.Invocations.LastOrDefault(unit => unit.IsPrimary && unit.CrateName != "build_script_build");
        return unit is null ? [] : [.. unit.ProfileOptions.Order(StringComparer.Ordinal)];
    }
}
