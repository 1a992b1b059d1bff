using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Report.Formatting;

internal static partial class ExpectationWords
{
    public static ExpectationMark Mark(Expectation expectation) =>
        new(Word(expectation.State), Detail(expectation), expectation.Issue, IssueLink(expectation.Issue));

    private static string Word(ExpectationState state) => state switch
    {
        ExpectationState.Met => "as expected",
        ExpectationState.Unmet => "not as expected",
        ExpectationState.Expired => "expectation expired",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a state without a word"),
    };

    private static string Detail(Expectation expectation)
    {
        string?[] parts = [expectation.Class is { } failure ? WireName.Of(failure) : null, expectation.Subclass];
        var cause = string.Join(" / ", parts.Where(part => part is not null));
        var of = cause.Length == 0 ? "" : $" ({cause})";
        var until = expectation.Until is { } date ? $" until {date:yyyy-MM-dd}" : "";
        var reason = expectation.Reason is { } text ? $": {text}" : "";
        return $"The list expects {WireName.Of(expectation.Verdict)}{of}{until}{reason}";
    }

    private static string? IssueLink(string? issue) => issue is not null && GitHubIssue().Match(issue) is { Success: true } match
        ? $"https://github.com/{match.Groups["repository"]}/issues/{match.Groups["number"]}"
        : null;

    [GeneratedRegex(@"^(?<repository>[A-Za-z0-9-]+/[A-Za-z0-9._-]+)#(?<number>[0-9]+)\z")]
    private static partial Regex GitHubIssue();
}

/// <param name="Word">Came as the list says, or not.</param>
/// <param name="IssueLink">Null where the issue is not one of GitHub's.</param>
internal sealed record ExpectationMark(string Word, string Detail, string? Issue, string? IssueLink);
