using System.Globalization;
using Matrix.Report.Causes;
using Matrix.Report.Issues.Text;

namespace Matrix.Report.Issues.Plan;

/// <summary>An issue of a cause, with all that belongs to it.</summary>
/// <param name="Failures">Of the present sweep.</param>
/// <param name="TwinOf">The number of an older issue with the same mark, which takes all that this one would; null: there is none.</param>
internal sealed record OwnedCause(OurIssue Issue, CauseHistory History, IReadOnlyList<CauseOccurrence> Failures, int? TwinOf)
{
    /// <summary>The causes that belong to it.</summary>
    public required IReadOnlyList<CausePart> Parts { get; init; }

    public bool IsPresent => History.Present.Count > 0;

    /// <summary>With since when it fails, also where the history that is known begins later.</summary>
    public Notified Notified { get; } = Issue.Marker is { Notified: var told } ? told with { Since = told.Since is { } day && !(History.FirstDay < day) ? day : History.FirstDay } : Notified.Nothing;

    /// <summary>Of the toolchains that show it, where they say.</summary>
    public IEnumerable<DateOnly> ToolchainDates => Failures
        .Select(failure => failure.Result.Run.Manifest.Toolchain.CommitDate)
        .Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
        .OfType<DateOnly>();
}
