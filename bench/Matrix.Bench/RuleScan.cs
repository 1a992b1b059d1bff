using System.Diagnostics;
using Matrix.Runner.Processes;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Loading;

namespace Matrix.Bench;

/// <summary>What bench/scan calls: the literals of the rules, and how fast a log is looked through for them.</summary>
internal static class RuleScan
{
    public static void PrintLiterals(string rules)
    {
        foreach (var literal in Load(rules).Rules.SelectMany(rule => rule.Lines.Concat(rule.With.Concat(rule.Without).Select(companion => companion.Line))).Select(line => line.Literal).Distinct())
            Console.WriteLine(literal);
    }

    public static void Measure(string rules, string log, int rounds)
    {
        var set = Load(rules);
        for (var round = 0; round < rounds; round++)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var clock = Stopwatch.StartNew();
            var (bytes, found) = Scan(set, log);
            var seconds = clock.Elapsed.TotalSeconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            Console.WriteLine($"{seconds:0.000} s, {bytes / seconds / 1e6:0} MB/s, {found} lines may matter, {allocated / 1024} KiB allocated");
        }
    }

    private static RuleSet Load(string rules) => RulesLoader.Load(rules).Rules;

    // As a sweep does it: bytes as they come from a pipe, cut into lines, each looked at once.
    private static (long Bytes, int Found) Scan(RuleSet rules, string log)
    {
        var found = 0;
        var lines = new LineSplitter(line => found += rules.MayMatter(line) ? 1 : 0);
        var block = new byte[64 * 1024];
        long bytes = 0;
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        for (int read; (read = file.Read(block)) > 0; bytes += read)
            lines.Write(block.AsSpan(0, read));
        lines.Complete();
        return (bytes, found);
    }
}
