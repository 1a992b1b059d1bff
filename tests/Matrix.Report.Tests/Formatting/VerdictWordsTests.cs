using Matrix.Report.Formatting;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Tests.Formatting;

public sealed class VerdictWordsTests
{
    [Test]
    public void Every_verdict_has_a_place_a_symbol_of_its_own_and_a_meaning()
    {
        var all = Enum.GetValues<VerdictKind>();

        Assert.That(VerdictWords.Order, Is.EquivalentTo(all));
        Assert.That(all.Select(verdict => verdict.Badge().Symbol), Is.Unique);
        Assert.That(all.Select(verdict => verdict.Meaning()), Is.Unique);
    }

    [TestCase(VerdictKind.Compatible, ExpectedResult = "Works")]
    [TestCase(VerdictKind.Improved, ExpectedResult = "Works")]
    [TestCase(VerdictKind.Regressed, ExpectedResult = "Fails")]
    [TestCase(VerdictKind.PartlyBroken, ExpectedResult = "Fails")]
    [TestCase(VerdictKind.Broken, ExpectedResult = "Unsaid")]
    [TestCase(VerdictKind.Flaky, ExpectedResult = "Unsaid")]
    [TestCase(VerdictKind.Inconclusive, ExpectedResult = "Unsaid")]
    [TestCase(VerdictKind.Unequal, ExpectedResult = "Unsaid")]
    [TestCase(VerdictKind.Invalid, ExpectedResult = "Unsaid")]
    [TestCase(VerdictKind.Skipped, ExpectedResult = "Unsaid")]
    public string Only_what_both_backends_showed_counts_for_or_against(VerdictKind verdict) => verdict.Standing().ToString();
}
