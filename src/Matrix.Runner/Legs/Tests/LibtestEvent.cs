using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.Runner.Legs.Tests;

/// <summary>What libtest says in a line of its JSON.</summary>
/// <param name="Kind"><c>suite</c> or <c>test</c>.</param>
/// <param name="Happened"><c>started</c>, <c>ok</c>, <c>failed</c>, <c>ignored</c>, <c>timeout</c>.</param>
/// <param name="Name">Of the test; empty for a suite.</param>
/// <param name="Message">Why it failed or is ignored; may have several lines.</param>
/// <param name="Printed">What it printed while it was captured.</param>
internal sealed record LibtestEvent(string Kind, string Happened, string Name, double? Seconds, string? Message, string? Printed)
{
    /// <summary>Of a suite that has ended.</summary>
    public LibtestCounts Counts { get; init; }

    public static ReadOnlySpan<byte> Start => "{ \"type\": \""u8;

    /// <returns>Null where the line only looks like it.</returns>
    public static LibtestEvent? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var message = document.RootElement;
            return new LibtestEvent(
                Text(message, "type") ?? "",
                Text(message, "event") ?? "",
                Text(message, "name") ?? "",
                Number(message, "exec_time"),
                Text(message, "message"),
                Text(message, "stdout"))
            {
                Counts = new LibtestCounts(Count(message, "passed"), Count(message, "failed"), Count(message, "ignored")),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Count(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.TryGetInt32(out var count) ? count : 0;

    // A test may print such a line itself: no number that JSON could not hold again gets through.
    private static double? Number(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
}

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
