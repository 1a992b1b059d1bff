using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class CrateTableTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void What_needs_a_look_comes_first()
    {
        foreach (var kind in Enum.GetValues<VerdictKind>())
            results.Add(Sample.Verdict(WireName.Of(kind), kind));

        results.Add(Expected("foreseen", VerdictKind.Regressed, ExpectationState.Met));
        results.Add(Expected("expired", VerdictKind.Regressed, ExpectationState.Expired));
        results.Add(Expected("mended", VerdictKind.Compatible, ExpectationState.Unmet));
        results.Write();

        Assert.That(results.Model().Crates.Select(crate => crate.Name), Is.EqualTo(new[]
        {
            "expired", "regressed", "partly-broken", "mended",
            "foreseen", "unequal", "invalid", "flaky", "inconclusive", "improved", "broken", "compatible", "skipped",
        }));
    }

    [Test]
    public void Every_crate_has_an_anchor_of_its_own()
    {
        foreach (var name in new[] { "a-b", "a_b", "a b", "a<b", "a.b", "a.b.2" })
            results.Add(Sample.Verdict(name, VerdictKind.Compatible));

        results.Write();

        var anchors = results.Model().Crates.Select(crate => crate.Anchor).ToArray();
        Assert.That(anchors, Is.Unique);
        Assert.That(anchors, Is.All.Match("^crate-[A-Za-z0-9._-]+$"));
    }

    [Test]
    public void The_first_row_of_a_verdict_and_of_a_class_can_be_linked_to()
    {
        PopularRun.Write(results);

        var model = results.Model();

        var begins = model.Crates.SelectMany(crate => crate.Begins).Select(anchor => "#" + anchor);
        var links = model.Verdicts.Select(verdict => verdict.Link).OfType<string>().Concat(model.Classes.Select(failure => failure.Link));
        Assert.That(begins, Is.EquivalentTo(links));
    }

    [Test]
    public void A_leg_that_a_resumed_run_did_again_counts_once()
    {
        var leg = Sample.Passed("a", LegName.Llvm, new TestCounts(1));
        results.Add(Sample.Verdict("a", VerdictKind.Compatible), leg, leg with { Tests = new TestCounts(2) }).Write();

        var row = results.Model().Crates.Single();

        Assert.That(row.Legs, Has.Count.EqualTo(1));
        Assert.That(row.Llvm.Tests, Is.EqualTo("2 passed"));
    }

    private static Verdict Expected(string crate, VerdictKind kind, ExpectationState state) =>
        Sample.Verdict(crate, kind) with { Expectation = new Expectation(state, VerdictKind.Regressed, null, null, null, null, null) };
}
