using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Bench;

/// <summary>What bench/sandbox calls: the same small program by the same runner, bare, with the kernel's limits, and in the sandbox, in turn.</summary>
internal static class SandboxCost
{
    private const int Warming = 10;

    public static async Task MeasureAsync(int rounds)
    {
        var work = Directory.CreateTempSubdirectory("matrix-bench-");
        var directories = new LegDirectories(work.CreateSubdirectory("leg").FullName);
        directories.Create();
        var runner = new ProcessRunner();
        var chosen = await new Sandboxes(runner, Environment.GetEnvironmentVariable("PATH") ?? "").ChooseAsync(IsolationMode.Auto, CancellationToken.None);
        var sandboxed = new SandboxedProcesses(runner, chosen.Sandbox, work.CreateSubdirectory("cargo-home").FullName, ["/usr/lib"]) { Hidden = [work.FullName] };
        var command = new CommandSpec("/bin/true", [], directories.Start);

        (string Name, Func<Task<ProcessResult>> Run, List<double> Times)[] ways =
        [
            ("bare", () => runner.RunAsync(command, Nowhere.Sink, CancellationToken.None), []),
            ("limits", () => runner.RunAsync(command with { ForeignFolder = directories.Root }, Nowhere.Sink, CancellationToken.None), []),
            ($"limits, {chosen.Sandbox.Name}", () => sandboxed.RunAsync(command, directories, Nowhere.Sink, CancellationToken.None), []),
        ];
        for (var round = 0; round < rounds + Warming; round++)
        {
            foreach (var (_, run, times) in ways)
            {
                var seconds = await TimeAsync(run);
                if (round >= Warming)
                    times.Add(seconds);
            }
        }

        work.Delete(recursive: true);
        foreach (var (name, _, times) in ways)
            Console.WriteLine($"{name}: median {1000 * Median.Of(times):0.0} ms, {1000 * (Median.Of(times) - Median.Of(ways[0].Times)):0.0} ms more; 95 of 100 below {1000 * times.Order().ElementAt(times.Count * 95 / 100):0.0} ms");
    }

    // All of it, from asking for the process to knowing that nothing is left of it.
    private static async Task<double> TimeAsync(Func<Task<ProcessResult>> run)
    {
        var clock = Stopwatch.StartNew();
        var ended = await run();
        return ended.Exit.IsSuccess ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(ended.Exit.ToString());
    }

    private sealed class Nowhere : IOutputSink
    {
        public static Nowhere Sink { get; } = new();

        public void Write(ReadOnlySpan<byte> bytes)
        {
        }
    }
}
