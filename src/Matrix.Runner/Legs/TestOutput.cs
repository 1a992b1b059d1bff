using System.Text;
using System.Text.Json;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Legs;

/// <summary>
/// Reads what one test target prints, test by test, from libtest's JSON or from its text, and writes it to the log as text. Lines that are
/// neither (an abort, output past the capture) belong to the test that runs alone, if one does.
/// </summary>
internal sealed class TestOutput(PhaseLog log, Phase phase, string target, LegFindings findings)
{
    private readonly Dictionary<string, TestResult> results = [];
    private readonly HashSet<string> running = [];
    private string? section;

    /// <summary>The only test that runs: every line is its own.</summary>
    public string? Alone { get; init; }

    /// <summary>In the order they ended.</summary>
    public IReadOnlyCollection<TestResult> Results => results.Values;

    /// <summary>Tests that began and did not end.</summary>
    public IReadOnlyCollection<string> Running => running;

    /// <summary>The harness came to its end and said how many passed.</summary>
    public bool HasSummary { get; private set; }

    public void OnLine(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("{ \"type\": \""u8) && OnEvent(line))
            return;

        OnText(line);
    }

    private bool OnEvent(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var message = document.RootElement;
            var happened = message.GetProperty("event").GetString() ?? "";
            if (message.GetProperty("type").GetString() == "suite")
                HasSummary |= happened is "ok" or "failed";
            else
                OnTestEvent(message, happened);
            return true;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private void OnTestEvent(JsonElement message, string happened)
    {
        var name = message.GetProperty("name").GetString() ?? "";
        if (happened == "started")
        {
            running.Add(name);
            return;
        }

        // What never began is not libtest's word but something the test itself printed.
        if (OutcomeOf(happened) is not { } outcome || !running.Remove(name))
            return;

        var seconds = message.TryGetProperty("exec_time", out var time) ? time.GetDouble() : (double?)null;
        Finish(name, outcome, seconds);
        if (message.TryGetProperty("message", out var said))
            WriteFor(name, said.GetString() ?? "");
        if (message.TryGetProperty("stdout", out var printed))
            WriteCaptured(name, printed.GetString() ?? "");
    }

    private static TestOutcome? OutcomeOf(string happened) => happened switch
    {
        "ok" => TestOutcome.Passed,
        // Not "timeout": with that libtest only remarks that a test has run for more than 60 seconds.
        "failed" or "FAILED" => TestOutcome.Failed,
        _ when happened.StartsWith("ignored", StringComparison.Ordinal) => TestOutcome.Ignored,
        _ => null,
    };

    private void Finish(string name, TestOutcome outcome, double? seconds)
    {
        var word = outcome == TestOutcome.Failed ? "FAILED" : outcome == TestOutcome.Passed ? "ok" : "ignored";
        var number = log.WriteLine($"test {name} ... {word}{(seconds is { } time ? $" <{time:0.000}s>" : "")}");
        Keep(name, outcome, seconds, number);
    }

    private void Keep(string name, TestOutcome outcome, double? seconds, int line)
    {
        var result = new TestResult { Target = target, Name = name, Outcome = outcome, Seconds = seconds, Log = new LogLine(log.Path, line) };
        results.TryAdd(name, result);
        if (outcome == TestOutcome.Failed)
            findings.TraceOf(result.Id).End = new Evidence(log.Path, line, LineScanner.Printable($"test {name} ... FAILED"));
    }

    private void WriteCaptured(string name, string printed)
    {
        log.WriteLine($"---- {name} stdout ----");
        foreach (var line in printed.TrimEnd('\n').Split('\n'))
            WriteFor(name, line);
        log.WriteLine("");
    }

    // Text of libtest: rustdoc's, or that of a toolchain without JSON.
    private void OnText(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("test "u8) && OnResultLine(line))
            return;

        var owner = Alone;
        if (line.StartsWith("---- "u8) && Encoding.UTF8.GetString(line) is var heading && heading.EndsWith(" stdout ----", StringComparison.Ordinal))
            section = heading["---- ".Length..^" stdout ----".Length];
        else if (line.StartsWith("failures:"u8) || line.StartsWith("test result: "u8))
            (section, HasSummary) = (null, HasSummary || line.StartsWith("test result: "u8));
        else
            owner ??= section ?? (running.Count == 1 ? running.First() : null);

        Write(owner, line);
    }

    private bool OnResultLine(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        var separator = text.LastIndexOf(" ... ", StringComparison.Ordinal);
        if (separator < 0 || OutcomeOf(text[(separator + " ... ".Length)..]) is not { } outcome)
            return false;

        Keep(text["test ".Length..separator], outcome, seconds: null, log.WriteLine(line));
        return true;
    }

    private void WriteFor(string name, string line) => Write(name, Encoding.UTF8.GetBytes(line));

    private void Write(string? name, ReadOnlySpan<byte> line)
    {
        var number = log.WriteLine(line);
        var trace = name is null ? null : findings.TraceOf(new TestId(target, name));
        if (trace is not null)
            trace.Printed |= !line.IsEmpty;

        if (LineScanner.Scan(line, phase) is not { } meaning)
            return;

        var evidence = new Evidence(log.Path, number, meaning.Text);
        if (meaning.Site is { } site)
            trace?.Add(site, evidence);
        if (meaning.Cause is { } cause)
            findings.Add(meaning.ToObservation(cause, phase, evidence) with { Test = name is null ? null : new TestId(target, name) });
    }
}
