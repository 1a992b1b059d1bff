using Matrix.Results;

namespace Matrix.Report.Tests.Pages.Crate;

/// <summary>What no sweep should write and a report has to bear.</summary>
public sealed class OddDataTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void A_verdict_without_legs_has_a_page([Values] VerdictKind kind)
    {
        results.Add(Sample.Verdict("a", kind) with { Causes = [Sample.Cause(FailureClass.Unknown, null)] }).Write().Report();

        Assert.That(results.Read("crates/a.html"), Does.Contain($"<span class=\"badge {WireName.Of(kind)}\">"));
        Assert.That(results.Index, Does.Contain("</html>"));
    }

    [Test]
    public void Legs_without_a_verdict_are_left_out()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible), Sample.Passed("a", LegName.Llvm, new TestCounts(1)), Sample.Passed("b", LegName.Llvm, new TestCounts(1)));
        results.Add(new LedgerEntry { Intrinsic = "llvm.x", State = LedgerState.Hit, Backend = BackendName.Cranelift, Crate = "b", Target = "t" });
        results.Write().Report();

        Assert.That(Directory.GetFiles(Path.Combine(results.Site, "crates")).Select(Path.GetFileName), Is.EqualTo(new[] { "a.html" }));
        Assert.That(results.Read("fixes.html"), Does.Not.Contain("llvm.x"));
    }

    [Test]
    public void A_leg_without_phases_and_a_failure_without_its_phase_have_a_page()
    {
        var empty = Sample.Passed("a", LegName.Llvm, new TestCounts()) with { Phases = [], TestList = null, ArtefactBytes = 0 };
        results.Add(Sample.Verdict("a", VerdictKind.Regressed), empty, empty with { Leg = LegName.Cranelift, Outcome = new LegOutcome.Failed(Phase.Test, false) }).Write().Report();

        Assert.That(results.Read("crates/a.html"), Does.Contain("<td>test failed<small>no tests</small></td>"));
    }

    [Test]
    public void Only_the_control_legs_and_repeats_of_a_crate_have_a_page()
    {
        results.Add(
            Sample.Verdict("a", VerdictKind.Invalid),
            Sample.Passed("a", new LegName(BackendName.Llvm, PanicStrategy.Abort), new TestCounts(1)),
            Sample.Passed("a", LegName.Cranelift, new TestCounts(1)) with { Attempt = 2 }).Write().Report();

        Assert.That(results.Read("crates/a.html"), Does.Contain("What ran: llvm-abort, cranelift, attempt 2"));
    }

    [TestCase("plan9", "mips", "plan9-mips", "plan9-mips")]
    [TestCase("linux", "<b>&\"' x/../y", "linux-<b>&\"' x/../y", "linux-.b.....x....y")]
    [TestCase("", "", "-", "-")]
    public void A_platform_that_nobody_knows_has_a_column_and_pages(string os, string arch, string name, string plain)
    {
        results.Manifest = results.Manifest with { Platform = results.Manifest.Platform with { Os = os, Arch = arch } };
        results.Log("logs/a/cranelift/test.log.gz", "died\n");
        results.Add(
            Sample.Verdict("a", VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.Crash, null, new Evidence("logs/a/cranelift/test.log.gz", 1, "died"))] },
            Sample.Passed("a", LegName.Llvm, new TestCounts(1))).Write().Report();

        var facts = PageFacts.On("index.html", results.Index);
        Assert.That(facts.Where(fact => fact.Name == $"platform.{name}.fails").Select(fact => fact.Text), Is.EqualTo(new[] { "1" }));
        Assert.That(PageHtml.Attributes(results.Read("crates.html"), "data-platform"), Is.EqualTo(new[] { name }));
        Assert.That(new CratesTable(results.Read("crates.html")).Shown(facts.Single(fact => fact.Name == $"goal.unexplained.{name}").Link!), Is.EqualTo(new[] { "a" }));
        Assert.That(Path.Combine(results.Site, "logs", plain, "a~cranelift.test.html"), Does.Exist);
        Assert.That(Path.Combine(results.Site, "badges", $"{plain}.json"), Does.Exist);
    }

    [Test]
    public void A_cause_whose_evidence_is_empty_or_nowhere_has_a_page()
    {
        var places = new[] { new Evidence("", 0, ""), new Evidence("logs/a/x.log.gz", -7, "x"), new Evidence("logs", int.MaxValue, "x"), new Evidence("logs/a", 1, "x") };
        results.Log("logs/a/x.log.gz", "");
        results.Add(Sample.Verdict("a", VerdictKind.Regressed, "") with { Causes = [Sample.Cause(FailureClass.Crash, "", places), Sample.Cause(FailureClass.Crash, null)] }).Write().Report();

        Assert.That(results.Read("crates/a.html"), Does.Contain("</html>"));
        Assert.That(results.Read("logs/linux-x86_64/a~x.html"), Does.Contain("0 lines"));
    }

    [Test]
    public void The_same_cause_twice_counts_once()
    {
        var cause = Sample.Cause(FailureClass.Abi, null) with { Tests = [new TestId("lib a", "t")] };
        results.Add(Sample.Verdict("a", VerdictKind.Regressed) with { Causes = [cause, cause] }).Write();

        var fix = results.Report().Facts.Causes.Ranked.Single();

        Assert.That((fix.Crates.Count, fix.Unlocks.Count, fix.Tests), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public void Names_that_no_file_system_takes_have_pages()
    {
        var names = new[] { new string('漢', 300), new string('漢', 301), "", ".", "..", "a/b", "a\0b", "NUL", "nul" };
        foreach (var name in names)
            results.Add(Sample.Verdict(name, VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.Crash, null, new Evidence(ResultsPaths.PrepareLog(name), 1, "x"))] });

        results.Write().Report();

        Assert.That(Directory.GetFiles(Path.Combine(results.Site, "crates")), Has.Length.EqualTo(names.Length));
        Assert.That(Directory.GetFiles(Path.Combine(results.Site, "badges", "crates")), Has.Length.EqualTo(names.Length));
    }
}
