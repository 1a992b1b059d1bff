using System.Diagnostics;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Logs;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Legs;

/// <summary>Runs test targets so that every test gets a result of its own.</summary>
/// <param name="start">Puts the leg's folders back to where its tests began.</param>
internal sealed class TestRun(SandboxedProcesses processes, LegRequest request, LegFindings findings, Action start)
{
    /// <summary>They hear what the package's programs print; null: nobody does.</summary>
    public Witnesses? Witnesses { get; init; }

    /// <summary>
    /// Runs a target as a user would. What it has not run when it ends is run test by test: a death hides what comes after it, and an end
    /// without an error too. What does not answer as libtest does is one test, judged by its exit, whatever its manifest says.
    /// </summary>
    public async Task<TargetRun> RunAsync(TestTarget target, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        if (target.Harness == TestHarness.Custom)
            return await RunWholeAsync(target, log, phase, cancellation);

        var first = log.WriteLine($"==> {target.Label}: {string.Join(' ', target.Command.CommandLine)}");
        var output = new TestOutput(log, phase, target, findings);
        var command = target.All(request.Crate.TestArguments, request.TestThreads);
        var ended = await RunAsync(command, output.OnLine, cancellation, TimeOf(target));
        log.WriteLine($"==> {target.Label}: {Words(ended)}");
        if (target.Harness == TestHarness.Libtest && !output.SpeaksJson && !ended.Exit.IsEnvironmental)
        {
            log.WriteLine($"==> {target.Label}: does not answer as libtest does: it is run again as cargo runs it");
            start();
            return await RunWholeAsync(target with { Harness = TestHarness.Custom }, log, phase, cancellation);
        }

        var tests = await WithUnfinishedAsync(target, output, ended, log, phase, cancellation);
        var whole = IsUnexplained(ended, tests) ? [AsOneTest(target, ended, log, first)] : Array.Empty<TestResult>();
        return new TargetRun(Describe(target, command, ended, output.HasSummary), [.. tests, .. whole], ended) { Contradiction = Contradiction(target, output, ended) };
    }

    /// <summary>Runs some tests of a target once more, each by itself; the target as a whole where that is asked for.</summary>
    public async Task<IReadOnlyList<TestResult>> RunAgainAsync(
        TestTarget target, List<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        var whole = tests.Contains(target.Name) ? (await RunWholeAsync(target, log, phase, cancellation)).Tests : [];
        List<string> named = [.. tests.Where(test => test != target.Name)];
        return named.Count == 0 ? whole
            : target.Harness == TestHarness.Libtest ? [.. whole, .. await RunAloneAsync(target, named, log, phase, cancellation)]
            : [.. whole, .. await RunDoctestsAsync(target, named, log, phase, cancellation)];
    }

    /// <summary>Runs a target of libtest as cargo runs it, with nothing of ours, and tells some of its tests from what it prints.</summary>
    public Task<IReadOnlyList<TestResult>> RunAsCargoAsync(TestTarget target, List<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation) =>
        RunInCompanyAsync(target, tests, target.AsCargo(request.Crate.TestArguments), new TestOutput(log, phase, target, findings) { ExpectsJson = false }, log, cancellation);

    /// <summary>Runs all tests of a target once more, and tells some of them.</summary>
    public Task<IReadOnlyList<TestResult>> RunTogetherAsync(TestTarget target, List<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation) =>
        RunInCompanyAsync(target, tests, target.All(request.Crate.TestArguments, request.TestThreads), new TestOutput(log, phase, target, findings), log, cancellation);

    private async Task<IReadOnlyList<TestResult>> RunInCompanyAsync(
        TestTarget target, List<string> tests, CommandSpec command, TestOutput output, PhaseLog log, CancellationToken cancellation)
    {
        log.WriteLine($"==> together: {target.Label}: {string.Join(' ', command.CommandLine)}");
        var ended = await RunAsync(command, output.OnLine, cancellation);
        log.WriteLine($"==> together: {target.Label}: {ended.Exit}");
        return output.Summary is { } said && said != output.Read ? []   // somebody else has spoken in between
            : [.. output.Results.Where(result => tests.Contains(result.Name)).Select(result => result with { Exit = ended.Exit.IsEnvironmental ? ended.Exit : null })];
    }

