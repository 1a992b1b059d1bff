using Matrix.Report.Causes;
using Matrix.Report.History;
using Matrix.Report.Issues.Text;
using Matrix.Results;

namespace Matrix.Report.Issues.Plan;

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
