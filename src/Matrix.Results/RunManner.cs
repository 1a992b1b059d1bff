using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>How tests are run again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunManner>))]
public enum RunManner
{
    /// <summary>Each by itself, with its output seen.</summary>
    [JsonStringEnumMemberName("alone")] Alone,

    /// <summary>Among all tests of its target, as in the leg itself. For a test that passes alone and fails in company, only such runs count.</summary>
    [JsonStringEnumMemberName("together")] Together,

    /// <summary>By cargo's own call of the target, with no options of ours. For a test that such a run says something of, no other counts.</summary>
    [JsonStringEnumMemberName("as-cargo")] AsCargo,

    /// <summary>Each by itself, and what programs of the package print is heard too. Tells why, never whether a test fails.</summary>
    [JsonStringEnumMemberName("overheard")] Overheard,
}
