using Matrix.Results;

namespace Matrix.Runner.Classification;

/// <summary>What the legs together say.</summary>
/// <param name="Reason">One sentence.</param>
internal sealed record Judgement(VerdictKind Kind, string Reason, IReadOnlyList<Cause> Causes, IReadOnlyList<TestDifference> Tests)
{
    public static Judgement Plain(VerdictKind kind, string reason) => new(kind, reason, [], []);

    public bool IsBecauseOf(FailureClass failure, string subclass) =>
        Causes.Any(cause => cause.Class == failure && cause.Subclass == subclass);

    /// <summary>Adds what came to light when the first cause was taken out of the way.</summary>
    public Judgement WithBehind(Judgement behind) => this with
    {
        Reason = $"{Reason}; without that, {WireName.Of(behind.Kind)}: {behind.Reason}",
        Causes = [.. Causes, .. behind.Causes.Select(cause => cause with { Behind = true })],
        Tests = behind.Tests,
    };
}
