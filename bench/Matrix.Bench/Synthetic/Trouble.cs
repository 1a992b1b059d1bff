using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>What a verdict shows beside the failure itself.</summary>
internal enum Proof
{
    OwnWords,
    PanicCaughtByLlvm,
    Controls,
}

/// <summary>Something that crates fail for.</summary>
/// <param name="Phase">Where it shows.</param>
/// <param name="Text">The line of a log that says it; <c>{test}</c> and <c>{crate}</c> are filled in.</param>
/// <param name="Weight">How often, beside the others.</param>
internal sealed record Trouble(FailureClass Class, string? Subclass, string Rule, Phase Phase, string Text, double Weight)
{
    public Confidence Confidence { get; init; } = Confidence.Proven;

    public Proof Proof { get; init; }

    /// <summary>Null: everywhere.</summary>
    public string? Arch { get; init; }

    /// <summary>What its fingerprint says behind class and subclass.</summary>
    public string? Words { get; init; }

    /// <summary>The share of all sweeps after which nobody fails for it; from 1 on: not mended yet.</summary>
    public double MendedAfter { get; init; } = 2;

    public string Signature => WireName.Of(Class) + (Subclass is null ? "" : $"/{Subclass}") + (Words is null ? "" : $": {Words}");

    public bool IsUnwinding => Class == FailureClass.Unwinding;

    public bool FailsBuild => Phase is Phase.Build or Phase.TestBuild;
}
