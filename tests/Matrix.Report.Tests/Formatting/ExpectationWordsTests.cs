using Matrix.Report.Formatting;
using Matrix.Results;

namespace Matrix.Report.Tests.Formatting;

public sealed class ExpectationWordsTests
{
    [Test]
    public void An_expectation_says_what_until_when_and_why_and_leads_to_its_issue()
    {
        var mark = ExpectationWords.Mark(new Expectation(
            ExpectationState.Met, VerdictKind.Regressed, FailureClass.Unwinding, null, "rust-lang/rustc_codegen_cranelift#1567", "no landing pads", new DateOnly(2027, 3, 1)));

        Assert.That(mark.Word, Is.EqualTo("as expected"));
        Assert.That(mark.Detail, Is.EqualTo("The list expects regressed (unwinding) until 2027-03-01: no landing pads"));
        Assert.That(mark.IssueLink, Is.EqualTo("https://github.com/rust-lang/rustc_codegen_cranelift/issues/1567"));
    }

    [TestCase("javascript:alert(1)")]
    [TestCase("https://example.com/a#1")]
    [TestCase("owner/name#1\n")]
    [TestCase("owner/name/../..#1")]
    public void What_is_no_issue_of_GitHub_is_no_link(string issue)
    {
        var expectation = new Expectation(ExpectationState.Met, VerdictKind.Regressed, null, null, issue, null, null);

        Assert.That(ExpectationWords.Mark(expectation).IssueLink, Is.Null);
    }

    [Test]
    public void Every_state_has_a_word_of_its_own()
    {
        var words = Enum.GetValues<ExpectationState>().Select(state => ExpectationWords.Mark(new Expectation(state, VerdictKind.Broken, null, null, null, null, null)).Word);

        Assert.That(words, Is.Unique);
    }
}
