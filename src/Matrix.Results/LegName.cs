using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>
/// What distinguishes the legs of one crate on one platform. Written as the backend, then <c>-abort</c> and the workaround where they
/// apply: <c>llvm</c>, <c>cranelift-abort</c>, <c>cranelift-without-lto</c>.
/// </summary>
[JsonConverter(typeof(LegNameJsonConverter))]
public readonly record struct LegName(
    Backend Backend, PanicStrategy Panic = PanicStrategy.Unwind, Workaround Workaround = Workaround.None)
{
    public static readonly LegName Llvm = new(Backend.Llvm);
    public static readonly LegName Cranelift = new(Backend.Cranelift);

    private const string AbortSuffix = "-abort";

    /// <summary>A control leg: it answers a question about the leg of the same backend, and is never judged by itself.</summary>
    public bool IsControl => Panic == PanicStrategy.Abort;

    public override string ToString() =>
        WireName.Of(Backend) + (IsControl ? AbortSuffix : "") + (Workaround == Workaround.None ? "" : $"-{WireName.Of(Workaround)}");

    /// <exception cref="FormatException">The text is not the name of a leg.</exception>
    public static LegName Parse(string text)
    {
        var rest = text;
        var workaround = Enum.GetValues<Workaround>().FirstOrDefault(workaround => CutSuffix(ref rest, $"-{WireName.Of(workaround)}"));
        var abort = CutSuffix(ref rest, AbortSuffix);
        return WireName.TryParse<Backend>(rest, out var backend)
            ? new LegName(backend, abort ? PanicStrategy.Abort : PanicStrategy.Unwind, workaround)
            : throw new FormatException($"'{text}' is not the name of a leg");
    }

    private static bool CutSuffix(ref string text, string suffix)
    {
        if (!text.EndsWith(suffix, StringComparison.Ordinal))
            return false;

        text = text[..^suffix.Length];
        return true;
    }
}

/// <summary>What of a crate's own settings is left out, because it stops both what it asks for and what lies behind it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Workaround>))]
public enum Workaround
{
    [JsonStringEnumMemberName("none")] None,

    /// <summary>Its profile asks for link-time optimisation, which the backend does not do.</summary>
    [JsonStringEnumMemberName("without-lto")] WithoutLto,

    /// <summary>It forbids warnings, and this compiler has one for it.</summary>
    [JsonStringEnumMemberName("lints-capped")] LintsCapped,

    /// <summary>Its build refuses a second call of cargo in the same folder: <c>cargo test</c> is the only one, as a user has it.</summary>
    [JsonStringEnumMemberName("in-one-call")] InOneCall,
}

internal sealed class LegNameJsonConverter : JsonConverter<LegName>
{
    public override LegName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return LegName.Parse(reader.GetString() ?? "");
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, LegName value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
