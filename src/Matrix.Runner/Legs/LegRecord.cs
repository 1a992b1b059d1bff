using System.Diagnostics;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Classification;
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
    private readonly List<TestResult> tests = [];
    private readonly List<(TargetRun Run, Phase Phase)> runs = [];

    private LegRecord(LegRequest request, LegFindings findings, int attempt)
    {
        Request = request;
        Findings = findings;
        this.attempt = attempt;
        sharedBefore = request.Units?.Taken ?? 0;
    }

    public LegRequest Request { get; }

    public LegFindings Findings { get; }

    public static LegRecord Start(LegRequest request, LegFindings findings, int attempt = 1) => new(request, findings, attempt);

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

    public void Add(TestTarget target, TargetRun run)
    {
        targets.Add(target);
        targetResults.Add(run.Target);
        tests.AddRange(run.Tests);
        runs.Add((run, target.Harness == TestHarness.Doctest ? Phase.Doctest : Phase.Test));
    }

    public void Add(TestTarget target, IReadOnlyList<TestResult> again)
    {
        targets.Add(target);
        tests.AddRange(again);
    }

    public void AddTestPhase(Phase phase, PhaseLog log, TimeSpan elapsed)
    {
        var ended = runs.Where(run => run.Phase == phase).Select(run => run.Run.Ended).ToList();
        var failed = tests.Any(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun && IsOf(phase, test));
        var worst = ended.FirstOrDefault(result => !result.Exit.IsSuccess)?.Exit ?? new ProcessExit.Exited(failed ? 101 : 0);
        phases.Add(new PhaseResult
        {
            Phase = phase,
            Exit = worst,
            Passed = worst.IsSuccess,
            Seconds = elapsed.TotalSeconds,
            PeakMemoryBytes = ended.Select(result => result.PeakMemoryBytes).DefaultIfEmpty().Max(),
            Log = log.Path,
            Jobs = Request.TestThreads,
            Leaked = ended.Any(result => result.Leaked),
        });
    }

    public FinishedLeg Finish(Toolchain toolchain, ResultsPaths results)
    {
        var units = Units(toolchain);
        List<TestResult> all = [.. tests.Select(WithOutput)];
        Findings.Conclude(LegContext.Of(phases, all, toolchain.Record));
        var result = new LegResult
        {
            Crate = Request.Crate.Name.Value,
            Leg = Request.Leg,
            Attempt = attempt,
            Outcome = LegOutcomes.Of(phases, all, units, Findings.Observations),
            Start = start,
            Seconds = clock.Elapsed.TotalSeconds,
            Phases = phases,
            Targets = targetResults,
            Tests = TestCounts.Of(all),
            FailedTests = [.. all.Where(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun)],
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

    private bool IsOf(Phase phase, TestResult test) =>
        targets.Any(target => target.Name == test.Target && (target.Harness == TestHarness.Doctest) == (phase == Phase.Doctest));

    private CompiledUnits Units(Toolchain toolchain)
    {
        var backends = new BackendSwitch(toolchain.BackendLibrary);
        var units = Findings.Invocations.Where(unit => unit.GeneratesCode).Select(unit => (Unit: unit, Backend: backends.Of(unit))).ToList();
        var wrong = units.Where(unit => unit.Backend != Request.Leg.Backend).Select(unit => $"{unit.Unit.Package} {unit.Unit.CrateName}");
        return new CompiledUnits
        {
            Llvm = units.Count(unit => unit.Backend == Backend.Llvm),
            Cranelift = units.Count(unit => unit.Backend == Backend.Cranelift),
            Shared = (Request.Units?.Taken ?? 0) - sharedBefore,
            Wrong = [.. wrong.Concat(ForeignMarks()).Take(MostWrongUnitsNamed)],
        };
    }

    // The executables themselves bear witness as well: one of the LLVM leg must not carry Cranelift's mark. A repeat runs the same ones.
    private List<string> ForeignMarks() => attempt > 1 ? [] :
    [
        .. Findings.ReadExecutables(targets)
            .Where(read => read.Executable.MadeByCranelift && Request.Leg.Backend == Backend.Llvm)
            .Select(read => $"{read.Target.Name} (its executable carries Cranelift's mark)"),
    ];

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
        var files = Findings.Artifacts.Where(artifact => artifact.ManifestPath == Request.ManifestPath && artifact.Kind != "custom-build")
            .SelectMany(artifact => artifact.Files)
            .Where(file => !file.EndsWith(".rmeta", StringComparison.Ordinal))
            .Distinct();
        return files.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);
    }

    // From the last unit of the package itself: its own profile, as rustc was told it.
    private IReadOnlyList<string> Profile()
    {
        var unit = Findings.Invocations.LastOrDefault(unit => unit.Environment.ContainsKey("CARGO_PRIMARY_PACKAGE") && unit.CrateName != "build_script_build");
        return unit is null ? [] : [.. unit.ProfileOptions.Order(StringComparer.Ordinal)];
    }
}
