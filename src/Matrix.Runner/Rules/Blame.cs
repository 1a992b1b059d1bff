using System.Text.Json.Serialization;
using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary>Whose failure a text shows, as far as it can tell alone, without what the other backend did.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Blame>))]
internal enum Blame
{
    [JsonStringEnumMemberName("cranelift")] Cranelift,
    [JsonStringEnumMemberName("not-cranelift")] NotCranelift,
    [JsonStringEnumMemberName("both-backends")] BothBackends,

    /// <summary>LLVM says the same at times: only a second leg tells.</summary>
    [JsonStringEnumMemberName("undecided")] Undecided,
}

internal static class Blames
{
    /// <summary>Where a rule does not say: what has look-alikes accuses nobody.</summary>
    public static Blame Of(FailureClass failure, Confidence confidence) => failure.Owner() switch
    {
        FailureOwner.Cranelift => confidence == Confidence.Proven ? Blame.Cranelift : Blame.Undecided,
        _ => confidence == Confidence.Suspected ? Blame.Undecided : Blame.NotCranelift,
    };
}
