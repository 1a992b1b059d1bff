using System.Globalization;
using System.Text.Json.Serialization;
using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Issues.Text;
using Matrix.Results;

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

/// <summary>What the sweeps say of a cause, as the label <c>status/…</c> has it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CauseStanding>))]
internal enum CauseStanding
{
    [JsonStringEnumMemberName("failing")] Failing,
    [JsonStringEnumMemberName("not-seen")] NotSeen,
    [JsonStringEnumMemberName("gone")] Gone,
}

/// <summary>A cause, or all of a family, as far as it belongs to no issue.</summary>
/// <param name="Cause">Of a family, one of them.</param>
/// <param name="Family">Null: the cause stands alone.</param>
/// <param name="Failures">Of the present sweep, never none.</param>
internal sealed record UnownedCause(CauseKey Cause, CauseFamily? Family, IReadOnlyList<CauseOccurrence> Failures)
{
    public required CauseHistory History { get; init; }

    public required IReadOnlyList<CausePart> Parts { get; init; }

    /// <summary>An issue whose rule nobody can read, and which may be its; null: there is none.</summary>
    public OurIssue? Suspect { get; init; }

    public string Id(Redaction redaction) => Family is null ? redaction.IdOf(Cause) : CauseId.Of(Cause.Class, Family);

    public string Title(Redaction redaction) => Family is null ? CauseTitle.Of(Cause, redaction) : CauseTitle.Of(Cause.Class, Family, redaction);

    public CauseMatch Match(Redaction redaction) => Family is null ? CauseMatch.Of(Cause, redaction) : CauseMatch.Of(Cause.Class, Family, redaction);
}
