using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Matrix.Results;

namespace Matrix.Runner.Rules;

/// <summary>What a line of a log means: one entry of <c>rules/*.yaml</c>.</summary>
internal sealed record Rule
{
    /// <summary>Stable: it stands in results.</summary>
    public required string Id { get; init; }

    public required FailureClass Class { get; init; }

    /// <summary>May name groups of the line's pattern: <c>{intrinsic}</c>.</summary>
    public string? Subclass { get; init; }

    /// <summary>The line matches one of these.</summary>
    public required ImmutableArray<LinePattern> Lines { get; init; }

    /// <summary>Other lines that must be there as well.</summary>
    public ImmutableArray<Companion> With { get; init; } = [];

    /// <summary>Other lines, any of which rules it out.</summary>
    public ImmutableArray<Companion> Without { get; init; } = [];

    public RuleConditions Conditions { get; init; } = RuleConditions.None;

    /// <summary>Where several rules match, the one with the smallest number decides.</summary>
    public required int Precedence { get; init; }

    public Confidence Confidence { get; init; } = Confidence.Proven;

    /// <summary>Whose failure it is where there is no second leg to compare with.</summary>
    public required Blame Alone { get; init; }

    /// <summary>The upstream issue that tracks it, <c>owner/repository#123</c>.</summary>
    public string? Issue { get; init; }

    /// <summary>Labels of the upstream repository that fit.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Where the text is known from.</summary>
    public required string Source { get; init; }

    /// <summary>A text that it decides, taken from the template of its source.</summary>
    public string? Example { get; init; }

    /// <summary>Texts that come close to it and mean something else, so that it must not hold for them.</summary>
    public ImmutableArray<string> LookAlikes { get; init; } = [];

    /// <summary>Where the entry stands: <c>rules/simd.yaml:12</c>.</summary>
    public required string Position { get; init; }
}

/// <param name="Within">How many lines away at most, before or after; null: anywhere in what the test or the phase printed.</param>
internal sealed record Companion(LinePattern Line, int? Within = null)
{
    public bool Accompanies(Hit hit, Hit other) =>
        other.Pattern == Line
        && (Within is null || (other.Evidence.Log == hit.Evidence.Log && Math.Abs(other.Evidence.Line - hit.Evidence.Line) <= Within));
}

/// <summary>A line that matched a pattern of some rule.</summary>
/// <param name="Captures">The named groups of the pattern.</param>
/// <param name="Package">The package whose compilation printed it, where that is known.</param>
internal sealed record Hit(LinePattern Pattern, ImmutableSortedDictionary<string, string> Captures, Evidence Evidence, string? Package = null);

/// <summary>A rule that holds, and the lines that say so: its own first.</summary>
internal sealed record RuleMatch(Rule Rule, string? Subclass, Hit Hit, ImmutableArray<Evidence> Companions);

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
