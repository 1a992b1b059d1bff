using Matrix.Report.Diff;

namespace Matrix.Report.Tests.Diff;

public sealed class FindingComparisonTests
{
    [TestCase(null, null, ExpectedResult = null)]
    [TestCase(null, "compatible", ExpectedResult = "Added")]
    [TestCase("regressed abi", null, ExpectedResult = "Gone")]
    [TestCase("compatible", "compatible", ExpectedResult = null)]
    [TestCase("compatible", "regressed abi", ExpectedResult = "Regressed")]
    [TestCase("improved", "partly-broken abi", ExpectedResult = "Regressed")]
    [TestCase("regressed abi", "compatible", ExpectedResult = "Fixed")]
    [TestCase("partly-broken abi", "improved", ExpectedResult = "Fixed")]
    [TestCase("regressed abi:one", "regressed abi:one", ExpectedResult = null)]
    [TestCase("regressed abi:one", "regressed abi:one,two", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:one,two", "regressed abi:one", ExpectedResult = "FailsLess")]
    [TestCase("regressed abi:one", "regressed abi:two", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:one", "regressed crash:one", ExpectedResult = "CauseChanged")]
    [TestCase("regressed abi:one", "regressed crash:two", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:one,two", "regressed crash:one", ExpectedResult = "CauseChanged")]
    [TestCase("regressed abi:one", "regressed abi:one crash:one", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:one crash:one", "regressed abi:one", ExpectedResult = "FailsLess")]
    [TestCase("regressed abi", "regressed crash", ExpectedResult = "CauseChanged")]
    [TestCase("regressed abi", "regressed abi crash", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi crash", "regressed abi", ExpectedResult = "FailsLess")]
    [TestCase("regressed abi:one,two", "regressed crash", ExpectedResult = "FailsMore")]
    [TestCase("regressed crash", "regressed abi:one,two", ExpectedResult = "FailsLess")]
    [TestCase("regressed limit abi:one", "regressed limit", ExpectedResult = "FailsLess")]
    [TestCase("regressed limit", "regressed limit abi:one", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:1", "regressed abi:1", ExpectedResult = null)]
    [TestCase("regressed abi:1", "regressed abi:2", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:2", "regressed abi:1", ExpectedResult = "FailsLess")]
    [TestCase("regressed abi:1", "regressed abi:one", ExpectedResult = null)]
    [TestCase("regressed abi:1", "regressed crash:1", ExpectedResult = "CauseChanged")]
    [TestCase("regressed abi:1", "regressed crash:2", ExpectedResult = "FailsMore")]
    [TestCase("regressed abi:one", "regressed abi:one,~two", ExpectedResult = null)]
    [TestCase("regressed abi:one,~two", "regressed abi:one,two", ExpectedResult = null)]
    [TestCase("regressed abi:one,two", "regressed abi:one,~two", ExpectedResult = null)]
    [TestCase("regressed abi:one", "partly-broken abi:one", ExpectedResult = "VerdictChanged")]
    [TestCase("regressed abi:one", "regressed abi:one network", ExpectedResult = null)]
    [TestCase("compatible", "improved", ExpectedResult = "VerdictChanged")]
    [TestCase("broken", "flaky", ExpectedResult = "VerdictChanged")]
    [TestCase("broken", "broken", ExpectedResult = null)]
    [TestCase("inconclusive timeout", "inconclusive network", ExpectedResult = null)]
    [TestCase("compatible", "inconclusive", ExpectedResult = "NoLongerJudged")]
    [TestCase("regressed abi", "broken", ExpectedResult = "NoLongerJudged")]
    [TestCase("flaky", "compatible", ExpectedResult = "JudgedAgain")]
    [TestCase("flaky abi:~one", "regressed abi:one", ExpectedResult = "JudgedAgain")]
    public string? What_became_of_a_crate(string? before, string? now) =>
        FindingComparison.Compare(before is null ? null : Found.Of(before), now is null ? null : Found.Of(now))?.ToString();

    [Test]
    public void Only_what_is_worse_is_a_regression() => Assert.That(
        Enum.GetValues<DifferenceKind>().Where(kind => kind.IsRegression()),
        Is.EqualTo(new[] { DifferenceKind.Regressed, DifferenceKind.FailsMore }));
}