    private async Task<IReadOnlyList<TestResult>> RunDoctestsAsync(
        TestTarget target, List<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        log.WriteLine($"==> again: {target.Label}");
        var output = new TestOutput(log, phase, target, findings) { Alone = tests.Count == 1 ? tests.First() : null };
        await RunAsync(target.Only(tests, request.Crate.TestArguments, request.TestThreads), output.OnLine, cancellation);
        return [.. output.Results.Where(result => tests.Contains(result.Name))];
    }

    // With cargo's own arguments, and all that it prints is its own.
    private async Task<TargetRun> RunWholeAsync(TestTarget target, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        var command = target.AsCargo(request.Crate.TestArguments);
        var first = log.WriteLine($"==> {target.Label}: {string.Join(' ', command.CommandLine)}");
        var output = new TestOutput(log, phase, target with { Harness = TestHarness.Custom }, findings) { Alone = target.Name };
        var ended = await RunAsync(command, output.OnLine, cancellation, () => request.LimitOf(target.Whole));
        var heard = Hear(output);
        return new TargetRun(Describe(target, command, ended, hasSummary: false), [AsOneTest(target, ended, log, first) with { Started = heard }], ended);
    }

    private IReadOnlyList<string>? Hear(TestOutput output)
    {
        if (Witnesses?.Take() is not { Started.Count: > 0 } heard)
            return null;

        foreach (var line in heard.Lines)
            output.OnLine(line);
        return heard.Started;
    }

    // No test says why: what one leaves behind disturbs another, or the executable dies beside its tests, or after them.
    private static bool IsUnexplained(ProcessResult ended, IReadOnlyList<TestResult> tests) =>
        !ended.Exit.IsSuccess && !ended.Exit.IsEnvironmental && tests.All(test => test.Outcome != TestOutcome.Failed);

    // Where libtest's count is not what was read, the exit of each test decides instead; rustdoc's examples cannot be run so.
    private static string? Contradiction(TestTarget target, TestOutput output, ProcessResult ended) => output.Summary switch
    {
        { } said when said != output.Read => target.Harness == TestHarness.Doctest ? $"{target.Label}: libtest counts {said}, and {output.Read} were seen" : null,
        { Failed: > 0 } said when ended.Exit.IsSuccess => $"{target.Label}: libtest counts {said}, but it ended with {ended.Exit}",
        _ => null,
    };

    private async Task<IReadOnlyList<TestResult>> WithUnfinishedAsync(
        TestTarget target, TestOutput output, ProcessResult ended, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        if (output is { Summary: { } said, Running.Count: 0 } && said == output.Read && ended.Exit is ProcessExit.Exited)
            return [.. output.Results];

        // Where what was read is not what was counted, somebody else has spoken in between: then only exits count, test by test.
        var believed = output.Summary is { } counted && counted != output.Read ? Array.Empty<TestResult>() : output.Results;
        var finished = believed.Select(result => result.Name).ToHashSet();
        var hung = ended.Exit is ProcessExit.TimedOut or ProcessExit.WentSilent or ProcessExit.WentIdle
            ? output.Running.Where(name => !IsCutShort(target, name, ended)).ToHashSet()
            : [];
        var left = (await ListAsync(target, cancellation)).Where(name => !finished.Contains(name) && !hung.Contains(name)).ToList();
        return
        [
            .. believed,
            .. hung.Select(name => Unfinished(target, name, TestOutcome.Failed, ended.Exit, log)),
            .. target.Harness == TestHarness.Libtest
                ? await FromTheStartAsync(target, left, log, phase, cancellation)
                : left.Select(name => Unfinished(target, name, TestOutcome.NotRun, ended.Exit, log)),
        ];
    }

    // The baseline is done with it, and this one was at work: by itself the test shows what it needs.
    private bool IsCutShort(TestTarget target, string test, ProcessResult ended) =>
        ended.Exit is ProcessExit.TimedOut { Seconds: var limit } && ended.CpuTime.TotalSeconds >= limit / 2 && request.LimitOf(target.IdOf(test)) is not null;

