using System.Diagnostics;
using Matrix.Results.History;

namespace Matrix.Bench;

/// <summary>How fast a history is read.</summary>
internal static class HistoryScan
{
    public static void Measure(string directory, int cores, int rounds)
    {
        var files = Directory.GetFiles(directory, $"*{HistoryFile.Extension}");
        for (var round = 0; round < rounds; round++)
        {
            var (crates, failures) = (0L, 0L);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var processor = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = cores }, file => HistoryFile.Read(file, crate =>
            {
                Interlocked.Increment(ref crates);
                Interlocked.Add(ref failures, crate.Failures.Count);
            }));
            var seconds = clock.Elapsed.TotalSeconds;
            processor = Environment.CpuUsage.TotalTime - processor;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            Console.WriteLine($"{files.Length} sweeps, {crates} crates, {failures} failures on {cores} cores: {seconds:0.000} s, {processor.TotalSeconds:0.000} s of processor time, {allocated >> 20} MiB allocated");
        }
    }
}
