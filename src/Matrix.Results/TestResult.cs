using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>One test of one leg.</summary>
public sealed record TestResult
{
    /// <summary>The executable it is in, as cargo names it: <c>lib memchr</c>, <c>test it</c>, <c>doctest memchr</c>.</summary>
    public required string Target { get; init; }

    /// <summary>As libtest prints it; for a custom harness the name of its target.</summary>
    public required string Name { get; init; }

    public required TestOutcome Outcome { get; init; }

    /// <summary>Wall time in seconds, where the harness gives it.</summary>
    public double? Seconds { get; init; }

    /// <summary>How the process ended that ran this test alone; null where it only ran together with others.</summary>
    public ProcessExit? Exit { get; init; }

    /// <summary>Where its output begins.</summary>
    public LogLine? Log { get; init; }

    /// <summary>The line that says how it ended, where it did not pass.</summary>
    public LogLine? End { get; init; }

    /// <summary>Where what it printed stands; null where it printed nothing, or nobody knows what.</summary>
    public IReadOnlyList<LogSpan>? Output { get; init; }

    /// <summary>What identifies the test within its crate.</summary>
    [JsonIgnore]
    public TestId Id => new(Target, Name);
}

public readonly record struct TestId(string Target, string Name)
{
    public override string ToString() => $"{Target}: {Name}";
}
