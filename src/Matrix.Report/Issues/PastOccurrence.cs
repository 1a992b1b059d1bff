using Matrix.Report.Causes;
using Matrix.Report.History;

namespace Matrix.Report.Issues;

/// <summary>A crate failed for a cause on a platform.</summary>
internal readonly record struct PastOccurrence(CauseKey Cause, string Crate, string Platform)
{
    public CratePlatform CratePlatform => new(Crate, Platform);

    public static PastOccurrence Of(CauseOccurrence occurrence) => new(occurrence.Key, occurrence.Crate.Name, occurrence.Result.Platform);
}

/// <summary>A crate on a platform.</summary>
internal readonly record struct CratePlatform(string Crate, string Platform)
{
    public static CratePlatform Of(CauseOccurrence occurrence) => new(occurrence.Crate.Name, occurrence.Result.Platform);
}
