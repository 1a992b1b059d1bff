using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>How far an unsupported intrinsic got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerState>))]
public enum LedgerState
{
    /// <summary>The compiler warned of it.</summary>
    [JsonStringEnumMemberName("warned")] Warned,

    /// <summary>Its text is in a test executable.</summary>
    [JsonStringEnumMemberName("linked")] Linked,

    /// <summary>A test ran into it.</summary>
    [JsonStringEnumMemberName("hit")] Hit,
}

/// <summary>One line of <c>ledger.jsonl</c>.</summary>
public sealed record LedgerEntry
{
    public required string Intrinsic { get; init; }

    public required LedgerState State { get; init; }

    /// <summary>Which does not support it.</summary>
    public required BackendName Backend { get; init; }

    /// <summary>The crate of the list in whose leg it was seen.</summary>
    public required string Crate { get; init; }

    /// <summary>The package that was compiled, <c>name version</c>; null where only the executable is known.</summary>
    public string? Package { get; init; }

    /// <summary>The target triple.</summary>
    public required string Target { get; init; }

    /// <summary>The test executable, where it is linked into one.</summary>
    public string? TestTarget { get; init; }

    /// <summary>The tests that ran into it, and would go on if it were supported: it is the first that each of them runs into.</summary>
    public IReadOnlyList<TestId> Tests { get; init => field = value ?? []; } = [];
}
