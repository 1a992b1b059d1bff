using Matrix.Results;
using Matrix.Runner.Verdicts;

namespace Matrix.Runner.Tests.Verdicts;

public sealed class EnvironmentalCausesTests
{
    [TestCase("timed-out", "time-limit", FailureClass.Timeout, null)]
    [TestCase("went-silent", "silence-limit", FailureClass.Timeout, "silence")]
    [TestCase("out-of-memory", "memory-limit", FailureClass.OutOfMemory, "limit")]
    [TestCase("out-of-disk", "disk-limit", FailureClass.DiskFull, "limit")]
    [TestCase("too-many-processes", "process-limit", FailureClass.TooManyProcesses, "limit")]
    [TestCase("went-idle", "idle-limit", FailureClass.Timeout, "idle")]
    [TestCase("log-too-large", "log-limit", FailureClass.DiskFull, "log-limit")]
    [TestCase("not-started", "not-started", FailureClass.MissingTool, "not-started")]
    public void A_limit_that_ended_a_phase_is_the_cause(string limit, string rule, FailureClass failure, string? subclass)
    {
        var cause = EnvironmentalCauses.Of(LegsOnPaper.Side(LegName.Cranelift, $"build {limit}"), Phase.Build)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((cause.Rule, cause.Class, cause.Subclass), Is.EqualTo((rule, failure, subclass)));
            Assert.That(cause.Evidence.Single().Text, Does.StartWith("==> "));
            Assert.That(cause.Class.Owner(), Is.EqualTo(FailureOwner.Environment));
        }
    }

    [Test]
    public void What_the_log_says_of_the_machine_beats_the_limit()
    {
        var side = LegsOnPaper.Side(new LegOnPaper(LegName.Llvm)
            .Builds(Phase.Build, null, "warning: spurious network error (3 tries remaining)")
            .FailsAt(Phase.Build, new ProcessExit.TimedOut(900)));

        Assert.That(EnvironmentalCauses.Of(side, Phase.Build)!.Class, Is.EqualTo(FailureClass.Network));
    }

    [Test]
    public void What_the_log_says_of_the_backend_is_none_of_the_machine()
    {
        var side = LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift)
            .Builds(Phase.Build, null, "error: LTO is not supported by rustc_codegen_cranelift")
            .FailsAt(Phase.Build));

        Assert.That(EnvironmentalCauses.Of(side, Phase.Build), Is.Null);
    }

    [Test]
    public void A_limit_that_ended_a_test_is_the_cause()
    {
        var cause = Of("a", LegsOnPaper.Side(LegName.Cranelift, "a!"))!;

        Assert.That((cause.Rule, cause.Class), Is.EqualTo(("time-limit", FailureClass.Timeout)));
        Assert.That(cause.Evidence.Single(), Is.EqualTo(new Evidence("logs/memchr/cranelift/test.log.gz", 1, "test a ... failed")));
    }

    [Test]
    public void What_a_test_says_of_the_machine_is_the_cause_of_that_test_only()
    {
        var side = LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests("a- b-").Prints("a", "No space left on device (os error 28)"));

        Assert.That(Of("a", side)!.Class, Is.EqualTo(FailureClass.DiskFull));
        Assert.That(Of("b", side), Is.Null);
    }

    [Test]
    public void A_test_that_failed_by_itself_has_none() =>
        Assert.That(Of("a", LegsOnPaper.Side(LegName.Cranelift, "a* | a-")), Is.Null);

    [TestCase("a+", false)]
    [TestCase("a-", true)]
    public void What_LLVM_prints_too_where_it_passes_is_none(string llvm, bool counts)
    {
        const string Says = "No space left on device (os error 28)";
        var passing = LegsOnPaper.Side(new LegOnPaper(LegName.Llvm).Tests(llvm).Prints("a", Says));

        Assert.That(Of("a", LegsOnPaper.Side(new LegOnPaper(LegName.Cranelift).Tests("a-").Prints("a", Says)), passing), counts ? Is.Not.Null : Is.Null);
    }

    private static Cause? Of(string test, BackendRuns cranelift, BackendRuns? llvm = null) =>
        EnvironmentalCauses.Of(new CrateComparison(llvm ?? LegsOnPaper.Side(LegName.Llvm, "a+ b+"), cranelift), cranelift, LegOnPaper.Id(test));
}
