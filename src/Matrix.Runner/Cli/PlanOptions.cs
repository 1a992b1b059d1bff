using System.Text.Json.Serialization;

namespace Matrix.Runner.Cli;

/// <summary>What a person asked for on the command line of <c>plan</c>.</summary>
internal sealed record PlanOptions
{
    public string? Config { get; init; }

    public string? List { get; init; }

    public int? Shards { get; init; }

    public string? History { get; init; }

    public DateOnly? Date { get; init; }

    public PlanFormat Format { get; init; }

    public string? Out { get; init; }
}

/// <summary>What <c>plan</c> prints.</summary>
internal enum PlanFormat
{
    [JsonStringEnumMemberName("table")] Table,

    [JsonStringEnumMemberName("json")] Json,

    [JsonStringEnumMemberName("github-matrix")] GithubMatrix,
}
