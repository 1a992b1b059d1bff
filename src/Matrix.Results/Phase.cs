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

/// <summary>What a phase is for.</summary>
public static class Phases
{
    /// <summary>Runs what was built: all phases before do not.</summary>
    public static bool RunsTests(this Phase phase) => phase is Phase.Test or Phase.Doctest;

    /// <summary>Calls the compiler, of which each unit is proven.</summary>
    public static bool Compiles(this Phase phase) => phase is Phase.Build or Phase.TestBuild;
}
