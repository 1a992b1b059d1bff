using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

/// <summary>Both legs of a crate, in one line each.</summary>
internal static class LegsOnPaper
{
    /// <summary>
    /// Runs of each leg, the first one and its repeats, parted by <c>|</c>. Each is a list of tests (see <see cref="LegOnPaper"/>), or
    /// the phase that failed: <c>build</c>, <c>build timed-out</c>, …. Of a repeat it may say how it was run: <c>together: a-</c>, or that it built again: <c>rebuild: set%</c>.
    /// </summary>
    public static CrateComparison Of(string llvm, string cranelift) => new(Side(LegName.Llvm, llvm), Side(LegName.Cranelift, cranelift));

    public static BackendRuns Side(LegName name, string runs)
    {
        var legs = runs.Split('|').Select((run, index) => Leg(new LegOnPaper(name, index + 1), run.Trim()).Finish()).ToList();
        return new BackendRuns(legs[0], legs[1..]);
    }

    public static BackendRuns Side(params LegOnPaper[] runs)
    {
        var legs = runs.Select(run => run.Finish()).ToList();
        return new BackendRuns(legs[0], legs[1..]);
    }

    private static LegOnPaper Leg(LegOnPaper leg, string run)
    {
        if (run.Split(": ") is [var how, var rest] && WireName.TryParse<RunManner>(how, out var manner))
            (leg, run) = (leg.Runs(manner), rest);

        if (run.StartsWith("rebuild:", StringComparison.Ordinal))
            (leg, run) = (leg.Rebuilds(), run["rebuild:".Length..].Trim());

        var words = run.Split(' ');
        return WireName.TryParse<Phase>(words[0], out var phase) ? leg.FailsAt(phase, words.Length > 1 ? Limit(words[1]) : null) : leg.Tests(run);
    }

    private static ProcessExit Limit(string name) => name switch
    {
        "timed-out" => new ProcessExit.TimedOut(900),
        "went-silent" => new ProcessExit.WentSilent(600),
        "went-idle" => new ProcessExit.WentIdle(300),
        "out-of-disk" => new ProcessExit.OutOfDisk(32L << 30),
        "too-many-processes" => new ProcessExit.TooManyProcesses(2048),
        "out-of-memory" => new ProcessExit.OutOfMemory(4L << 30),
        "log-too-large" => new ProcessExit.LogTooLarge(64L << 20),
        "not-started" => new ProcessExit.NotStarted("there is no cargo"),
        _ => throw new ArgumentException($"{name} is not a limit", nameof(name)),
    };
}
