using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class HeadlineTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void What_can_be_judged_and_what_cannot_are_told_apart()
    {
        PopularRun.Write(results);

        var headline = results.Model().Headline;

        Assert.That($"{headline.Works} {headline.Sentence}", Is.EqualTo("4 of 8 crates that can be judged work with Cranelift (50 %)."));
        Assert.That(headline.Unsaid, Is.EqualTo(
            "Nothing can be said of 6 of 14 crates (42.9 %): 1 unequal, 1 invalid, 1 flaky, 1 inconclusive, 1 broken, 1 skipped."));
    }

    [Test]
    public void One_crate_that_works_is_all()
    {
        results.Add(Sample.Verdict("itoa", VerdictKind.Compatible)).Write();

        var headline = results.Model().Headline;

        Assert.That($"{headline.Works} {headline.Sentence}", Is.EqualTo("1 of 1 crate that can be judged works with Cranelift (100 %)."));
        Assert.That(headline.Unsaid, Is.Empty);
    }

    [Test]
    public void Where_nothing_can_be_judged_no_share_is_claimed()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Broken)).Write();

        var headline = results.Model().Headline;

        Assert.That(headline.Works, Is.Null);
        Assert.That(headline.Sentence, Is.EqualTo("Nothing can be said of any crate."));
        Assert.That(headline.Unsaid, Is.EqualTo("Nothing can be said of 1 of 1 crate (100 %): 1 broken."));
    }

    [Test]
    public void A_crate_without_a_verdict_is_one_of_which_nothing_can_be_said()
    {
        results.Manifest = results.Manifest with { List = results.Manifest.List with { Crates = ["a", "b", "c"] } };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();

        Assert.That(results.Model().Headline.Unsaid, Is.EqualTo("Nothing can be said of 2 of 3 crates (66.7 %): 2 without a verdict."));
    }
}
