using System.Text.Json.Serialization;

namespace Matrix.Results;

[JsonConverter(typeof(JsonStringEnumConverter<PanicStrategy>))]
public enum PanicStrategy
{
    /// <summary>What a user gets.</summary>
    [JsonStringEnumMemberName("unwind")] Unwind,

    /// <summary>The control: <c>panic=abort</c> with <c>-Zpanic-abort-tests</c>.</summary>
    [JsonStringEnumMemberName("abort")] Abort,
}
