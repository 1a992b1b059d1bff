using Matrix.Results;
using Matrix.Runner.Progress;

namespace Matrix.Runner.Tests.Progress;

public sealed class SummaryTableTests
{
    [Test]
    public void What_is_not_compatible_is_in_the_table_by_verdict()
    {
        var text = TextOf(
            SampleVerdicts.Of("flaky-one", VerdictKind.Flaky),
            SampleVerdicts.Of("good-one", VerdictKind.Compatible),
            SampleVerdicts.Of("bad-one", VerdictKind.Regressed, "fails", SampleVerdicts.Cause(FailureClass.Abi, "sym"), SampleVerdicts.Cause(FailureClass.Abi, "sym")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Not.Contain("good-one"));
            Assert.That(text.IndexOf("bad-one", StringComparison.Ordinal), Is.LessThan(text.IndexOf("flaky-one", StringComparison.Ordinal)).And.Positive);
            Assert.That(text.Split("abi/sym"), Has.Length.EqualTo(2), "the same cause is named once");
            Assert.That(text, Does.Contain("3 crates: 1 compatible, 1 regressed, 1 flaky; 1 regressed unexpectedly"));
            Assert.That(text, Does.Contain("results: /results/today"));
        }
    }

    [Test]
    public void Where_all_is_compatible_there_is_no_table() =>
        Assert.That(TextOf(SampleVerdicts.Of("good-one", VerdictKind.Compatible)), Does.Not.Contain("verdict"));

    [Test]
    public void What_the_list_expected_is_told() =>
        Assert.That(
            TextOf(SampleVerdicts.Of("a", VerdictKind.Regressed).Expecting(ExpectationState.Met)), Does.Contain("met").And.Contain("0 regressed unexpectedly"));

    [Test]
    public void Foreign_text_cannot_steer_the_terminal()
    {
        const string Escape = "\u001b]0;x\u0007";
        var text = TextOf(SampleVerdicts.Of(Escape, VerdictKind.Flaky, Escape, SampleVerdicts.Cause(FailureClass.MissingTool, Escape)));

        Assert.That(text, Does.Contain("]0;x").And.Not.Contain("\u001b]").And.Not.Contain("\u0007"));
    }

    private static string TextOf(params Verdict[] verdicts)
    {
        using var terminal = new Terminal();
        SummaryTable.Print(new SweepSummary(verdicts), "/results/today", terminal.Console);
        return terminal.Text;
    }
}
