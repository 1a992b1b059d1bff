using Matrix.Results;

namespace Matrix.Runner.Verdicts;

/// <summary>What the legs together say.</summary>
/// <param name="Reason">One sentence.</param>
internal sealed record Judgement(VerdictKind Kind, string Reason, IReadOnlyList<Cause> Causes, IReadOnlyList<TestDifference> Tests)
{
    public static Judgement Plain(VerdictKind kind, string reason) => new(kind, reason, [], []);

    public bool IsBecauseOf(FailureClass failure, string subclass) =>
        Causes.Any(cause => cause.Class == failure && cause.Subclass == subclass);

    /// <summary>Something fails with LLVM too: perhaps for what it lacks here.</summary>
    public bool LlvmFailsToo => Kind == VerdictKind.Broken || NotCompared is not null;

    /// <summary>As of <see cref="Verdict.NotCompared"/>.</summary>
    public NotCompared? NotCompared { get; init; }

    /// <summary>As of <see cref="Verdict.InReach"/>.</summary>
    public IReadOnlyList<TrapInReach> InReach { get; init; } = [];

    /// <summary>What of the crate's own settings was left out in the legs that decided; null: nothing.</summary>
    public Relaxation? Relaxation { get; init; }

    /// <summary>Adds what came to light when one of the crate's own settings was taken out of the way.</summary>
    public Judgement Relaxed(Matrix.Results.Relaxation relaxation, Judgement behind) => relaxation switch
    {
        // Stops both backends alike, so it is not what the crate is judged by; unless it does not build anyway.
        _ when behind.Kind == VerdictKind.Broken && Kind == VerdictKind.Broken => this,
        Matrix.Results.Relaxation.InOneCall => behind with { Relaxation = relaxation, Reason = $"{behind.Reason}; its build refuses a second call of cargo in one folder, so cargo test was the only one" },
        Matrix.Results.Relaxation.LintsCapped => behind with { Relaxation = relaxation, Reason = $"{behind.Reason}, once the lints are capped that stop it with both" },
        _ => WithBehind(behind),
    };

    private Judgement WithBehind(Judgement behind) => this with
    {
        Reason = $"{Reason}; without that, {WireName.Of(behind.Kind)}: {behind.Reason}",
        Causes = [.. Causes, .. behind.Causes.Select(cause => cause with { Behind = true })],
        Tests = behind.Tests,
        NotCompared = behind.NotCompared,
    };
}
