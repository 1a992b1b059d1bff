using System.Text.Json.Serialization;

namespace Matrix.Runner.Cli;

/// <summary>What <c>plan</c> prints.</summary>
internal enum PlanFormat
{
    [JsonStringEnumMemberName("table")] Table,

    [JsonStringEnumMemberName("json")] Json,

    [JsonStringEnumMemberName("github-matrix")] GithubMatrix,
}
