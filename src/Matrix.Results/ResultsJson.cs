using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Matrix.Results;

/// <summary>
/// The one place that says how the results directory's JSON is written. What a line leaves out is set to null, whatever the initializer of
/// the property says: so lists take null for none.
/// </summary>
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
    /// <summary>Legs without what only their own crate's judgement needs and which is most of a line: what was called, each test, each observation.</summary>
    internal static JsonTypeInfo<LegResult> LegOutline => field ??= (JsonTypeInfo<LegResult>)new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        TypeInfoResolver = Default.WithAddedModifier(LeaveOutDetails),
    }.GetTypeInfo(typeof(LegResult));

    /// <summary>As the default, but indented: for <c>run.json</c>, which people open.</summary>
    public static ResultsJson Indented => field ??= new ResultsJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { WriteIndented = true });

    private static void LeaveOutDetails(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.CustomConverter = (type.Type == typeof(LegResult), type.Type == typeof(PhaseResult), property.Name) switch
            {
                (true, _, "targets") => new LeftOut<TargetResult>(),
                (true, _, "failed-tests") => new LeftOut<TestResult>(),
                (true, _, "observations") => new LeftOut<Observation>(),
                (_, true, "command") => new LeftOut<string>(),
                (_, true, "messages") => new LeftOut<PackageMessage>(),
                _ => property.CustomConverter,
            };
        }
    }

    /// <summary>Passes over a list as if it were empty.</summary>
    private sealed class LeftOut<T> : JsonConverter<IReadOnlyList<T>>
    {
        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return [];
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => throw new NotSupportedException("an outline is only read");
    }
}
