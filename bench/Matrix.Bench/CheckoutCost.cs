using System.Collections.Immutable;
using System.Diagnostics;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Crates.Checkout;
using Matrix.Runner.Files;
using Matrix.Runner.Processes;

namespace Matrix.Bench;

/// <summary>
/// What bench/checkout calls: the crates of a list, from cold mirrors and from warm ones, by the tool, and by the git commands alone that did the
/// same before libgit2 had its part, in turn. Then one crate many times, for what stays in memory and open.
/// </summary>
internal static class CheckoutCost
{
    public static async Task MeasureAsync(string list, int rounds, int again)
    {
        var crates = CratesListLoader.Load(list).Crates.Where(crate => crate.Source is CrateSource.Git).ToList();
        var work = Directory.CreateTempSubdirectory("matrix-bench-").FullName;
        Way[] ways = [new("git alone", work, counted => new GitAlone(counted)), new("as it is", work, counted => new ByTool(counted))];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var way in round % 2 == 0 ? ways : [.. ways.Reverse()])
                await way.RunAsync(crates);
        }

        foreach (var way in ways)
            way.Print(crates.Count);
        Console.WriteLine($"ratio to git alone: cold {Median.Of(ways[1].Cold) / Median.Of(ways[0].Cold):0.00}, warm {Median.Of(ways[1].Warm) / Median.Of(ways[0].Warm):0.00}");
        await RepeatAsync(crates, again, Path.Combine(work, "again"));
        FolderRemoval.Remove(work);
    }

    private static async Task RepeatAsync(List<CrateEntry> crates, int times, string work)
    {
        var tool = new ByTool(new TrustedPrograms(new ProcessRunner())).In(Directory.CreateDirectory(Path.Combine(work, "mirrors")).FullName);
        var smallest = crates.Take(8).ToList();
        for (var number = 0; number < times; number++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(work, "place")).FullName;
            await tool.PlaceAsync(smallest[number % smallest.Count], folder);
            FolderRemoval.Remove(folder);
            if (number == times / 10 || number == times - 1)
                Console.WriteLine($"after {number + 1:#,0} checkouts: {Process.GetCurrentProcess().WorkingSet64 >> 20} MB, {Directory.GetFileSystemEntries("/proc/self/fd").Length} handles open");
        }
    }

    /// <summary>A way to have crates, with what it took: seconds and processes of a whole list.</summary>
    private sealed class Way(string name, string work, Func<TrustedPrograms, ICheckOut> make)
    {
        private readonly CountedProcesses processes = new();
        private int round;
        private int cold;
        private int warm;

        public List<double> Cold { get; } = [];

        public List<double> Warm { get; } = [];

        public async Task RunAsync(IReadOnlyList<CrateEntry> crates)
        {
            var folder = Path.Combine(work, $"{name}-{round++}");
            var checkout = make(new TrustedPrograms(processes)).In(Directory.CreateDirectory(Path.Combine(folder, "mirrors")).FullName);
            (var seconds, cold) = await TimeAsync(crates, checkout, Path.Combine(folder, "cold"));
            Cold.Add(seconds);
            (seconds, warm) = await TimeAsync(crates, checkout, Path.Combine(folder, "warm"));
            Warm.Add(seconds);
            FolderRemoval.Remove(folder);
        }

        public void Print(int crates) => Console.WriteLine(
            $"{name}: {crates} crates, cold mirrors {Median.Of(Cold):0.00} s and {cold} processes, warm ones {Median.Of(Warm):0.00} s and {warm} processes");

        private async Task<(double Seconds, int Processes)> TimeAsync(IReadOnlyList<CrateEntry> crates, ICheckOut checkout, string folder)
        {
            var before = processes.Count;
            var clock = Stopwatch.StartNew();
            foreach (var crate in crates)
                await checkout.PlaceAsync(crate, Directory.CreateDirectory(Path.Combine(folder, crate.Name.Value)).FullName);
            return (clock.Elapsed.TotalSeconds, processes.Count - before);
        }
    }

    private interface ICheckOut
    {
        ICheckOut In(string mirrors);

        Task PlaceAsync(CrateEntry crate, string folder);
    }

    private sealed class ByTool(TrustedPrograms programs) : ICheckOut
    {
        private GitCheckout? checkout;

        public ICheckOut In(string mirrors)
        {
            checkout = new GitCheckout(programs, mirrors);
            return this;
        }

        public Task PlaceAsync(CrateEntry crate, string folder) => checkout!.CheckOutAsync((CrateSource.Git)crate.Source, crate.Checkout, folder, default);
    }

    /// <summary>The commands of the tool before.</summary>
    private sealed class GitAlone(TrustedPrograms programs) : ICheckOut
    {
        private GitProgram? git;
        private string? mirrors;

        public ICheckOut In(string mirrors)
        {
            (this.mirrors, git) = (mirrors, new GitProgram(programs, mirrors));
            return this;
        }

        public async Task PlaceAsync(CrateEntry crate, string folder)
        {
            var source = (CrateSource.Git)crate.Source;
            var mirror = GitMirror.FolderOf(mirrors!, source, CheckoutDepth.Commit);
            if (!Directory.Exists(mirror))
                await RunAsync("init", "--quiet", "--bare", mirror);

            var known = await git!.AskAsync(["-C", mirror, "rev-parse", "--quiet", "--verify", $"refs/heads/{source.Revision}^{{commit}}"], default);
            if (!known.IsSuccess)
            {
                await RunAsync("-c", "core.fsync=committed", "-c", "core.fsyncMethod=batch", "-C", mirror, "fetch", "--quiet", "--depth=1", "--no-tags", "--", source.Url, source.Revision);
                await RunAsync("-C", mirror, "rev-parse", "--verify", "FETCH_HEAD^{commit}");
                await RunAsync("-c", "core.fsync=committed", "-c", "core.fsyncMethod=batch", "-C", mirror, "update-ref", $"refs/heads/{source.Revision}", source.Revision);
            }

            await RunAsync("init", "--quiet", folder);
            await RunAsync("-C", folder, "fetch", "--quiet", "--depth=1", "--no-tags", "--", $"file://{mirror}", $"refs/heads/{source.Revision}");
            await RunAsync("-C", folder, "checkout", "--quiet", "--detach", source.Revision);
            await RunAsync("-C", folder, "config", "remote.origin.url", source.Url);
            if (File.Exists(Path.Combine(folder, ".gitmodules")))
                await RunAsync("-c", "protocol.file.allow=always", "-C", folder, "submodule", "--quiet", "update", "--init", "--depth=1", "--recursive");
        }

        private Task<string> RunAsync(params ImmutableArray<string> arguments) => git!.RunAsync(arguments, default);
    }

    private sealed class CountedProcesses : IProcessRunner
    {
        private readonly ProcessRunner processes = new();
        private int count;

        public int Count => count;

        public Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
        {
            Interlocked.Increment(ref count);
            return processes.RunAsync(command, output, cancellation);
        }
    }
}
