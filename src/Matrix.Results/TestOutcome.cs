using System.Text.Json.Serialization;

namespace Matrix.Results;

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
