using System.Text.Json.Serialization;
using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary>Whose failure a text shows, as far as it can tell alone, without what the other backend did.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextOwner>))]
internal enum TextOwner
{
    [JsonStringEnumMemberName("cranelift")] Cranelift,
    [JsonStringEnumMemberName("not-cranelift")] NotCranelift,
    [JsonStringEnumMemberName("both-backends")] BothBackends,

    /// <summary>LLVM says the same at times: only a second leg tells.</summary>
    [JsonStringEnumMemberName("undecided")] Undecided,
}

internal static class TextOwners
{
    /// <summary>Where a rule does not say: what has look-alikes accuses nobody.</summary>
    public static TextOwner Of(FailureClass failure, Confidence confidence) => failure.Owner() switch
    {
        FailureOwner.Cranelift => confidence == Confidence.Proven ? TextOwner.Cranelift : TextOwner.Undecided,
        _ => confidence == Confidence.Suspected ? TextOwner.Undecided : TextOwner.NotCranelift,
    };
}
