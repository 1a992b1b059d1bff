using Matrix.Results;
using Matrix.Runner.Files;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs;

/// <summary>What is read from the output of a leg: while it runs, or later from its logs.</summary>
internal sealed class LegFindings(RuleSet rules)
{
    // A hostile or very chatty crate must not fill the memory with findings; the first ones tell as much as all.
    private const int MostFindings = 2000;
    private const int MostHits = 10_000;
    private const int MostHitsOfOnePattern = 20;

    private readonly List<RustcInvocation> invocations = [];
    private readonly Dictionary<(Phase Phase, TestId? Test), List<Hit>> hits = [];
    private readonly Dictionary<TestId, TestTrace> traces = [];
    private int hitCount;
    private readonly List<(Phase Phase, PanicSite Site, Evidence Evidence)> buildPanics = [];
    private readonly List<BuildError> errors = [];
    private readonly Dictionary<Phase, List<PackageMessage>> messages = [];

    /// <summary>What was compiled, in the order of the calls.</summary>
    public IReadOnlyList<RustcInvocation> Invocations
    {
        get
        {
            lock (invocations)
                return [.. invocations];
        }
    }

    public BuiltTargets Built { get; } = new();

    /// <summary>What the rules say of the output; empty before <see cref="Conclude"/>.</summary>
    public IReadOnlyList<Observation> Observations { get; private set; } = [];

    /// <summary>Where build scripts, procedural macros or the compiler panicked while the crate was built.</summary>
    public IReadOnlyList<(Phase Phase, PanicSite Site, Evidence Evidence)> BuildPanics => buildPanics;

    /// <summary>The first lines of each phase that begin with <c>error</c>, and the one that says how it failed.</summary>
    public IReadOnlyList<BuildError> Errors => errors;

    public IntrinsicLedger Ledger { get; } = new();

    public IReadOnlyDictionary<TestId, TestTrace> Traces => traces;

    /// <summary>From any thread.</summary>
    public void Add(RustcInvocation invocation)
    {
        lock (invocations)
            invocations.Add(invocation);
    }

    /// <summary>A line that a phase printed which builds.</summary>
    /// <param name="package">Whose compilation printed it, where that is known.</param>
    public void OnBuildLine(Phase phase, ReadOnlySpan<byte> line, LogPlace at, string? package)
    {
        var isError = line.StartsWith("error"u8);
        if (!isError && !rules.MayMatter(line))
            return;

        var text = TextOf(line);
        var evidence = new Evidence(at.Log, at.Line, LineText.Printable(text));
        if (isError)
            AddError(new BuildError(phase, evidence, package));
        if (PanicSite.Of(text) is { } site && buildPanics.Count < MostFindings)
            buildPanics.Add((phase, site, evidence));
        AddHits((phase, null), text, evidence, package);
    }

    /// <summary>A line that a test printed, or an executable between its tests.</summary>
    /// <param name="test">Null where nobody knows which.</param>
    public void OnTestLine(Phase phase, ReadOnlySpan<byte> line, LogPlace at, TestId? test)
    {
        var trace = test is { } known ? TraceOf(known) : null;
        trace?.OnLine(at, line);
        if (!rules.MayMatter(line))
            return;

        var text = TextOf(line);
        var evidence = new Evidence(at.Log, at.Line, LineText.Printable(text));
        if (PanicSite.Of(text) is { } site)
            trace?.Add(site, evidence);
        AddHits((phase, test), text, evidence, package: null);
    }

    public void AddError(BuildError error)
    {
        if (errors.Count < MostFindings)
            errors.Add(error);
    }

    /// <summary>The lines of a phase that a rule's patterns match, the first of them.</summary>
    public IEnumerable<Evidence> LinesOf(Phase phase, string rule) => rules.Find(rule) is { } known
        ? hits.GetValueOrDefault((phase, null), []).Where(hit => known.Lines.Contains(hit.Pattern)).Select(hit => hit.Evidence)
        : [];

    /// <summary>Which lines of a phase's log are compiler messages, and of which package.</summary>
    public IReadOnlyList<PackageMessage> MessagesOf(Phase phase) => messages.GetValueOrDefault(phase) ?? [];

    /// <summary>The target that the compiler's error is of which a line stands in; null: the line is part of none.</summary>
    public string? TargetAt(Phase phase, Evidence line) =>
        MessagesOf(phase).FirstOrDefault(message => message.Target is not null && message.First <= line.Line && line.Line <= message.Last)?.Target;

    public void AddMessage(Phase phase, PackageMessage message)
    {
        if (!messages.TryGetValue(phase, out var list))
            messages[phase] = list = [];
        if (list.Count < MostFindings)
            list.Add(message);
    }

    /// <summary>Lets the rules say what all the lines mean, once no more come.</summary>
    /// <param name="contextOf">What else is known of a phase, or of a test in it.</param>
    public void Conclude(Func<Phase, TestId?, LogContext> contextOf) => Observations =
    [
        .. hits.SelectMany(scope => rules
            .Match(scope.Value, contextOf(scope.Key.Phase, scope.Key.Test) with { IsOfCompiler = IsOfCompiler(scope.Key.Phase, scope.Key.Test) })
            .Select(match => match.ToObservation(scope.Key.Phase, scope.Key.Test))),
    ];

    private bool IsOfCompiler(Phase phase, TestId? test) => phase == Phase.Doctest && test is { } known && traces.GetValueOrDefault(known) is { DidNotCompile: true };

    public TestTrace TraceOf(TestId test)
    {
        if (!traces.TryGetValue(test, out var trace))
            traces[test] = trace = new TestTrace();
        return trace;
    }

    private void AddHits((Phase Phase, TestId? Test) scope, string text, Evidence evidence, string? package)
    {
        if (!hits.TryGetValue(scope, out var list))
            hits[scope] = list = [];

        foreach (var (pattern, captures) in rules.PatternsIn(text))
        {
            if (hitCount >= MostHits || list.Count(hit => hit.Pattern == pattern) >= MostHitsOfOnePattern)
                continue;

            list.Add(new Hit(pattern, captures, evidence, package));
            hitCount++;
        }
    }

    private static string TextOf(ReadOnlySpan<byte> line) => System.Text.Encoding.UTF8.GetString(line);
}
