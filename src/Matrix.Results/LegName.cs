using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>
/// What distinguishes the legs of one crate on one platform. Written as the backend, then <c>-abort</c> and <c>-without-lto</c> where
/// they apply: <c>llvm</c>, <c>cranelift-abort</c>, <c>cranelift-without-lto</c>.
/// </summary>
[JsonConverter(typeof(LegNameJsonConverter))]
public readonly record struct LegName(Backend Backend, PanicStrategy Panic = PanicStrategy.Unwind, bool WithoutLto = false)
{
    public static readonly LegName Llvm = new(Backend.Llvm);
    public static readonly LegName Cranelift = new(Backend.Cranelift);

    private const string AbortSuffix = "-abort";
    private const string WithoutLtoSuffix = "-without-lto";

    public override string ToString() =>
        WireName.Of(Backend) + (Panic == PanicStrategy.Abort ? AbortSuffix : "") + (WithoutLto ? WithoutLtoSuffix : "");

    /// <exception cref="FormatException">The text is not the name of a leg.</exception>
    public static LegName Parse(string text)
    {
        var rest = text;
        var withoutLto = CutSuffix(ref rest, WithoutLtoSuffix);
        var abort = CutSuffix(ref rest, AbortSuffix);
        return WireName.TryParse<Backend>(rest, out var backend)
            ? new LegName(backend, abort ? PanicStrategy.Abort : PanicStrategy.Unwind, withoutLto)
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
