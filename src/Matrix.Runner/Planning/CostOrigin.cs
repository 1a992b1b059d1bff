using System.Text.Json.Serialization;

namespace Matrix.Runner.Planning;

/// <summary>How it is known what a crate takes, the surest first.</summary>
internal enum CostOrigin
{
    /// <summary>The median of the last sweeps on the platform.</summary>
    [JsonStringEnumMemberName("measured")] Measured,

    /// <summary>Of the last sweeps elsewhere, times how much slower or faster the platform is with the crates that both have.</summary>
    [JsonStringEnumMemberName("scaled")] Scaled,

    /// <summary>The list says it.</summary>
    [JsonStringEnumMemberName("list")] List,

    /// <summary>The median of the crates that are known.</summary>
    [JsonStringEnumMemberName("typical")] Typical,

    /// <summary>Nothing is known of any crate.</summary>
    [JsonStringEnumMemberName("assumed")] Assumed,
}

/// <param name="Seconds">Of a machine that runs several crates at a time: from its start to its verdict.</param>
internal readonly record struct Cost(double Seconds, CostOrigin Origin);
