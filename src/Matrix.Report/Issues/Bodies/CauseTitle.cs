using Matrix.Report.Rendering;
using Matrix.Report.Timelines;
using Matrix.Results;

namespace Matrix.Report.Issues.Bodies;

/// <summary>What an issue of a cause is called when it is opened. Afterwards its title belongs to people.</summary>
internal static class CauseTitle
{
    private const int Longest = 120;   // GitHub takes 256; lists show about half

    public static string Of(CauseKey cause)
    {
        // A name behind an at sign could be somebody's.
        var title = VisibleText.Of(Words(cause)).ReplaceLineEndings(" ").Replace("@", "@\u200c", StringComparison.Ordinal);
        return title.Length <= Longest ? title : $"{title[..(char.IsHighSurrogate(title[Longest - 2]) ? Longest - 2 : Longest - 1)]}…";
    }

    private static string Words(CauseKey cause) => (cause.Class, cause.Subclass) switch
    {
        (FailureClass.SimdIntrinsic or FailureClass.Intrinsic, { } intrinsic) => $"{intrinsic} is not implemented",
        (FailureClass.Unwinding, "catch-unwind") => "Panics are not caught: catch_unwind and tests that expect a panic",
        (FailureClass.Unwinding, "abort") => "A panic ends the whole process",
        (FailureClass.Unwinding, "cleanup") => "A panic does not drop what it leaves",
        (FailureClass.Unwinding, "build-script") => "A build script that catches a panic ends",
        (FailureClass.UnsupportedFlag, { } flag) => $"{flag} is not supported",
        (FailureClass.Timeout, _) => $"Tests hang{Behind(cause.Subclass)}",
        (FailureClass.Crash, { } signal) => $"Tests end with {signal.ToUpperInvariant()}{Telling(cause)}",
        (FailureClass.WrongResult or FailureClass.Unknown or FailureClass.Crash, _) => $"{Label(cause)}{Telling(cause)}",
        _ => Label(cause),
    };

    private static string Label(CauseKey cause) => char.ToUpperInvariant(cause.Label[0]) + cause.Label[1..].Replace(" / ", ": ");

    private static string Behind(string? subclass) => subclass is null ? "" : $" ({subclass})";

    // The signature of what nothing explains holds the line that tells it apart.
    private static string Telling(CauseKey cause)
    {
        var name = cause.Subclass is null ? WireName.Of(cause.Class) : $"{WireName.Of(cause.Class)}/{cause.Subclass}";
        var rest = cause.Signature.StartsWith(name, StringComparison.Ordinal) ? cause.Signature[name.Length..].TrimStart('/', ':', ' ') : cause.Signature;
        return rest.Length == 0 ? "" : $": {QuotedLog.Plain(rest)}";
    }
}
