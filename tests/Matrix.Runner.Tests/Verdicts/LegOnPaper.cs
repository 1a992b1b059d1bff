using System.Text;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Verdicts;

/// <summary>
/// A leg that never ran. Its tests are written as a name and a sign each: <c>a+</c> passes, <c>b-</c> fails, <c>c~</c> is not run,
/// <c>d.</c> is ignored, <c>e!</c> reaches the time limit, <c>f*</c> dies by a signal. <c>#</c> in place of a name stands for the executable as a
/// whole, <c>other/a</c> for a test of another package, and <c>set%</c> for the target <c>test set</c> that does not compile.
/// </summary>
internal sealed class LegOnPaper(LegName name, int attempt = 1)
{
    public const string Target = "test it";

    private readonly List<TestResult> tests = [];
    private readonly List<PhaseResult> phases = [];
    private double? burned;
    private readonly LegFindings findings = new(KnownRules.All);
    private CompiledUnits? units;
    private IReadOnlyList<string> contradictions = [];
    private readonly List<UnbuiltTarget> unbuilt = [];
    private RunManner? manner = RunManner.Alone;
    private int line;

    public static TestId Id(string test) => test.Split('/') is [var package, var name]
        ? Id(name) with { Package = package }
        : new TestId(Target, test == "#" ? Target : test);

    /// <summary>The target that is called as a test is here.</summary>
    public static TestId TargetOf(TestId test) => test with { Target = $"test {test.Name}", Name = $"test {test.Name}" };

    public LegOnPaper Tests(string signs)
    {
        foreach (var sign in signs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (sign[^1] == '%')
                Lacks(TargetOf(Id(sign[..^1])));
            else
                Add(sign[..^1], sign[^1]);
        }

        return this;
    }

    public LegOnPaper FailsAt(Phase phase, ProcessExit? exit = null)
    {
        phases.Add(ResultOf(phase, exit ?? new ProcessExit.Exited(101)));
        return this;
    }

    /// <summary>The backend of some unit was the other one.</summary>
    public LegOnPaper WithWrongUnit(string unit)
    {
        units = new CompiledUnits { By = new Dictionary<string, int> { ["llvm"] = 1, ["cranelift"] = 1 }, Wrong = [unit] };
        return this;
    }

    /// <summary>Two sources do not agree, in words.</summary>
    public LegOnPaper Contradicts(params string[] words)
    {
        contradictions = words;
        return this;
    }

    /// <summary>How the tests of a repeat were run.</summary>
    public LegOnPaper Runs(RunManner how)
    {
        manner = how;
        return this;
    }

    /// <summary>The processor time of a test that ran alone, in seconds.</summary>
    public LegOnPaper Works(string test, double seconds)
    {
        var at = tests.FindIndex(result => result.Id == Id(test));
        tests[at] = tests[at] with { CpuSeconds = seconds };
        return this;
    }

    /// <summary>The processor time of all tests, in seconds.</summary>
    public LegOnPaper Burns(double seconds)
    {
        burned = seconds;
        return this;
    }

    /// <summary>A repeat of the build.</summary>
    public LegOnPaper Rebuilds()
    {
        manner = null;
        return this;
    }

    /// <summary>A target does not compile.</summary>
    /// <param name="needs">Because this one does not; null: by itself.</param>
    public LegOnPaper Lacks(TestId target, string? needs = null, Phase phase = Phase.TestBuild)
    {
        var said = new Evidence(LogOf(phase), ++line, $"==> {target.Target} is left out");
        unbuilt.Add(new UnbuiltTarget { Package = target.Package, Name = target.Target, Phase = phase, Needs = needs, Evidence = said });
        return this;
    }

    /// <summary>A test prints these lines, as they are.</summary>
    public LegOnPaper Prints(string test, params string[] lines)
    {
        foreach (var text in lines)
            findings.OnTestLine(Phase.Test, Encoding.UTF8.GetBytes(text), new LogPlace(LogOf(Phase.Test), ++line), Id(test));
        return this;
    }

