using Matrix.Report.Formatting;
using Matrix.Report.Pages;
using Matrix.Report.Pages.Crate;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages.Crate;

public sealed class CratePageTests
{
    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void A_regressed_crate_says_where_on_each_side_which_tests_and_why()
    {
        var page = Popular("rayon-core");
        var (row, section) = (page.Platforms.Single(), page.Sections.Single());

        Assert.That(page.Answer, Is.EqualTo("Fails with Cranelift for unwinding / thread-panic on Linux x86_64."));
        Assert.That(row.Llvm, Is.EqualTo(new SideCell("passed", "90 passed")));
        Assert.That(row.Cranelift, Is.EqualTo(new SideCell("test failed: signal 6 (SIGABRT)", "76 passed, 14 failed")));
        Assert.That(row.Badge.Name, Is.EqualTo("regressed"));
        Assert.That(section.Tests, Has.Count.EqualTo(14));
        Assert.That(section.Tests[0], Is.EqualTo(new TestRow(
            "lib rayon_core", "join::panic_propagates_01", "passed", "failed", "", "", "../logs/linux-x86_64/rayon-core~cranelift.test.html#L42")));
        Assert.That(section.Causes.Single().Label, Is.EqualTo("unwinding / thread-panic"));
        Assert.That(section.Causes.Single().Count, Is.EqualTo("14 tests"));
        Assert.That(section.Legs.Select(leg => leg.Name), Is.EqualTo(new[] { "llvm", "cranelift", "cranelift-abort", "cranelift, attempt 2" }));
        Assert.That(section.Expectation!.Word, Is.EqualTo("as expected"));
        Assert.That(section.NeedsALook, Is.True);
    }

    [Test]
    public void Evidence_stands_among_the_lines_around_it_and_leads_to_its_log()
    {
        var evidence = Popular("rayon-core").Sections.Single().Causes.Single().Evidence.Single();

        Assert.That(evidence.Place, Is.EqualTo("logs/rayon-core/cranelift/test.log.gz:42"));
        Assert.That(evidence.Link, Is.EqualTo("../logs/linux-x86_64/rayon-core~cranelift.test.html#L42"));
        Assert.That(evidence.Lines, Has.Count.EqualTo(7));
        Assert.That(evidence.Lines[3], Is.EqualTo(new EvidenceLine("fatal runtime error: failed to initiate panic, error 5, aborting", true)));
        Assert.That(evidence.Lines.Count(line => line.IsEvidence), Is.EqualTo(1));
        Assert.That(evidence.Lines[0].Text, Is.EqualTo("test works_0038 ... ok"));
        Assert.That(evidence.Lines[^1].Text, Is.EqualTo("note: line 2"));
    }

    [Test]
    public void Evidence_from_a_log_that_is_gone_is_what_the_verdict_says()
    {
        var cause = Sample.Cause(FailureClass.Crash, null, new Evidence("logs/a/cranelift/test.log.gz", 7, "SIGSEGV"));
        results.Add(Sample.Verdict("a", VerdictKind.Regressed) with { Causes = [cause] }).Write();

        var evidence = BuiltPage.Of(results.Report(), "a").Sections.Single().Causes.Single().Evidence.Single();

        Assert.That(evidence.Lines, Is.EqualTo(new[] { new EvidenceLine("SIGSEGV", true) }));
        Assert.That(results.Read("logs/linux-x86_64/a~cranelift.test.html"), Does.Contain("The log is missing").And.Contain("id=\"L7\""));
    }

    [Test]
    public void A_cause_says_how_sure_it_is_and_whose_it_is()
    {
        var causes = Popular("crc32fast").Sections.Single().Causes;

        Assert.That(causes[0].Detail, Is.EqualTo("proven, by rule simd-intrinsic-text, in package crc32fast 1.5.0"));
        Assert.That(causes[1].Detail, Is.EqualTo("suspected, by rule wrong-result-text, shows once the cause before it is out of the way"));
    }

    [Test]
    public void A_cause_of_Cranelift_leads_to_the_others_that_have_it()
    {
        foreach (var name in new[] { "a", "b", "c" })
            results.Add(Sample.Verdict(name, VerdictKind.Regressed) with { Causes = [Sample.Cause(FailureClass.Abi, null), Sample.Cause(FailureClass.Network, null)] });
        var written = results.Write().Report();

        var causes = BuiltPage.Of(written, "b").Sections.Single().Causes;

        Assert.That(causes[0].Link, Is.EqualTo($"../fixes.html#{written.Facts.Causes.Ranked.Single().Id}"));
        Assert.That(causes[0].Also, Is.EqualTo("2 other crates"));
        Assert.That((causes[1].Link, causes[1].Also), Is.EqualTo(((string?)null, "")));
    }

