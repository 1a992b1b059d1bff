using System.Text.Json.Serialization;

namespace Matrix.Results;

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
