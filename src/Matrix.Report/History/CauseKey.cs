using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Results.History;

namespace Matrix.Report.History;

/// <summary>What makes failures of different crates, platforms and sweeps the same.</summary>
internal sealed record CauseKey(FailureClass Class, string? Subclass, string Signature)
{
    public Goal? Goal => Class.GoalOf();

    /// <summary>Class and subclass.</summary>
    public string Label => LabelOf(Class, Subclass);

    public PastCause Past => new(Class, Subclass, Signature);

    public static CauseKey Of(Cause cause) => new(cause.Class, cause.Subclass, cause.Signature);

    public static CauseKey Of(PastCause cause) => new(cause.Class, cause.Subclass, cause.Signature);

    public static string LabelOf(FailureClass failure, string? subclass) =>
        subclass is null ? WireName.Of(failure) : $"{WireName.Of(failure)} / {subclass}";
}
