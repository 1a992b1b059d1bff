using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Results.History;

/// <summary>The one place that says how history files are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PastSweep))]
[JsonSerializable(typeof(PastCrate))]
internal sealed partial class HistoryJson : JsonSerializerContext;
