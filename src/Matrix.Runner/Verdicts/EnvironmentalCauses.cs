using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Verdicts;

/// <summary>What of the machine, the network or the limits ended a leg or a test.</summary>
internal static class EnvironmentalCauses
{
    public static Cause? Of(BackendRuns side, Phase failed)
    {
        var seen = side.Leg.Findings.Observations
            .Where(seen => seen.Phase == failed && seen.Class.Owner() == FailureOwner.Environment)
            .MinBy(seen => seen.Precedence);
        if (seen is not null)
            return Cause(seen.Rule, seen.Class, seen.Subclass, seen.Evidence);

        return side.Leg.Result.Phase(failed)?.Exit is { IsEnvironmental: true } exit ? OfLimit(exit, side.EndOf(failed)) : null;
    }

    public static Cause? Of(CrateComparison legs, BackendRuns side, TestId test)
    {
        var seen = legs.AgainstTheMachine(side, test).FirstOrDefault();
        if (seen is not null)
            return Cause(seen.Rule, seen.Class, seen.Subclass, seen.Evidence);

        var exit = side.RunsOf(test).Select(run => run.Exit).FirstOrDefault(exit => exit is { IsEnvironmental: true });
        return exit is not null ? OfLimit(exit, side.EndOf(test)) : null;
    }

    private static Cause OfLimit(ProcessExit exit, Evidence end) => exit switch
    {
        ProcessExit.OutOfMemory => Cause("memory-limit", FailureClass.OutOfMemory, "limit", end),
        ProcessExit.LogTooLarge => Cause("log-limit", FailureClass.DiskFull, "log-limit", end),
        ProcessExit.OutOfDisk => Cause("disk-limit", FailureClass.DiskFull, "limit", end),
        ProcessExit.TooManyProcesses => Cause("process-limit", FailureClass.TooManyProcesses, "limit", end),
        ProcessExit.WentIdle => Cause("idle-limit", FailureClass.Timeout, "idle", end),
        ProcessExit.WentSilent => Cause("silence-limit", FailureClass.Timeout, "silence", end),
        ProcessExit.NotStarted => Cause("not-started", FailureClass.MissingTool, "not-started", end),
        _ => Cause("time-limit", FailureClass.Timeout, null, end),
    };

    private static Cause Cause(string rule, FailureClass failure, string? subclass, Evidence evidence) => new()
    {
        Class = failure,
        Subclass = subclass,
        Rule = rule,
        Confidence = Confidence.Proven,
        Evidence = [evidence],
        Signature = Signature.Of(failure, subclass, ""),
    };
}
