using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Legs;

/// <summary>What is read from the output of a leg while it runs.</summary>
internal sealed class LegFindings
{
    // A hostile or very chatty crate must not fill the memory with findings; the first ones tell as much as all.
    private const int MostObservations = 2000;

    private readonly List<RustcInvocation> invocations = [];
    private readonly List<Artifact> artifacts = [];
    private readonly List<Observation> observations = [];
    private readonly Dictionary<TestId, TestTrace> traces = [];
    private readonly List<(Phase Phase, PanicSite Site, Evidence Evidence)> buildPanics = [];
    private readonly List<(Phase Phase, Evidence Evidence)> errors = [];

    public IReadOnlyList<RustcInvocation> Invocations => invocations;

    public IReadOnlyList<Artifact> Artifacts => artifacts;

    public IReadOnlyList<Observation> Observations => observations;

    /// <summary>Where build scripts, procedural macros or the compiler panicked while the crate was built.</summary>
    public IReadOnlyList<(Phase Phase, PanicSite Site, Evidence Evidence)> BuildPanics => buildPanics;

    /// <summary>The first lines of each phase that begin with <c>error</c>.</summary>
    public IReadOnlyList<(Phase Phase, Evidence Evidence)> Errors => errors;

    public IntrinsicLedger Ledger { get; } = new();

    public IReadOnlyDictionary<TestId, TestTrace> Traces => traces;

    public void Add(RustcInvocation invocation) => invocations.Add(invocation);

    public void Add(Artifact artifact) => artifacts.Add(artifact);

    public void Add(Observation observation)
    {
        if (observations.Count < MostObservations)
            observations.Add(observation);

        if (observation is { Class: FailureClass.SimdIntrinsic, Subclass: { } intrinsic, Test: { } test })
            Ledger.OnHit(intrinsic, test);
    }

    /// <summary>Replaces what was observed by what a closer look showed.</summary>
    public void Refine(Func<Observation, Observation> closerLook)
    {
        for (var at = 0; at < observations.Count; at++)
            observations[at] = closerLook(observations[at]);
    }

    public void AddBuildPanic(Phase phase, PanicSite site, Evidence evidence)
    {
        if (buildPanics.Count < MostObservations)
            buildPanics.Add((phase, site, evidence));
    }

    public void AddError(Phase phase, Evidence evidence)
    {
        if (errors.Count < MostObservations)
            errors.Add((phase, evidence));
    }

    /// <summary>Reads the test executables, each once, and enters the intrinsics that are linked into them.</summary>
    public IReadOnlyList<(TestTarget Target, TestExecutable Executable)> ReadExecutables(IEnumerable<TestTarget> targets)
    {
        var read = targets
            .Where(target => target.Harness != TestHarness.Doctest && ForeignFile.CanBeRead(target.Command.Program))
            .DistinctBy(target => target.Command.Program)
            .Select(target => (Target: target, Executable: TestExecutable.Read(target.Command.Program)))
            .ToList();
        foreach (var (target, executable) in read)
        {
            foreach (var intrinsic in executable.Intrinsics)
                Ledger.OnLinked(intrinsic, target.Name);
        }

        return read;
    }

    public TestTrace TraceOf(TestId test)
    {
        if (!traces.TryGetValue(test, out var trace))
            traces[test] = trace = new TestTrace();
        return trace;
    }
}

/// <summary>What a test printed, as far as it tells why it failed.</summary>
internal sealed class TestTrace
{
    private const int MostPanics = 100;

    /// <summary>It printed anything at all.</summary>
    public bool Printed { get; set; }

    /// <summary>Where panics began, in order, with the line that says so.</summary>
    public List<(PanicSite Site, Evidence Evidence)> Panics { get; } = [];

    /// <summary>The line that says how it ended: libtest's, or the tool's own where it ran alone.</summary>
    public Evidence? End { get; set; }

    public void Add(PanicSite site, Evidence evidence)
    {
        if (Panics.Count < MostPanics)
            Panics.Add((site, evidence));
    }
}
