using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>The steps of a leg, in order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Phase>))]
public enum Phase
{
    /// <summary>Downloads the locked dependencies; the only phase with network.</summary>
    [JsonStringEnumMemberName("fetch")] Fetch,

    /// <summary>Builds library and binaries.</summary>
    [JsonStringEnumMemberName("build")] Build,

    /// <summary>Builds every test executable and example.</summary>
    [JsonStringEnumMemberName("test-build")] TestBuild,

    /// <summary>Runs the test executables.</summary>
    [JsonStringEnumMemberName("test")] Test,

    /// <summary>Builds and runs the examples in the documentation.</summary>
    [JsonStringEnumMemberName("doctest")] Doctest,
}
