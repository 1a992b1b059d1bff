using System.Globalization;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Legs.Tests;

/// <summary>How many tests came to what, as libtest counts.</summary>
internal readonly partial record struct LibtestCounts(int Passed, int Failed, int Ignored)
{
    /// <summary>Of a line such as <c>test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out</c>; null where it is none.</summary>
    public static LibtestCounts? Read(string line) => Shape.Match(line) is { Success: true } match
        ? new LibtestCounts(Number(match, "passed"), Number(match, "failed"), Number(match, "ignored"))
        : null;

    public LibtestCounts With(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Passed => this with { Passed = Passed + 1 },
        TestOutcome.Failed => this with { Failed = Failed + 1 },
        _ => this with { Ignored = Ignored + 1 },
    };

    public LibtestCounts And(LibtestCounts other) => new(Passed + other.Passed, Failed + other.Failed, Ignored + other.Ignored);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Ignored} ignored";

    private static int Number(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^test result: \w+\. (?<passed>\d{1,9}) passed; (?<failed>\d{1,9}) failed; (?<ignored>\d{1,9}) ignored;", RegexOptions.NonBacktracking)]
    private static partial Regex Shape { get; }
}
