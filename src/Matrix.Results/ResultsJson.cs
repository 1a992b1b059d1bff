using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>The one place that says how the results directory's JSON is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(LegResult))]
[JsonSerializable(typeof(TestResult))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(SpeedResult))]
public sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>As the default, but indented: for <c>run.json</c>, which people open.</summary>
    public static ResultsJson Indented => field ??= new ResultsJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { WriteIndented = true });
}
