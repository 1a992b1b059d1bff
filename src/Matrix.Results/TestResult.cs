using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>One test of one leg.</summary>
public sealed record TestResult
{
    /// <summary>The package of the workspace that the target is of; null where it is the one that the crates list names.</summary>
    public string? Package { get; init; }

    /// <summary>The executable it is in, as cargo names it: <c>lib memchr</c>, <c>test it</c>, <c>doctest memchr</c>.</summary>
    public required string Target { get; init; }

    /// <summary>As libtest prints it; of an executable that is judged as a whole, the name of its target.</summary>
    public required string Name { get; init; }

    public required TestOutcome Outcome { get; init; }

    /// <summary>Wall time in seconds, where the harness gives it.</summary>
    public double? Seconds { get; init; }

    /// <summary>Processor time in seconds, of a test that ran alone; null: nobody knows.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>How the process ended that ran this test alone; null where it only ran together with others.</summary>
    public ProcessExit? Exit { get; init; }

    /// <summary>Where its output begins.</summary>
    public LogLine? Log { get; init; }

    /// <summary>The line that says how it ended, where it did not pass.</summary>
    public LogLine? End { get; init; }

    /// <summary>Where what it printed stands; null where it printed nothing, or nobody knows what.</summary>
    public IReadOnlyList<LogSpan>? Output { get; init; }

    /// <summary>Programs of the package that it started, <c>bin tool</c>, <c>example show</c>; null where nobody heard of any.</summary>
    public IReadOnlyList<string>? Started { get; init; }

    /// <summary>What identifies the test within its crate.</summary>
    [JsonIgnore]
    public TestId Id => new(Target, Name) { Package = Package };
}

/// <summary>What identifies a test within its crate.</summary>
/// <param name="Target">Kind and name, as cargo has them: <c>lib memchr</c>, <c>test it</c>, <c>doctest memchr</c>.</param>
/// <param name="Name">As libtest prints it; the target's own where the executable is judged as a whole.</param>
public readonly record struct TestId(string Target, string Name)
{
    /// <summary>The package of the workspace that the target is of; null where it is the one that the crates list names.</summary>
    public string? Package { get; init; }

    /// <summary>It stands for the whole executable: its exit alone decides.</summary>
    [JsonIgnore]
    public bool IsWhole => Name == Target;

    public override string ToString() => $"{(Package is null ? "" : $"{Package} ")}{(IsWhole ? Target : $"{Target}: {Name}")}";
}

[JsonConverter(typeof(JsonStringEnumConverter<TestHarness>))]
public enum TestHarness
{
    /// <summary>Rust's own: says what became of each test.</summary>
    [JsonStringEnumMemberName("libtest")] Libtest,

    /// <summary><c>harness = false</c>: judged by its exit alone.</summary>
    [JsonStringEnumMemberName("custom")] Custom,

    /// <summary>rustdoc's, for examples in the documentation.</summary>
    [JsonStringEnumMemberName("doctest")] Doctest,
}

[JsonConverter(typeof(JsonStringEnumConverter<TestOutcome>))]
public enum TestOutcome
{
    [JsonStringEnumMemberName("passed")] Passed,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("ignored")] Ignored,

    /// <summary>Its executable ended before it did, and running it alone gave no answer either.</summary>
    [JsonStringEnumMemberName("not-run")] NotRun,

    /// <summary>Of a target as a whole: it does not compile. No single test has this outcome.</summary>
    [JsonStringEnumMemberName("not-built")] NotBuilt,
}
