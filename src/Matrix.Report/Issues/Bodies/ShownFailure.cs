using Matrix.Report.Issues.Sighted;
using Matrix.Report.Sweeps;
using Matrix.Report.Timelines;
using Matrix.Results;

namespace Matrix.Report.Issues.Bodies;

/// <summary>A failure of the present sweep, with all that its results say.</summary>
internal sealed record ShownFailure(SweptCrate Crate, PlatformResult Result, Cause Cause)
{
    public Sighting Sighting => new(CauseKey.Of(Cause), Crate.Name, Result.Platform);

    /// <summary>Of Cranelift's causes.</summary>
    public static IEnumerable<ShownFailure> In(Sweep sweep) =>
        from crate in sweep.Crates
        from result in crate.Results
        where result.Standing == Standing.Fails
        from cause in result.Verdict.Causes
        where CauseKey.Of(cause).Goal is not null
        select new ShownFailure(crate, result, cause);
}
