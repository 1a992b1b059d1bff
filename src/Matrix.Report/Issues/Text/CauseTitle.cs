using Matrix.Report.Escaping;
using Matrix.Report.History;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Issues.Text;

/// <summary>What an issue of a cause is called when it is opened. Afterwards its title belongs to people.</summary>
internal static class CauseTitle
{
    private const int Longest = 120;   // GitHub takes 256; lists show about half

    public static string Of(CauseKey cause, Redaction redaction) => Fitting(Words(cause), redaction);

    /// <summary>Of an issue of all of a family.</summary>
    public static string Of(FailureClass failure, CauseFamily family, Redaction redaction) => Fitting(
        failure is FailureClass.SimdIntrinsic or FailureClass.Intrinsic ? $"{family.Name} intrinsics are not implemented" : $"{family.Name}: {WireName.Of(failure)}", redaction);

    // A name behind an at sign could be somebody's.
    private static string Fitting(string title, Redaction redaction) =>
        CutText.WithEllipsis(redaction.Of(VisibleText.Of(title)).ReplaceLineEndings(" ").Replace("@", "@\u200c", StringComparison.Ordinal), Longest);

    private static string Words(CauseKey cause) => (cause.Class, cause.Subclass) switch
    {
        _ when KnownTitles.Find(cause.Class, cause.Subclass) is { } known => $"{known}{Telling(cause)}",
        (FailureClass.SimdIntrinsic or FailureClass.Intrinsic, { } intrinsic) => $"{intrinsic} is not implemented",
        (FailureClass.UnsupportedFlag, { } flag) => $"{flag} is not supported",
        (FailureClass.CompilerCrash, _) => $"The compiler crashes{Behind(cause.Subclass)}{Telling(cause)}",
        (FailureClass.Timeout, _) => $"Tests hang{Behind(cause.Subclass)}",
        (FailureClass.WrongResult, _) => $"Tests give a wrong result{Telling(cause)}",
        (FailureClass.Unknown, _) => $"Unclassified failures{Telling(cause)}",
        (FailureClass.Crash, { } signal) => $"Tests end with {signal.ToUpperInvariant()}{Telling(cause)}",
        _ => $"{Label(cause)}{Telling(cause)}",
    };

    private static string Label(CauseKey cause) => char.ToUpperInvariant(cause.Label[0]) + cause.Label[1..].Replace(" / ", ": ");

    private static string Behind(string? subclass) => subclass is null ? "" : $" ({subclass})";

    // The signature of what nothing explains holds the line that tells it apart.
    private static string Telling(CauseKey cause)
    {
        var name = cause.Subclass is null ? WireName.Of(cause.Class) : $"{WireName.Of(cause.Class)}/{cause.Subclass}";
        var rest = cause.Signature.StartsWith(name, StringComparison.Ordinal) ? cause.Signature[name.Length..].TrimStart('/', ':', ' ') : cause.Signature;
        return rest.Length == 0 ? "" : $": {QuotedLog.Plain(rest, Redaction.OfPatterns)}";
    }
}
