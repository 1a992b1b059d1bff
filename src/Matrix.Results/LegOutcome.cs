using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>What a leg came to. Only failing cases carry a reason.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Passed), "passed")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Unusable), "unusable")]
[JsonDerivedType(typeof(NotRun), "not-run")]
public abstract record LegOutcome
{
    private LegOutcome()
    {
    }

    public sealed record Passed : LegOutcome;

    /// <param name="Phase">The first phase that failed.</param>
    /// <param name="Environmental">The machine, the network or a limit is to blame, so nothing is said of the crate.</param>
    public sealed record Failed(Phase Phase, bool Environmental) : LegOutcome;

    /// <summary>The leg did not test what it claims to.</summary>
    /// <param name="Reason">In words.</param>
    public sealed record Unusable(string Reason) : LegOutcome;

    /// <param name="Reason">In words.</param>
    public sealed record NotRun(string Reason) : LegOutcome;
}