    // Those of rustdoc cannot be run by themselves, so they are not cut short.
    private Func<TimeSpan?>? TimeOf(TestTarget target) =>
        target.Harness == TestHarness.Libtest ? () => request.LimitTogether(target.Whole) : null;

    private async Task<IReadOnlyList<TestResult>> FromTheStartAsync(
        TestTarget target, List<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        if (tests.Count > 0)
            start();
        return await RunAloneAsync(target, tests, log, phase, cancellation);
    }

    private async Task<IReadOnlyList<string>> ListAsync(TestTarget target, CancellationToken cancellation)
    {
        var names = new List<string>();
        await RunAsync(target.Listing(request.Crate.TestArguments), line => names.AddRange(ListedTest(line)), cancellation);
        return names;
    }

    // cargo test runs each benchmark once, as a test.
    private static IEnumerable<string> ListedTest(ReadOnlySpan<byte> line)
    {
        var end = line.EndsWith(": benchmark"u8) ? ": benchmark"u8 : ": test"u8;
        return line.EndsWith(end) ? [System.Text.Encoding.UTF8.GetString(line[..^end.Length])] : [];
    }

    // Some at a time, as libtest would; each writes to the log only when it has ended, so that outputs do not mix.
    private async Task<IReadOnlyList<TestResult>> RunAloneAsync(
        TestTarget target, List<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        var results = new List<TestResult>();
        using var gate = new SemaphoreSlim(1);
        var deadline = Stopwatch.StartNew();

        // What is overheard must be known to be of one test.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Witnesses is null ? request.TestThreads : 1, CancellationToken = cancellation };
        await Parallel.ForEachAsync(tests, parallel, async (test, token) =>
        {
            var left = request.Limits.Time - deadline.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                await gate.WaitAsync(token);
                results.Add(Unfinished(target, test, TestOutcome.NotRun, new ProcessExit.TimedOut(request.Limits.Time.TotalSeconds), log));
                gate.Release();
                return;
            }

            var enough = request.LimitOf(target.IdOf(test)) is { } limit && limit < left ? limit : left;
            var command = target.Only([test], request.Crate.TestArguments, request.TestThreads) with { Limits = request.Limits with { Time = enough } };
            var printed = new BoundedBuffer();
            var ended = await processes.RunAsync(command, request.Directories, printed, token);
            await gate.WaitAsync(token);
            results.Add(Replay(target, test, ended, printed, log, phase));
            gate.Release();
        });
        return results;
    }

    private TestResult Replay(TestTarget target, string test, ProcessResult ended, BoundedBuffer printed, PhaseLog log, Phase phase)
    {
        var first = log.WriteLine($"==> alone: {target.Label}: {test}");
        var output = new TestOutput(log, phase, target, findings) { Alone = test };
        var lines = new LineSplitter(output.OnLine);
        printed.CopyTo(lines);
        lines.Complete();
        var heard = Hear(output);
        findings.TraceOf(target.IdOf(test)).End = log.Say($"==> alone: {target.Label}: {test}: {Words(ended)}");

        var said = output.Results.FirstOrDefault(result => result.Name == test);
        return new TestResult
        {
            Package = target.Package,
            Target = target.Name,
            Name = test,
            Outcome = OutcomeOf(ended.Exit, said, hasBegun: output.Running.Contains(test)),
            Seconds = said?.Seconds ?? ended.Elapsed.TotalSeconds,
            CpuSeconds = Rounded(ended.CpuTime),
            Exit = ended.Exit,
            Log = new LogLine(log.Path, first),
            Started = heard,
        };
    }

    // A process that ends well passes, as it does for cargo and nextest, though its test may have ended it; if the test has begun at all.
    private static TestOutcome OutcomeOf(ProcessExit exit, TestResult? said, bool hasBegun) => exit switch
    {
        ProcessExit.Exited { Code: 0 } => said?.Outcome == TestOutcome.Ignored ? TestOutcome.Ignored : said is not null || hasBegun ? TestOutcome.Passed : TestOutcome.NotRun,
        ProcessExit.NotStarted => TestOutcome.NotRun,
        _ => TestOutcome.Failed,
    };

    // What took no time to speak of does not say how much.
    private static string Words(ProcessResult ended) =>
        ended.CpuTime < TimeSpan.FromSeconds(1) ? $"{ended.Exit}" : string.Create(CultureInfo.InvariantCulture, $"{ended.Exit}, {ended.CpuTime.TotalSeconds:0.0} s of processor time");

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private async Task<ProcessResult> RunAsync(CommandSpec command, LineHandler onLine, CancellationToken cancellation, Func<TimeSpan?>? shortened = null)
    {
        var lines = new LineSplitter(onLine);
        var ended = await processes.RunAsync(command with { Limits = request.Limits with { Shortened = shortened } }, request.Directories, lines, cancellation);
        lines.Complete();
        return ended;
    }

    private TestResult AsOneTest(TestTarget target, ProcessResult ended, PhaseLog log, int first)
    {
        findings.TraceOf(target.Whole).End = log.Say($"==> {target.Label}: {Words(ended)}");
        return new TestResult
        {
            Package = target.Package,
            Target = target.Name,
            Name = target.Name,
            Outcome = ended.Exit.IsSuccess ? TestOutcome.Passed : TestOutcome.Failed,
            Seconds = ended.Elapsed.TotalSeconds,
            CpuSeconds = Rounded(ended.CpuTime),
            Exit = ended.Exit,
            Log = new LogLine(log.Path, first),
        };
    }

    private TestResult Unfinished(TestTarget target, string test, TestOutcome outcome, ProcessExit exit, PhaseLog log)
    {
        var end = log.Say($"==> {target.Label}: {test}: {WireName.Of(outcome)}, {exit}");
        findings.TraceOf(target.IdOf(test)).End = end;
        return new TestResult
        {
            Package = target.Package,
            Target = target.Name,
            Name = test,
            Outcome = outcome,
            Exit = exit,
            Log = new LogLine(end.Log, end.Line),
        };
    }

    private static TargetResult Describe(TestTarget target, CommandSpec command, ProcessResult ended, bool hasSummary) => new()
    {
        Package = target.Package,
        Name = target.Name,
        Harness = target.Harness,
        Exit = ended.Exit,
        Seconds = ended.Elapsed.TotalSeconds,
        PeakMemoryBytes = ended.PeakMemoryBytes,
        HasSummary = hasSummary,
        Command = command.CommandLine,
        WorkingDirectory = command.WorkingDirectory,
    };
}

