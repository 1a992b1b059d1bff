using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>
/// What distinguishes the legs of one crate on one platform. Written as the backend, then <c>-abort</c> and the workaround where they
/// apply: <c>llvm</c>, <c>cranelift-abort</c>, <c>cranelift-without-lto</c>.
/// </summary>
[JsonConverter(typeof(LegNameJsonConverter))]
public readonly record struct LegName(
    BackendName Backend, PanicStrategy Panic = PanicStrategy.Unwind, Workaround Workaround = Workaround.None)
{
    public static readonly LegName Llvm = new(BackendName.Llvm);
    public static readonly LegName Cranelift = new(BackendName.Cranelift);

    private const string AbortSuffix = "-abort";

    /// <summary>A control leg: it answers a question about the leg of the same backend, and is never judged by itself.</summary>
    public bool IsControl => Panic == PanicStrategy.Abort;

    public override string ToString() =>
        Backend.Value + (IsControl ? AbortSuffix : "") + (Workaround == Workaround.None ? "" : $"-{WireName.Of(Workaround)}");

    /// <exception cref="FormatException">The text is not the name of a leg.</exception>
    public static LegName Parse(string text)
    {
        var rest = text;
        var workaround = Enum.GetValues<Workaround>().FirstOrDefault(workaround => CutSuffix(ref rest, $"-{WireName.Of(workaround)}"));
        var abort = CutSuffix(ref rest, AbortSuffix);
        return BackendName.TryParse(rest, out var backend)
            ? new LegName(backend, abort ? PanicStrategy.Abort : PanicStrategy.Unwind, workaround)
            : throw new FormatException($"'{text}' is not the name of a leg");
    }

    /// <summary>Whether a backend's name would be read as something else at the end of a leg's.</summary>
    internal static bool EndsAsALegDoes(string backend) =>
        backend.EndsWith(AbortSuffix, StringComparison.Ordinal) || Enum.GetValues<Workaround>().Any(workaround => backend.EndsWith($"-{WireName.Of(workaround)}", StringComparison.Ordinal));

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

[JsonConverter(typeof(JsonStringEnumConverter<PanicStrategy>))]
public enum PanicStrategy
{
    /// <summary>What a user gets.</summary>
    [JsonStringEnumMemberName("unwind")] Unwind,

    /// <summary>The control: <c>panic=abort</c> with <c>-Zpanic-abort-tests</c>.</summary>
    [JsonStringEnumMemberName("abort")] Abort,
}

/// <summary>How tests are run again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunManner>))]
public enum RunManner
{
    /// <summary>Each by itself, with its output seen.</summary>
    [JsonStringEnumMemberName("alone")] Alone,

    /// <summary>Among all tests of its target, as in the leg itself. For a test that passes alone and fails in company, only such runs count.</summary>
    [JsonStringEnumMemberName("together")] Together,

    /// <summary>By cargo's own call of the target, with no options of ours. For a test that such a run says something of, no other counts.</summary>
    [JsonStringEnumMemberName("as-cargo")] AsCargo,

    /// <summary>Each by itself, and what programs of the package print is heard too. Tells why, never whether a test fails.</summary>
    [JsonStringEnumMemberName("overheard")] Overheard,
}
