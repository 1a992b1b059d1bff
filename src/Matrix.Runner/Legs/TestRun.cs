using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Legs;

/// <summary>Runs test targets so that every test gets a result of its own.</summary>
internal sealed class TestRun(SandboxedProcesses processes, LegRequest request, LegFindings findings)
{
    /// <summary>
    /// Runs a target as a user would. Where it died, what it had not run yet is run test by test: a death hides what comes after it.
    /// </summary>
    public async Task<TargetRun> RunAsync(TestTarget target, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        var start = log.WriteLine($"==> {target.Name}: {string.Join(' ', target.Command.CommandLine)}");
        var output = new TestOutput(log, phase, target.Name, findings) { Alone = target.Harness == TestHarness.Custom ? target.Name : null };
        var command = target.Whole(request.Crate.TestArguments);
        var ended = await RunAsync(command, output.OnLine, cancellation);
        if (target.Harness != TestHarness.Custom)
            log.WriteLine($"==> {target.Name}: {ended.Exit}");

        var tests = target.Harness == TestHarness.Custom
            ? [AsOneTest(target, ended, log, start)]
            : await WithUnfinishedAsync(target, output, ended, log, phase, cancellation);
        return new TargetRun(Describe(target, command, ended, output.HasSummary), tests, ended);
    }

    /// <summary>Runs some tests of a target once more, each by itself.</summary>
    public async Task<IReadOnlyList<TestResult>> RunAgainAsync(
        TestTarget target, IReadOnlyCollection<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        if (target.Harness == TestHarness.Libtest)
            return await RunAloneAsync(target, tests, log, phase, cancellation);

        var start = log.WriteLine($"==> again: {target.Name}");
        var output = new TestOutput(log, phase, target.Name, findings) { Alone = tests.Count == 1 ? tests.First() : null };
        var ended = await RunAsync(target.Only(tests, request.Crate.TestArguments), output.OnLine, cancellation);
        return target.Harness == TestHarness.Custom
            ? [AsOneTest(target, ended, log, start)]
            : [.. output.Results.Where(result => tests.Contains(result.Name))];
    }

    private async Task<IReadOnlyList<TestResult>> WithUnfinishedAsync(
        TestTarget target, TestOutput output, ProcessResult ended, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        // A test can print a summary too, but then it is still running.
        if (output is { HasSummary: true, Running.Count: 0 } && ended.Exit is ProcessExit.Exited)
            return [.. output.Results];

        var finished = output.Results.Select(result => result.Name).ToHashSet();
        var hung = ended.Exit is ProcessExit.TimedOut or ProcessExit.WentSilent or ProcessExit.WentIdle ? output.Running.ToHashSet() : [];
        var left = (await ListAsync(target, cancellation)).Where(name => !finished.Contains(name) && !hung.Contains(name)).ToList();
        return
        [
            .. output.Results,
            .. hung.Select(name => Unfinished(target, name, TestOutcome.Failed, ended.Exit, log)),
            .. target.Harness == TestHarness.Libtest
                ? await RunAloneAsync(target, left, log, phase, cancellation)
                : left.Select(name => Unfinished(target, name, TestOutcome.NotRun, ended.Exit, log)),
        ];
    }

    private async Task<IReadOnlyList<string>> ListAsync(TestTarget target, CancellationToken cancellation)
    {
        var names = new List<string>();
        await RunAsync(target.Listing(request.Crate.TestArguments), line => names.AddRange(ListedTest(line)), cancellation);
        return names;
    }

    private static IEnumerable<string> ListedTest(ReadOnlySpan<byte> line)
    {
        var end = ": test"u8;
        return line.EndsWith(end) ? [System.Text.Encoding.UTF8.GetString(line[..^end.Length])] : [];
    }

    // Some at a time, as libtest would; each writes to the log only when it has ended, so that outputs do not mix.
    private async Task<IReadOnlyList<TestResult>> RunAloneAsync(
        TestTarget target, IReadOnlyCollection<string> tests, PhaseLog log, Phase phase, CancellationToken cancellation)
    {
        var results = new List<TestResult>();
        using var gate = new SemaphoreSlim(1);
        var deadline = Stopwatch.StartNew();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.TestThreads, CancellationToken = cancellation };
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

            var command = target.Only([test], request.Crate.TestArguments) with { Limits = request.Limits with { Time = left } };
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
        var start = log.WriteLine($"==> alone: {target.Name}: {test}");
        var output = new TestOutput(log, phase, target.Name, findings) { Alone = test };
        var lines = new LineSplitter(output.OnLine);
        printed.CopyTo(lines);
        lines.Complete();
        findings.TraceOf(new TestId(target.Name, test)).End = Say(log, $"==> alone: {target.Name}: {test}: {ended.Exit}");

        var said = output.Results.FirstOrDefault(result => result.Name == test);
        var outcome = ended.Exit switch
        {
            ProcessExit.Exited { Code: 0 } => said?.Outcome ?? TestOutcome.NotRun,
            ProcessExit.NotStarted => TestOutcome.NotRun,
            _ => TestOutcome.Failed,
        };
        return new TestResult
        {
            Target = target.Name,
            Name = test,
            Outcome = outcome,
            Seconds = said?.Seconds ?? ended.Elapsed.TotalSeconds,
            Exit = ended.Exit,
            Log = new LogLine(log.Path, start),
        };
    }

    private async Task<ProcessResult> RunAsync(CommandSpec command, LineHandler onLine, CancellationToken cancellation)
    {
        var lines = new LineSplitter(onLine);
        var ended = await processes.RunAsync(command with { Limits = request.Limits }, request.Directories, lines, cancellation);
        lines.Complete();
        return ended;
    }

    private TestResult AsOneTest(TestTarget target, ProcessResult ended, PhaseLog log, int start)
    {
        findings.TraceOf(new TestId(target.Name, target.Name)).End = Say(log, $"==> {target.Name}: {ended.Exit}");
        return new TestResult
        {
            Target = target.Name,
            Name = target.Name,
            Outcome = ended.Exit.IsSuccess ? TestOutcome.Passed : TestOutcome.Failed,
            Seconds = ended.Elapsed.TotalSeconds,
            Exit = ended.Exit,
            Log = new LogLine(log.Path, start),
        };
    }

    private static Evidence Say(PhaseLog log, string line) => new(log.Path, log.WriteLine(line), line);

    private TestResult Unfinished(TestTarget target, string test, TestOutcome outcome, ProcessExit exit, PhaseLog log)
    {
        var end = Say(log, $"==> {target.Name}: {test}: {WireName.Of(outcome)}, {exit}");
        findings.TraceOf(new TestId(target.Name, test)).End = end;
        return new TestResult { Target = target.Name, Name = test, Outcome = outcome, Exit = exit, Log = new LogLine(end.Log, end.Line) };
    }

    private static TargetResult Describe(TestTarget target, CommandSpec command, ProcessResult ended, bool hasSummary) => new()
    {
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
internal sealed record TargetRun(TargetResult Target, IReadOnlyList<TestResult> Tests, ProcessResult Ended);
