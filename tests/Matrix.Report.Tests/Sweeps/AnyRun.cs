using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;

namespace Matrix.Report.Tests.Sweeps;

/// <summary>Any run of a sweep: few crates, platforms and causes, so that they meet.</summary>
internal sealed record AnyRun(RunManifest Manifest, Verdict[] Verdicts)
{
    public static readonly Gen<Cause> Causes =
        from failure in Gen.Elements(Enum.GetValues<FailureClass>())
        from subclass in Gen.Elements<string?>(null, "a", "b", "a / b", HostileRun.Name)
        from text in Gen.Elements("", ": text")
        from tests in Gen.Elements("t1", "t2", "t3").ArrayOf()
        select Sample.Cause(failure, subclass) with { Signature = $"{WireName.Of(failure)}/{subclass}{text}", Tests = [.. tests.Take(4).Select(test => new TestId("lib", test))] };

    private static readonly Gen<Verdict> AnyVerdict =
        from crate in Gen.Elements("a", "b", "c", "d", HostileRun.Name)
        from kind in Gen.OneOf(Gen.Elements(Enum.GetValues<VerdictKind>()), Gen.Constant(VerdictKind.Regressed))
        from causes in Causes.ArrayOf()
        from downloads in Gen.Elements<long?>(null, 10, 1000)
        from reason in Gen.Elements("one", "two")
        select Sample.Verdict(crate, kind, reason) with { Causes = [.. causes.Take(3)], Downloads = downloads, Seconds = reason.Length };

    public static readonly Gen<AnyRun> Any =
        from platform in Gen.Elements(RunsFolder.Linux, RunsFolder.LinuxArm, RunsFolder.Mac, "plan9-<b>")
        from shard in Gen.Elements(null, "1/2", "2/2", "x")
        from minutes in Gen.Choose(0, 3)
        from verdicts in AnyVerdict.ArrayOf()
        select new AnyRun(RunsFolder.Manifest(platform, shard, minutes), [.. verdicts.Take(6)]);

    /// <summary>At least one, and no run twice.</summary>
    public static readonly Gen<AnyRun[]> Several = Any.NonEmptyListOf().Select(runs => runs
        .Take(6)
        .DistinctBy(run => (run.Manifest.Platform.Name, run.Manifest.Start, run.Manifest.Settings.Shard))
        .ToArray());
}
