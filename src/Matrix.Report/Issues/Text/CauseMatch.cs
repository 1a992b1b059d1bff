using System.Collections.Immutable;
using System.Text;
using Matrix.Report.History;
using Matrix.Results;

namespace Matrix.Report.Issues.Text;

/// <summary>Which failures belong to an issue. People may edit it in the issue's body: to split an issue, to merge two, to widen one.</summary>
internal sealed record CauseMatch(ImmutableArray<MatchRule> Any)
{
    public static CauseMatch Of(CauseKey cause, Redaction redaction) =>
        new([new MatchRule(WireName.Of(cause.Class)) { Subclass = Writable(cause.Subclass ?? "", redaction), Signature = Writable(cause.Signature, redaction) }]);

    /// <summary>All of a family, whatever it prints.</summary>
    public static CauseMatch Of(FailureClass failure, CauseFamily family, Redaction redaction) =>
        new([.. family.Subclasses.Select(subclass => new MatchRule(WireName.Of(failure)) { Subclass = redaction.Of(subclass, "*") })]);

    public bool Takes(CauseKey cause, string crate, string platform) => Any.Any(rule => rule.Takes(cause, crate, platform));

    // What cannot stand in a text file, or must not, is taken for any text. A star of the text's own is one; so is any text between brackets, which
    // are therefore taken for any text too.
    private static string Writable(string text, Redaction redaction)
    {
        var any = $"{Rune.ReplacementChar}";
        var written = string.Concat(text.EnumerateRunes().Select(rune => !IsWritable(rune) ? any : rune.Value == '*' ? NamePattern.Star : rune.ToString()));
        return redaction.Of(written, any).Replace($"[{any}]", "*", StringComparison.Ordinal).Replace(any, "*", StringComparison.Ordinal);
    }

    private static bool IsWritable(Rune rune) => rune != Rune.ReplacementChar && (!Rune.IsControl(rune) || rune.Value is '\n' or '\t');
}

/// <summary>All that it says must hold; <c>*</c> stands for any text, <c>[*]</c> for a star.</summary>
/// <param name="Class">By its name in results.</param>
internal sealed record MatchRule(string Class)
{
    /// <summary>Empty: failures without one; null: any.</summary>
    public string? Subclass { get; init; }

    public string? Signature { get; init; }

    /// <summary>Empty: on any.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Empty: of any.</summary>
    public ImmutableArray<string> Crates { get; init; } = [];

    public bool Takes(CauseKey cause, string crate, string platform) =>
        NamePattern.Fits(Class, WireName.Of(cause.Class))
        && (Subclass is null || NamePattern.Fits(Subclass, cause.Subclass ?? ""))
        && (Signature is null || NamePattern.Fits(Signature, cause.Signature))
        && (Platforms.IsEmpty || Platforms.Any(pattern => NamePattern.Fits(pattern, platform)))
        && (Crates.IsEmpty || Crates.Any(pattern => NamePattern.Fits(pattern, crate)));
}
