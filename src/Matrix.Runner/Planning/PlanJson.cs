using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Runner.Planning;

/// <summary>The one place that says how plans are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(WorkflowMatrix))]
internal sealed partial class PlanJson : JsonSerializerContext;
