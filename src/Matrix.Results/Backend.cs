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
}
