using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class LedgerTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void Each_intrinsic_of_a_package_counts_the_crates_it_got_into_and_how_far()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible));
        results.Add(Entry("psllv", LedgerState.Warned, "a"), Entry("psllv", LedgerState.Warned, "b"), Entry("psllv", LedgerState.Warned, "b"));
        results.Add(Entry("sha", LedgerState.Warned, "a"), Entry("sha", LedgerState.Linked, "a"), Entry("sha", LedgerState.Hit, "a"));
        results.Write();

        var ledger = results.Model().Ledger;

        Assert.That(
            ledger.Select(row => (row.Intrinsic, row.Package, row.Warned, row.Linked, row.Hit)),
            Is.EqualTo(new[] { ("sha", "memchr 2.7.6", 1, 1, 1), ("psllv", "memchr 2.7.6", 2, 0, 0) }), "what stops a test comes first");
        Assert.That(ledger[0].Unlocks, Is.EqualTo(1));
        Assert.That(ledger[1].Crates.Select(crate => (crate.Name, crate.Link)), Is.EqualTo(new[] { ("a", "#crate-a"), ("b", null) }));
    }

    private static LedgerEntry Entry(string intrinsic, LedgerState state, string crate) =>
        new() { Intrinsic = intrinsic, State = state, Crate = crate, Package = "memchr 2.7.6", Target = "x86_64-unknown-linux-gnu", Tests = state == LedgerState.Hit ? [new TestId("lib a", "t")] : [] };
}