    [Test]
    public void Units_of_the_other_backend_are_named() => Assert.That(
        Popular("proc-macro2").Sections.Single().Legs[1].Notes,
        Is.EqualTo(new[] { "compiled by the other backend: proc-macro2 1.0.103 lib, proc-macro2 1.0.103 test" }));

    [Test]
    public void No_page_is_written_for_the_logs_of_a_compatible_crate()
    {
        var leg = Sample.Passed("a", LegName.Llvm, new TestCounts(1));
        results.Add(Sample.Verdict("a", VerdictKind.Compatible), Sample.Failed(leg, Phase.Doctest, new ProcessExit.Exited(1))).Write();

        Assert.That(results.Report().Logs, Is.Zero);
        Assert.That(Path.Combine(results.Site, "logs"), Does.Not.Exist);
    }

    [Test]
    public void A_crate_that_did_not_get_to_a_leg_leads_to_what_came_before()
    {
        results.Log("logs/a/prepare.log.gz", "fatal: repository not found\n");
        results.Add(Sample.Verdict("a", VerdictKind.Inconclusive, "the checkout failed")).Write();

        var section = BuiltPage.Of(results.Report(), "a").Sections.Single();

        Assert.That(section.PrepareLog, Is.EqualTo("../logs/linux-x86_64/a~prepare.html"));
        Assert.That(results.Read("logs/linux-x86_64/a~prepare.html"), Does.Contain("fatal: repository not found"));
        Assert.That(results.Read("crates/a.html"), Does.Contain("href=\"../logs/linux-x86_64/a~prepare.html\""));
    }

    [Test]
    public void A_skipped_crate_has_nothing_that_came_before() => Assert.That(Popular("cudarc").Sections.Single().PrepareLog, Is.Null);

    [Test]
    public void Of_very_many_tests_the_first_are_shown_and_the_others_counted()
    {
        var tests = Enumerable.Range(0, 1_300).Select(number => new TestDifference("lib a", $"t{number}", TestOutcome.Passed, null));
        results.Add(Sample.Verdict("a", VerdictKind.Regressed) with { Tests = [.. tests] }).Write();

        var section = BuiltPage.Of(results.Report(), "a").Sections.Single();

        Assert.That(section.Tests, Has.Count.EqualTo(200));
        Assert.That(section.Tests[0].Cranelift, Is.EqualTo("not there"));
        Assert.That(section.TestsLeftOut, Is.EqualTo("1,100 more tests"));
        Assert.That(results.Read("crates/a.html"), Does.Contain("1,100 more tests in verdicts.jsonl."));
    }

    [Test]
    public void A_test_says_what_became_of_it_with_panic_abort_how_often_it_failed_and_how_long_it_took()
    {
        var test = new TestDifference("lib a", "t", TestOutcome.Passed, TestOutcome.Failed)
        {
            BaselineAbort = TestOutcome.NotRun,
            CandidateAbort = TestOutcome.Passed,
            CandidateRate = new FailureRate(2, 3),
            BaselineSeconds = 0.01,
            CandidateSeconds = 2,
        };
        results.Add(Sample.Verdict("a", VerdictKind.Flaky) with { Tests = [test] }).Write();

        var row = BuiltPage.Of(results.Report(), "a").Sections.Single().Tests.Single();

        Assert.That(row, Is.EqualTo(new TestRow("lib a", "t", "passed", "failed; failed 2 of 3 times", "not run · passed", "10 ms · 2.0 s", null)));
    }

    [Test]
    public void A_leg_that_a_resumed_run_did_again_counts_once()
    {
        var leg = Sample.Passed("a", LegName.Llvm, new TestCounts(1));
        results.Add(Sample.Verdict("a", VerdictKind.Compatible), leg, leg with { Tests = new TestCounts(2) }).Write();

        var page = BuiltPage.Of(results.Report(), "a");

        Assert.That(page.Sections.Single().Legs, Has.Count.EqualTo(1));
        Assert.That(page.Platforms.Single().Llvm.Tests, Is.EqualTo("2 passed"));
    }

    [Test]
    public void Times_and_sizes_stand_beside_their_ratio()
    {
        var row = Popular("serde").Platforms.Single();

        Assert.That(row.Build, Is.EqualTo(new RatioCell("0.70×", "41 s", "29 s")));
        Assert.That(row.Size, Is.EqualTo(new RatioCell("0.70×", Words.Bytes(12_300_000), Words.Bytes(8_610_000))));
    }

