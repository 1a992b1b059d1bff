using System.Diagnostics;
using System.Globalization;

namespace Matrix.Runner.Processes;

/// <summary>Tells when a folder holds more than it may. Counting is dear, so it is done seldom, and at once where the disk fills.</summary>
/// <remarks><c>du</c> counts, since cargo links its files, and since a hostile tree can be deeper than a path may be long.</remarks>
internal sealed class DiskGauge(string folder, long limitBytes, IProcessRunner processes)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly CommandSpec Count = new("du", ["-sk"], "/")
    {
        Environment = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin").Add("LC_ALL", "C"),
        Limits = ProcessLimits.Default with { Time = TimeSpan.FromMinutes(1) },
    };

    // At most a fiftieth of the time is spent with counting.
    private const int Rest = 50;

    private readonly long freeAtStart = FreeBytes(folder);
    private long freeAtCount = FreeBytes(folder);
    private long held;
    private TimeSpan due = Pause;
    private Task<long>? counting;

    /// <summary>By the last count: it is never waited for.</summary>
    public bool IsOver(TimeSpan now)
    {
        if (counting is { IsCompletedSuccessfully: true })
            (held, counting) = (counting.Result, null);

        if (counting is null && (now >= due || IsFilling()))
        {
            freeAtCount = FreeBytes(folder);
            counting = CountAsync(now);
        }

        return held > limitBytes;
    }

    /// <summary>After the end of a program that failed: a limit that it reached itself, by the size of a file, may be why.</summary>
    public async Task<bool> IsFullAsync() =>
        freeAtStart - FreeBytes(folder) >= limitBytes / 2 && await CountAsync(TimeSpan.Zero) >= limitBytes;

    // Others fill the same disk: it only says when to count.
    private bool IsFilling() => freeAtCount - FreeBytes(folder) > Math.Max(0, limitBytes - held) / 2;

    private async Task<long> CountAsync(TimeSpan now)
    {
        var clock = Stopwatch.StartNew();
        var printed = new BoundedBuffer();
        await processes.RunAsync(Count with { Arguments = [.. Count.Arguments, folder] }, printed, CancellationToken.None);
        due = now + clock.Elapsed + TimeSpan.FromTicks(Math.Max(Pause.Ticks, clock.Elapsed.Ticks * Rest));

        // It complains of what vanishes meanwhile, and counts the rest.
        return printed.ToString().Split('\n').Select(Kibibytes).FirstOrDefault(size => size is not null) * 1024 ?? 0;
    }

    private static long? Kibibytes(string line) =>
        long.TryParse(line.Split('\t')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    private static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return 0;   // the folder is gone
        }
    }
}
