using System.Text;
using Matrix.Results;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Legs;

/// <summary>
/// Reads what one test target prints, test by test, from libtest's JSON or from its text, and writes it to the log as text. Lines that are
/// neither (an abort, output past the capture) belong to the test that runs alone, if one does.
/// </summary>
internal sealed class TestOutput(PhaseLog log, Phase phase, TestTarget target, LegFindings findings)
{
    private static readonly string[] Modes = [" - should panic", " - compile fail", " - compile"];

    private readonly Dictionary<string, TestResult> results = [];
    private readonly HashSet<string> running = [];
    private LibtestCounts read;
    private string? section;

    /// <summary>The only test that runs: every line is its own.</summary>
    public string? Alone { get; init; }

    /// <summary>It was asked for JSON.</summary>
    public bool ExpectsJson { get; init; } = target.Harness == TestHarness.Libtest;

    /// <summary>In the order they ended.</summary>
    public IReadOnlyCollection<TestResult> Results => results.Values;

    /// <summary>Tests that began and did not end.</summary>
    public IReadOnlyCollection<string> Running => running;

    /// <summary>It answered as libtest does.</summary>
    public bool SpeaksJson { get; private set; }

    /// <summary>What the harness said at its end; null where it came to none.</summary>
    public LibtestCounts? Summary { get; private set; }

    /// <summary>The harness came to its end and said how many passed.</summary>
    public bool HasSummary => Summary is not null;

    /// <summary>As the harness should have counted.</summary>
    public LibtestCounts Read => read;

    public void OnLine(ReadOnlySpan<byte> line)
    {
        // What prints past the capture may leave its last line open, and libtest goes on in it.
        var start = ExpectsJson ? line.IndexOf(LibtestEvent.Start) : -1;
        var happening = start < 0 ? null : LibtestEvent.Read(line[start..]);
        if (happening is null || !IsOfLibtest(happening))
        {
            OnText(line);
            return;
        }

        if (start > 0)
            OnText(line[..start]);
        OnEvent(happening);
    }

    // What ends without having begun, and an end while tests run, is not libtest's word but something a test printed.
    private bool IsOfLibtest(LibtestEvent happening) => happening switch
    {
        { Kind: "suite", Happened: "started" } => !SpeaksJson,
        { Kind: "suite" } => SpeaksJson && !HasSummary && running.Count == 0,
        { Kind: "test", Happened: "started" } => SpeaksJson && !HasSummary,
        { Kind: "test" } => running.Contains(happening.Name),
        _ => false,
    };

    private void OnEvent(LibtestEvent happening)
    {
        if (happening is { Kind: "suite", Happened: "started" })
            SpeaksJson = true;
        else if (happening.Kind == "suite")
            Summary = happening.Counts;
        else if (happening.Happened == "started")
            running.Add(happening.Name);
        else if (happening.Happened == "timeout")
            log.WriteLine($"test {happening.Name} has been running for over 60 seconds");   // and goes on
        else if (OutcomeOf(happening.Happened) is { } outcome)
            OnEnd(happening, outcome);
    }

    private void OnEnd(LibtestEvent happening, TestOutcome outcome)
    {
        running.Remove(happening.Name);
        Finish(happening.Name, outcome, happening.Seconds);
        if (happening.Message is { } said)
            WriteLinesFor(happening.Name, said);
        if (happening.Printed is { } printed)
            WriteCaptured(happening.Name, printed);
    }

    private static TestOutcome? OutcomeOf(string happened) => happened switch
    {
        "ok" => TestOutcome.Passed,
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
        read = read.With(outcome);
        var result = new TestResult { Package = target.Package, Target = target.Name, Name = name, Outcome = outcome, Seconds = seconds, Log = new LogLine(log.Path, line) };

        // Of two that have one name, the one that fails counts.
        if (!results.TryAdd(name, result) && outcome == TestOutcome.Failed)
            results[name] = result;
        if (outcome == TestOutcome.Failed)
            findings.TraceOf(result.Id).End = new Evidence(log.Path, line, LineText.Printable($"test {name} ... FAILED"));
    }

    private void WriteCaptured(string name, string printed)
    {
        log.WriteLine($"---- {name} stdout ----");
        WriteLinesFor(name, printed.TrimEnd('\n'));
        log.WriteLine("");
    }

    private void WriteLinesFor(string name, string text)
    {
        foreach (var line in text.Split('\n'))
            Write(name, Encoding.UTF8.GetBytes(line));
    }

    private void OnText(ReadOnlySpan<byte> line)
    {
        if (!SpeaksJson && target.Harness != TestHarness.Custom && OnTextOfLibtest(line))
            return;

        Write(Alone ?? section ?? (running.Count == 1 ? running.First() : null), line);
    }

    // Rustdoc's, or that of a toolchain without JSON. Where libtest speaks JSON, such a line is something a test printed.
    private bool OnTextOfLibtest(ReadOnlySpan<byte> line)
    {
        // What a failed test printed may look like a result.
        if (section is null && line.StartsWith("test "u8) && OnResultLine(line))
            return true;

        if (line.StartsWith("---- "u8) && line.EndsWith(" stdout ----"u8))
            section = Encoding.UTF8.GetString(line["---- "u8.Length..^" stdout ----"u8.Length]);
        else if (line.StartsWith("failures:"u8))
            section = null;
        else if (section is null && line.StartsWith("test result: "u8) && LibtestCounts.Read(Encoding.UTF8.GetString(line)) is { } counts)
            Summary = (Summary ?? default).And(counts);   // rustdoc may have two runs
        else
            return false;

        Write(Alone, line);
        return true;
    }

    private bool OnResultLine(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        var separator = text.LastIndexOf(" ... ", StringComparison.Ordinal);
        if (separator < 0 || OutcomeOf(text[(separator + " ... ".Length)..]) is not { } outcome)
            return false;

        Keep(WithoutMode(text["test ".Length..separator]), outcome, seconds: null, log.WriteLine(line));
        return true;
    }

    // Stands behind the name in a result line and nowhere else: not in the list of tests, not above what a test printed.
    private static string WithoutMode(string name) =>
        Modes.FirstOrDefault(mode => name.EndsWith(mode, StringComparison.Ordinal)) is { } mode ? name[..^mode.Length] : name;

    private void Write(string? name, ReadOnlySpan<byte> line) =>
        findings.OnTestLine(phase, line, new LogPlace(log.Path, log.WriteLine(line)), name is null ? null : target.IdOf(name));
}
