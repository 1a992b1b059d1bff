using System.Text.Json.Serialization;

namespace Matrix.Results;

/// <summary>A code generator of rustc.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Backend>))]
public enum Backend
{
    /// <summary>The baseline.</summary>
    [JsonStringEnumMemberName("llvm")] Llvm,

    /// <summary>The candidate.</summary>
    [JsonStringEnumMemberName("cranelift")] Cranelift,

    /// <summary>The baseline once more, in the candidate's place: what is found then is noise (an A/A sweep).</summary>
    [JsonStringEnumMemberName("llvm-again")] LlvmAgain,
}
