using Matrix.Results;

namespace Matrix.Report.Tests.Model;

public sealed class NoticeTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void A_whole_run_without_warnings_needs_none()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();

        Assert.That(results.Model().Notices, Is.Empty);
    }

    [Test]
    public void Warnings_of_the_run_are_urgent()
    {
        results.Manifest = results.Manifest with { Warnings = ["no isolation"], Probe = results.Manifest.Probe! with { BackendLoads = false } };
        results.Write();

        var notice = results.Model().Notices.Single();

        Assert.That(notice.Urgent, Is.True);
        Assert.That(notice.Lines, Has.Count.EqualTo(2));
        Assert.That(notice.Lines[0], Is.EqualTo("no isolation"));
        Assert.That(notice.Lines[1], Does.Contain("not compiled by Cranelift"));
    }

    [Test]
    public void A_run_that_was_killed_says_what_is_missing()
    {
        results.Manifest = results.Manifest with { End = null, Probe = null, List = results.Manifest.List with { Crates = ["a", "b", "c"] } };
        results.Add(Sample.Verdict("a", VerdictKind.Compatible)).Write();
        File.AppendAllText(results.PathOf(ResultsPaths.Verdicts), "{\"crate\":\"b\",\"verd");
        File.AppendAllText(results.PathOf(ResultsPaths.Legs), "{\"crate\":\"b\"");

        var notice = results.Model().Notices.Single();

        Assert.That(notice.Urgent, Is.False);
        Assert.That(notice.Lines, Is.EqualTo(new[]
        {
            "It has no end: it was killed, or is still running.",
            "The probe crate has not run: nothing proves that the toolchain has both backends.",
            "2 crates of 3 without a verdict: b, c.",
            "2 files ended in the middle of a line; that line is left out.",
        }));
    }

    [Test]
    public void A_run_that_has_only_begun_can_be_reported()
    {
        results.Manifest = results.Manifest with { End = null, List = results.Manifest.List with { Crates = ["a"] } };
        results.Write();

        var model = results.Model();

        Assert.That(model.Crates, Is.Empty);
        Assert.That(model.Headline.Sentence, Is.EqualTo("Nothing can be said of any crate."));
    }
}
