using Matrix.Results;
using Matrix.Runner.Tests.Progress;

namespace Matrix.Runner.Tests;

public sealed class SweepSummaryTests
{
    [TestCase("", ExitCode.NothingRan)]
    [TestCase("skipped", ExitCode.NothingRan)]
    [TestCase("skipped inconclusive invalid", ExitCode.NothingRan, Description = "a sweep that proves nothing must not look well")]
    [TestCase("compatible", ExitCode.Ok)]
    [TestCase("compatible skipped inconclusive invalid", ExitCode.Ok)]
    [TestCase("broken", ExitCode.Ok)]
    [TestCase("flaky unequal improved", ExitCode.Ok)]
    [TestCase("compatible regressed", ExitCode.Regressed)]
    [TestCase("compatible partly-broken", ExitCode.Regressed)]
    [TestCase("compatible regressed:met", ExitCode.Ok)]
    [TestCase("compatible partly-broken:met", ExitCode.Ok)]
    [TestCase("compatible regressed:unmet", ExitCode.Regressed)]
    [TestCase("compatible regressed:expired", ExitCode.Regressed)]
    [TestCase("compatible:unmet", ExitCode.Ok)]
    public void The_exit_code_says_whether_something_unexpected_regressed(string verdicts, ExitCode expected) =>
        Assert.That(new SweepSummary([.. verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Verdict)]).ExitCode, Is.EqualTo(expected));

    [Test]
    public void Verdicts_are_counted_by_their_names() =>
        Assert.That(
            new SweepSummary([Verdict("partly-broken", 0), Verdict("partly-broken", 1), Verdict("flaky", 2)]).Counts,
            Is.EqualTo(new Dictionary<string, int> { ["partly-broken"] = 2, ["flaky"] = 1 }));

    [Test]
    public void Accused_is_of_whom_one_side_is_said_to_do_what_the_other_does_not()
    {
        var kinds = Enum.GetValues<VerdictKind>();

        Assert.That(
            new SweepSummary([.. kinds.Select(kind => SampleVerdicts.Of(WireName.Of(kind), kind))]).Accused,
            Is.EquivalentTo(new[] { "regressed", "partly-broken", "improved" }), "noise that looks like a backend's fault, or like its merit");
    }

    [Test]
    public void A_crate_that_was_added_is_there()
    {
        var summary = new SweepSummary([]);
        summary.Add(SampleVerdicts.Of("memchr", VerdictKind.Compatible));

        Assert.That(summary.Has(Runner.Crates.CrateName.Parse("memchr")), Is.True);
        Assert.That(summary.Has(Runner.Crates.CrateName.Parse("serde")), Is.False);
    }

    private static Verdict Verdict(string text, int position)
    {
        var parts = text.Split(':');
        Assert.That(WireName.TryParse<VerdictKind>(parts[0], out var kind), Is.True, text);
        var verdict = SampleVerdicts.Of($"crate{position}", kind);
        return parts.Length > 1 && WireName.TryParse<ExpectationState>(parts[1], out var state) ? verdict.Expecting(state) : verdict;
    }
}
