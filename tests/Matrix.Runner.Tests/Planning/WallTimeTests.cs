using Matrix.Runner.Configuration;
using Matrix.Runner.Crates;
using Matrix.Runner.Planning;

namespace Matrix.Runner.Tests.Planning;

public sealed class WallTimeTests
{
    [TestCase("L5 L5 L5", 2, 1, ExpectedResult = "linux-x86_64 10")]
    [TestCase("L5 L5 L5", 3, 1, ExpectedResult = "linux-x86_64 5")]
    [TestCase("M5 M5 L1", 3, 1, ExpectedResult = "linux-x86_64 1, macos-aarch64 10", Description = "what runs elsewhere does not wait for macOS")]
    [TestCase("M5 M5 L1", 3, 2, ExpectedResult = "linux-x86_64 1, macos-aarch64 5")]
    [TestCase("M9 L4 L3", 1, 1, ExpectedResult = "linux-x86_64 16, macos-aarch64 9")]
    [TestCase("", 1, 1, ExpectedResult = "")]
    public string Jobs_start_in_order_as_soon_as_the_account_lets_them(string jobs, int atOnce, int onMac) =>
        string.Join(", ", WallTime.Of([.. jobs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Job)], new AccountLimits(atOnce, onMac))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private static PlannedJob Job(string text) => new(
        new PlannedPlatform(text[0] == 'M' ? PlanningSamples.Mac : PlanningSamples.Linux, "runner", 60) { Shards = [] },
        new Shard(1, 1),
        new PlannedShard(int.Parse(text[1..]), []));
}
