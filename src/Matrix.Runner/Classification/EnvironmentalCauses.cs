using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>What of the machine, the network or the limits ended a leg or a test.</summary>
internal static class EnvironmentalCauses
{
    public static Cause? Of(Side side, Phase failed)
    {
        var seen = side.Leg.Findings.Observations
            .Where(seen => seen.Phase == failed && seen.Class.Owner() == FailureOwner.Environment)
            .MinBy(seen => KnownCauses.Rank(seen.Rule));
        if (seen is not null)
            return Cause(seen.Rule, seen.Class, seen.Subclass, seen.Evidence);

        var end = side.Leg.Findings.Errors.LastOrDefault(error => error.Phase == failed).Evidence;
        return side.Leg.Result.Phase(failed)?.Exit is { IsEnvironmental: true } exit && end is not null ? OfLimit(exit, end) : null;
    }

    public static Cause? Of(Side side, TestId test)
    {
        var seen = side.Observations.FirstOrDefault(seen => seen.Test == test && seen.Class.Owner() == FailureOwner.Environment);
        if (seen is not null)
            return Cause(seen.Rule, seen.Class, seen.Subclass, seen.Evidence);

        var exit = side.RunsOf(test).Select(run => run.Exit).FirstOrDefault(exit => exit is { IsEnvironmental: true });
        var end = side.TracesOf(test).Select(trace => trace.End).FirstOrDefault(end => end is not null);
        return exit is not null && end is not null ? OfLimit(exit, end) : null;
    }

    private static Cause OfLimit(ProcessExit exit, Evidence end) => exit switch
    {
        ProcessExit.OutOfMemory => Cause("memory-limit", FailureClass.OutOfMemory, "limit", end),
        ProcessExit.LogTooLarge => Cause("log-limit", FailureClass.DiskFull, "log-limit", end),
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
