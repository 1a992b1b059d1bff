using Matrix.Report.Causes;
using Matrix.Report.History;

namespace Matrix.Report.Issues;

/// <summary>A crate failed for a cause on a platform.</summary>
internal readonly record struct Sighting(CauseKey Cause, string Crate, string Platform)
{
    public Place Place => new(Crate, Platform);

    public static Sighting Of(CauseOccurrence occurrence) => new(occurrence.Key, occurrence.Crate.Name, occurrence.Result.Platform);
}

/// <summary>A crate on a platform.</summary>
internal readonly record struct Place(string Crate, string Platform)
{
    public static Place Of(CauseOccurrence occurrence) => new(occurrence.Crate.Name, occurrence.Result.Platform);
}
