using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Matrix.Report.Causes;

namespace Matrix.Report.Issues.Text;

/// <summary>What the tool knows its issues by; titles and labels may be changed at will.</summary>
internal sealed record IssueMarker
{
    public const int CurrentFormat = 1;

    public required IssueKind Kind { get; init; }

    /// <summary>Of a cause as <see cref="Causes.CauseId"/> names it; of a goal its name; of the dashboard <c>dashboard</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Of a cause; null: of none.</summary>
    public CauseMatch? Match { get; init; }

    /// <summary>As somebody wrote it, with comments and all; null: as the tool writes it.</summary>
    public string? MatchText { get; init; }

    /// <summary>Equal in two marks of which one takes all that the other does.</summary>
    public string Rule => IssueMarkerText.Write(this with { Notified = Notified.Nothing });

    /// <summary>What people have been told.</summary>
    public Notified Notified { get; init; } = Notified.Nothing;
}

[JsonConverter(typeof(JsonStringEnumConverter<IssueKind>))]
internal enum IssueKind
{
    [JsonStringEnumMemberName("cause")] Cause,
    [JsonStringEnumMemberName("goal")] Goal,
    [JsonStringEnumMemberName("dashboard")] Dashboard,
}

/// <summary>What the last comment, or the issue when it was opened, said: only what is new since is worth another.</summary>
/// <param name="Platforms">On which it fails.</param>
/// <param name="Crates">How many failed at most.</param>
/// <param name="Closed">The tool closed it: nobody else did.</param>
internal sealed record Notified(ImmutableSortedSet<string> Platforms, int Crates, bool Closed)
{
    public static Notified Nothing { get; } = new([], 0, Closed: false);

    /// <summary>Day of the first sweep that showed it; null: nobody knows.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>How often the issue was opened again: what was new before is new once more.</summary>
    public int Returns { get; init; }

    public static Notified Of(CauseHistory record) => new([.. record.Platforms], record.Crates.Count(), Closed: false) { Since = record.FirstDay };
}
