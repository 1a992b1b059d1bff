using Matrix.Report.Causes;
using Matrix.Report.Tests.Sweeps;
using Matrix.Results;
using Matrix.Results.Storage;

namespace Matrix.Report.Tests.Causes;

public sealed class IntrinsicRankingTests
{
    private RunsFolder runs = null!;

    [SetUp]
    public void SetUp() => runs = new RunsFolder();

    [TearDown]
    public void TearDown() => runs.Dispose();

    [Test]
    public void Each_intrinsic_of_a_package_counts_the_crates_it_got_into_and_how_far()
    {
        var ledger = Of(
            Entry("psllv", LedgerState.Warned, "a"), Entry("psllv", LedgerState.Warned, "b"), Entry("psllv", LedgerState.Warned, "b"),
            Entry("sha", LedgerState.Warned, "a"), Entry("sha", LedgerState.Linked, "a"), Entry("sha", LedgerState.Hit, "a"));

        Assert.That(
            ledger.Select(row => (row.Intrinsic, row.Package, row.Warned, row.Linked, row.Hit, row.Unlocks, string.Join(' ', row.Crates))),
            Is.EqualTo(new[] { ("sha", "memchr 2.7.6", 1, 1, 1, 1, "a"), ("psllv", "memchr 2.7.6", 2, 0, 0, 0, "a b") }), "what stops a test comes first");
    }

    [Test]
    public void Packages_and_targets_are_told_apart_and_a_package_that_nobody_knows_is_empty()
    {
        var entry = Entry("x", LedgerState.Linked, "a");

        var ledger = Of(entry, entry with { Target = "aarch64-apple-darwin" }, entry with { Package = null }, entry with { Package = "hex 1.0.0" });

        Assert.That(
            ledger.Select(row => (row.Package, row.Target, row.Linked)),
            Is.EqualTo(new[] { ("", entry.Target, 1), ("hex 1.0.0", entry.Target, 1), ("memchr 2.7.6", "aarch64-apple-darwin", 1), ("memchr 2.7.6", entry.Target, 1) }));
    }

    [Test]
    public void A_test_that_several_entries_name_is_unlocked_once()
    {
        var hit = Entry("x", LedgerState.Hit, "a");

        var ledger = Of(hit, hit with { TestTarget = "lib a", Tests = [new TestId("lib a", "t"), new TestId("lib a", "u")] }, hit with { Crate = "b" });

        Assert.That((ledger.Single().Hit, ledger.Single().Unlocks), Is.EqualTo((2, 3)));
    }

    [Test]
    public void What_tests_run_into_most_comes_first()
    {
        var ledger = Of(
            Entry("warned", LedgerState.Warned, "a"), Entry("warned", LedgerState.Warned, "b"),
            Entry("linked", LedgerState.Linked, "a"),
            Entry("two-tests", LedgerState.Hit, "a") with { Tests = [new TestId("lib a", "t"), new TestId("lib a", "u")] },
            Entry("one-test", LedgerState.Hit, "a"),
            Entry("two-crates", LedgerState.Hit, "a"), Entry("two-crates", LedgerState.Hit, "b"));

        Assert.That(ledger.Select(row => row.Intrinsic), Is.EqualTo(new[] { "two-crates", "two-tests", "one-test", "linked", "warned" }));
    }

    [Test]
    public void A_crate_whose_shard_was_run_again_counts_by_the_run_that_counts()
    {
        var died = runs.Run(RunsFolder.Manifest(shard: "1/2"), RunsFolder.Works("a"), RunsFolder.Works("only here"));
        var again = runs.Run(RunsFolder.Manifest(shard: "1/2", minutes: 5), RunsFolder.Works("a"));
        Write(died, Entry("old", LedgerState.Hit, "a"), Entry("kept", LedgerState.Warned, "only here"), Entry("never judged", LedgerState.Hit, "c"));
        Write(again, Entry("new", LedgerState.Linked, "a"));

        Assert.That(IntrinsicRanking.Of(RunsFolder.Read(again, died)).Select(row => row.Intrinsic), Is.EqualTo(new[] { "new", "kept" }));
    }

    [Test]
    public void A_crate_of_two_platforms_counts_once_for_a_target()
    {
        var mac = runs.Run(RunsFolder.Manifest(RunsFolder.Mac), RunsFolder.Works("a"));
        var linux = runs.Run(RunsFolder.Manifest(), RunsFolder.Works("a"));
        Write(mac, Entry("x", LedgerState.Hit, "a"));
        Write(linux, Entry("x", LedgerState.Hit, "a"));

        var row = IntrinsicRanking.Of(RunsFolder.Read(mac, linux)).Single();

        Assert.That((row.Hit, row.Unlocks), Is.EqualTo((1, 1)));
    }

    private static LedgerEntry Entry(string intrinsic, LedgerState state, string crate) => new()
    {
        Backend = BackendName.Cranelift,
        Intrinsic = intrinsic,
        State = state,
        Crate = crate,
        Package = "memchr 2.7.6",
        Target = "x86_64-unknown-linux-gnu",
        Tests = state == LedgerState.Hit ? [new TestId("lib a", "t")] : [],
    };

    private static void Write(string results, params LedgerEntry[] entries)
    {
        using var writer = ResultsWriter.Resume(results, ResultsReader.Open(results).Manifest);
        writer.Append(entries);
    }

    private IReadOnlyList<IntrinsicRecord> Of(params LedgerEntry[] entries)
    {
        var results = runs.Run(RunsFolder.Manifest(), [.. entries.Select(entry => entry.Crate).Distinct().Select(RunsFolder.Works)]);
        Write(results, entries);
        return IntrinsicRanking.Of(RunsFolder.Read(results));
    }
}
