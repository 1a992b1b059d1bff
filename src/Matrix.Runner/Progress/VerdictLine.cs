using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Progress;

/// <summary>One verdict in one line of text, safe for a terminal: some of it comes from logs.</summary>
internal static class VerdictLine
{
    public static string Of(Verdict verdict) => LineText.Printable(string.Create(
        CultureInfo.InvariantCulture,
        $"{WireName.Of(verdict.Kind),-13} {verdict.Crate,-28} {verdict.Seconds,6:0.0} s  {Causes(verdict)}{verdict.Reason}{Expected(verdict)}{Carried(verdict)}"));

    /// <summary>As <see cref="CauseNames"/> has them, in brackets.</summary>
    public static string Causes(Verdict verdict) => verdict.Causes.Count == 0
        ? ""
        : $"[{string.Join(", ", CauseNames.Of(verdict.Causes))}] ";

    private static string Carried(Verdict verdict) => verdict.CarriedOver is { } since ? $" (carried over from {since:yyyy-MM-dd})" : "";

    private static string Expected(Verdict verdict) => verdict.Expectation?.State switch
    {
        ExpectationState.Met => " (as expected)",
        ExpectationState.Unmet => $" (expected {WireName.Of(verdict.Expectation.Verdict)})",
        ExpectationState.Expired => " (its expectation has expired)",
        _ => "",
    };
}