    [Test]
    public void What_was_swept_can_be_found_again()
    {
        results.Add(
            Sample.Verdict("a", VerdictKind.PartlyBroken) with
            {
                Source = new SourceRecord("https://example.com/a", "sub", ["std", "alloc"], false),
                Tags = ["simd"],
                Tier = 2,
                Downloads = 1_234_567,
                LockFile = LockFileOrigin.Generated,
                Workaround = Workaround.WithoutLto,
                Seconds = 90,
            },
            Sample.Passed("a", LegName.Cranelift, new TestCounts(1)) with { Profile = ["lto=fat"] }).Write();

        var page = BuiltPage.Of(results.Report(), "a");

        Assert.That(Pairs(page.Facts), Is.EqualTo(new[]
        {
            "Source: https://example.com/a", "Commit: 1b2c3d4e5f60718293a4b5c6d7e8f90123456789", "Features: std, alloc", "Tags: simd", "Tier: 2", "Downloads: 1,234,567",
        }));
        Assert.That(Pairs(page.Sections.Single().Facts), Is.EqualTo(new[]
        {
            "Lock file: made for this run, the same for both backends", "Own profile: lto=fat", "Left out: link-time optimisation, on both sides", "Took: 1 min 30 s",
        }));
    }

    [Test]
    public void What_both_sides_ran_without_is_told_in_a_sentence()
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible) with { LeftOut = [".cargo/config.toml: build.target", "Cargo.toml: profile.dev.package.<b>.codegen-backend"] })
            .Add(Sample.Verdict("b", VerdictKind.Compatible)).Write();
        var written = results.Report();

        Assert.That(BuiltPage.Of(written, "a").Sections.Single().LeftOut, Is.EqualTo(
            "Both sides ran without settings of the crate's own with which they could not be compared: .cargo/config.toml: build.target, Cargo.toml: profile.dev.package.<b>.codegen-backend."));
        Assert.That(results.Read("crates/a.html"), Does.Contain(".cargo/config.toml: build.target, Cargo.toml: profile.dev.package.&lt;b&gt;.codegen-backend.</p>"));
        Assert.That(BuiltPage.Of(written, "b").Sections.Single().LeftOut, Is.Empty);
        Assert.That(results.Read("crates/b.html"), Does.Not.Contain("Both sides ran without"));
    }

    [Test]
    public void Legs_that_contradict_themselves_say_so()
    {
        var leg = Sample.Passed("a", LegName.Cranelift, new TestCounts(1)) with { Contradictions = ["the log has 2 tests & cargo 3"] };
        results.Add(Sample.Verdict("a", VerdictKind.Invalid), leg).Write().Report();

        Assert.That(results.Read("crates/a.html"), Does.Contain("contradicts itself: the log has 2 tests &amp; cargo 3"));
    }

    [TestCase(Workaround.None, null)]
    [TestCase(Workaround.WithoutLto, "Left out: link-time optimisation, on both sides")]
    [TestCase(Workaround.LintsCapped, "Left out: lints that forbid warnings, on both sides")]
    [TestCase(Workaround.InOneCall, "Built: in one call of cargo, on both sides")]
    public void What_is_otherwise_in_the_legs_that_decided_is_told(Workaround workaround, string? words)
    {
        results.Add(Sample.Verdict("a", VerdictKind.Compatible) with { Workaround = workaround, LockFile = LockFileOrigin.None }).Write();

        Assert.That(Pairs(BuiltPage.Of(results.Report(), "a").Sections.Single().Facts), Is.EqualTo(words is null ? Array.Empty<string>() : [words]));
    }

    [Test]
    public void A_crate_of_several_platforms_has_a_section_for_each_a_history_and_since_when_it_fails()
    {
        using var run = new MultiRun();
        var written = run.Report();

        foreach (var crate in written.Facts.Sweep.Crates)
        {
            var page = BuiltPage.Of(written, crate.Name);
            Assert.That(page.Sections.Select(section => section.Anchor), Is.EqualTo(crate.Results.Select(result => $"on-{result.Platform}")));
            Assert.That(page.Platforms.Where(row => row.Since.Length > 0).Select(row => row.Name), Is.EqualTo(crate.Results.Where(result => result.Verdict.Kind is VerdictKind.Regressed or VerdictKind.PartlyBroken).Select(result => Matrix.Report.Sweeps.Platforms.Words(result.Platform))));
            Assert.That(page.History.Sizes, Is.Not.Empty, crate.Name);
        }

        var since = written.Facts.Sweep.Crates.SelectMany(crate => BuiltPage.Of(written, crate.Name).Platforms).Select(row => row.Since).ToHashSet();
        Assert.That(since, Is.SupersetOf(new[] { "2026-10-01", "2026-09-17", "2026-09-10" }));
    }

    private static IEnumerable<string> Pairs(IEnumerable<Fact> facts) => facts.Select(fact => $"{fact.Name}: {fact.Value}");

    private CratePage Popular(string crate)
    {
        PopularRun.Write(results);
        return BuiltPage.Of(results.Report(), crate);
    }
}
