using System.Text.Json.Serialization;

namespace Matrix.Report.Issues.GitHub;

/// <summary>What is read and kept beside Octokit: errors, and answers from an earlier time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;