/// <param name="Ended">How the run of all its tests together ended.</param>
internal sealed record TargetRun(TargetResult Target, IReadOnlyList<TestResult> Tests, ProcessResult Ended)
{
    /// <summary>In words, where two sources do not agree on what became of its tests.</summary>
    public string? Contradiction { get; init; }

    /// <summary>
    /// Processor time in seconds that its tests needed at the least. What was cut short together and then ran alone counts once: as it ran alone, and
    /// together it had no more than what the tests that came to their end left it of the threads.
    /// </summary>
    /// <param name="threads">Of libtest, from 1.</param>
    public double CpuSeconds(int threads)
    {
        var together = Ended.CpuTime.TotalSeconds;
        var alone = Tests.Where(RanAlone).ToList();
        if (alone.Count == 0)
            return together;

        var lost = threads * Ended.Elapsed.TotalSeconds - Tests.Where(test => !RanAlone(test)).Sum(test => test.Seconds ?? 0);
        return Math.Max(0, together - Math.Max(0, lost)) + alone.Sum(test => test.CpuSeconds ?? 0);
    }

    /// <summary>The limit for all of its tests together ended it, and each then came to an end of its own: nothing is missing that a limit took.</summary>
    public bool IsMadeUpFor => Ended.Exit is ProcessExit.TimedOut && Tests.Count > 0 && Tests.All(test => test is { Outcome: not TestOutcome.NotRun, Exit: not { IsEnvironmental: true } });

    private bool RanAlone(TestResult test) => test.CpuSeconds is not null && test.Name != Target.Name;
}
