using Matrix.Report.Formatting;
using Matrix.Results;

namespace Matrix.Report.Tests.Formatting;

public sealed class LegWordsTests
{
    private static readonly LegResult Leg = Sample.Passed("a", LegName.Llvm, new TestCounts(3));

    [Test]
    public void Every_outcome_has_words()
    {
        Assert.That(LegWords.Outcome(Leg), Is.EqualTo("passed"));
        Assert.That(LegWords.Outcome(Sample.Failed(Leg, Phase.Build, new ProcessExit.Exited(101))), Is.EqualTo("build failed: exit code 101"));
        Assert.That(LegWords.Outcome(Leg with { Outcome = new LegOutcome.Unusable("no unit") }), Is.EqualTo("unusable: no unit"));
        Assert.That(LegWords.Outcome(Leg with { Outcome = new LegOutcome.NotRun("no time") }), Is.EqualTo("not run: no time"));
    }

    [Test]
    public void A_failure_without_its_phase_has_words() =>
        Assert.That(LegWords.Outcome(Leg with { Outcome = new LegOutcome.Failed(Phase.Doctest, false), Phases = [] }), Is.EqualTo("doctest failed"));

    [Test]
    public void A_row_names_the_attempt_the_phases_and_what_was_left_behind()
    {
        var leg = Leg with { Attempt = 3, Phases = [Leg.Phases[0] with { Leaked = true }, Leg.Phases[1] with { Passed = false, Exit = new ProcessExit.TimedOut(900) }] };

        var row = LegWords.Row(leg, phase => phase.Passed ? null : "link");

        Assert.That(row.Name, Is.EqualTo("llvm, attempt 3"));
        Assert.That(row.Units, Is.EqualTo("40 by LLVM"));
        Assert.That(row.Phases[0], Is.EqualTo(new PhaseItem("fetch 0.4 s", null)));
        Assert.That(row.Phases[1].Text, Does.StartWith("build 4.0 s failed: "));
        Assert.That(row.Phases[1].Link, Is.EqualTo("link"));
        Assert.That(row.Notes, Is.EqualTo(new[] { "fetch: a process was left behind and was killed" }));
    }

    [Test]
    public void Every_outcome_of_a_test_has_words() => Assert.That(
        Enum.GetValues<TestOutcome>().Select(outcome => LegWords.Outcome(outcome)).Append(LegWords.Outcome((TestOutcome?)null)),
        Is.EqualTo(new[] { "passed", "failed", "ignored", "not run", "not built", "not there" }));

    [Test]
    public void A_leg_that_contradicts_itself_says_so_before_all_else()
    {
        var leg = Leg with { Contradictions = [.. Enumerable.Range(1, 7).Select(number => $"cargo says {number}, the log another")], Units = new CompiledUnits { Wrong = ["a"] } };

        Assert.That(LegWords.Row(leg, _ => null).Notes, Is.EqualTo(new[]
        {
            "contradicts itself: cargo says 1, the log another", "contradicts itself: cargo says 2, the log another", "contradicts itself: cargo says 3, the log another",
            "contradicts itself: cargo says 4, the log another", "contradicts itself: cargo says 5, the log another", "and 2 more contradictions", "compiled by the other backend: a",
        }));
    }

    [Test]
    public void A_leg_that_was_run_again_alone_says_so()
    {
        var leg = Leg with { AloneAfter = new AloneAfter(Phase.Test, 4L << 30, 12, 8L << 30) };

        Assert.That(
            LegWords.Row(leg, _ => null).Notes,
            Is.EqualTo(new[] { $"ran out of memory ({Words.Bytes(4L << 30)}) in test after 12 s; this is its second run, alone and with {Words.Bytes(8L << 30)}" }));
    }
}