    /// <summary>A test ends with libtest's word for it, and prints nothing.</summary>
    public LegOnPaper SaysNothing(string test)
    {
        findings.TraceOf(Id(test)).End = new Evidence(LogOf(Phase.Test), ++line, $"test {test} ... FAILED");
        return this;
    }

    /// <summary>A phase that builds prints these lines, as they are.</summary>
    public LegOnPaper Builds(Phase phase, string? package, params string[] lines)
    {
        foreach (var text in lines)
            findings.OnBuildLine(phase, Encoding.UTF8.GetBytes(text), new LogPlace(LogOf(phase), ++line), package);
        return this;
    }

    public FinishedLeg Finish()
    {
        var end = phases.Count > 0 ? phases[0].Phase : Phase.Doctest + 1;
        phases.InsertRange(0, Enum.GetValues<Phase>().Where(phase => phase < end).Select(phase => ResultOf(phase, ExitOf(phase))));

        findings.Conclude((phase, _) => new LogContext(phase));
        var compiled = units ?? new CompiledUnits { By = new Dictionary<string, int> { [name.Backend.Value] = 3 } };
        var result = new LegResult
        {
            Crate = "memchr",
            Leg = name,
            Attempt = attempt,
            Outcome = LegOutcomes.Of(phases, tests, compiled, contradictions, findings.Observations, unbuilt),
            Phases = phases,
            Tests = TestCounts.Of(tests),
            FailedTests = [.. tests.Where(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun)],
            Targets = attempt == 1 ? [.. tests.GroupBy(test => test.Package, (package, of) => TargetOf(package, [.. of]))] : [],
            Unbuilt = unbuilt,
            Contradictions = contradictions,
            Manner = attempt == 1 ? null : manner,
            Units = compiled,
            Observations = findings.Observations,
        };
        return new FinishedLeg(Request(name), [], result, tests, findings);
    }

    public static LegRequest Request(LegName leg) => new()
    {
        Crate = new CrateEntry { Name = CrateName.Parse("memchr"), Source = new CrateSource.Folder("/crates/memchr"), Position = "list.yaml:3" },
        Leg = leg,
        Source = new PreparedSource("/sweep/memchr/prepare/source", "Cargo.toml", LockFileOrigin.Crate, null),
        Directories = new LegDirectories($"/sweep/memchr/{leg}"),
        Limits = ProcessLimits.Default,
    };

    private void Add(string test, char sign) => tests.Add(new TestResult
    {
        Package = Id(test).Package,
        Target = Target,
        Name = Id(test).Name,
        Outcome = sign switch
        {
            '+' => TestOutcome.Passed,
            '~' => TestOutcome.NotRun,
            '.' => TestOutcome.Ignored,
            _ => TestOutcome.Failed,
        },
        Exit = sign switch
        {
            '!' => new ProcessExit.TimedOut(900),
            '*' => new ProcessExit.Signalled(6),
            _ => null,
        },
    });

    private ProcessExit.Exited ExitOf(Phase phase) => new(phase == Phase.Test && tests.Exists(Fails) ? 101 : 0);

    private PhaseResult ResultOf(Phase phase, ProcessExit exit) =>
        new() { Phase = phase, Exit = exit, Passed = exit.IsSuccess, Log = LogOf(phase), CpuSeconds = phase == Phase.Test ? burned : null };

    private string LogOf(Phase phase) => ResultsPaths.Log("memchr", name, phase, attempt);

    private static TargetResult TargetOf(string? package, List<TestResult> of) => new()
    {
        Package = package,
        Name = Target,
        Harness = TestHarness.Libtest,
        Exit = new ProcessExit.Exited(of.Exists(Fails) ? 101 : 0),
        Command = ["/target/it"],
    };

    private static bool Fails(TestResult test) => test.Outcome == TestOutcome.Failed;
}
