using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Classification;

namespace Matrix.Runner.Tests.Classification;

public sealed class KnownCausesTests
{
    [TestCaseSource(typeof(RecordedLog), nameof(RecordedLog.OfCauses))]
    public void A_recorded_log_is_classified_as_its_path_says(RecordedLog log)
    {
        var meaning = log.Meanings().FirstOrDefault();

        Assert.That(meaning, Is.Not.Null, "no line of it means anything");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WireName.Of(meaning.Cause!.Class), Is.EqualTo(log.ClassName));
            Assert.That(meaning.Subclass, Is.EqualTo(log.Subclass));
        }
    }

    [TestCaseSource(typeof(RecordedLog), nameof(RecordedLog.OfLookAlikes))]
    public void A_look_alike_proves_nothing_against_Cranelift(RecordedLog log) =>
        Assert.That(
            log.Meanings().Where(meaning => meaning.Cause is { Confidence: Confidence.Proven } cause && cause.Class.Owner() == FailureOwner.Cranelift)
                .Select(meaning => $"{meaning.Cause!.Id}: {meaning.Text}"),
            Is.Empty);

    [TestCaseSource(nameof(Ids))]
    public void A_rule_decides_a_line_of_some_recorded_log(string id) =>
        Assert.That(
            RecordedLog.All.SelectMany(log => log.Meanings()).Select(meaning => meaning.Cause!.Id),
            Does.Contain(id),
            $"no fixture has a line for {id}, or a rule above it takes every such line");

    [Test]
    public void Ids_are_unique() => Assert.That(Ids, Is.Unique);

    [Test]
    public void Ids_are_kebab_case() => Assert.That(Ids, Is.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));

    [Test]
    public void Every_rule_has_a_literal_to_look_for_first() =>
        Assert.That(KnownCauses.All.Select(cause => cause.Literal.Trim()), Is.All.Not.Empty);

    [Test]
    public void No_pattern_can_run_for_ever() =>
        Assert.That(
            KnownCauses.All.Where(cause => cause.Pattern is not null).Select(cause => cause.Pattern!.Options & RegexOptions.NonBacktracking),
            Is.All.EqualTo(RegexOptions.NonBacktracking));

    [Test]
    public void No_rule_says_that_a_crate_is_to_blame() =>
        Assert.That(KnownCauses.All.Select(cause => cause.Class.Owner()), Has.None.EqualTo(FailureOwner.NotCranelift));

    [Test]
    public void Setup_and_environment_come_before_all_else()
    {
        var owners = KnownCauses.All.Select(cause => cause.Class.Owner()).ToList();

        Assert.That(owners.LastIndexOf(FailureOwner.Environment), Is.LessThan(owners.IndexOf(FailureOwner.Cranelift)));
    }

    [Test]
    public void A_rule_of_the_build_means_nothing_in_a_test([Values(Phase.Test, Phase.Doctest)] Phase phase) =>
        Assert.That(LineScanner.Scan("error: linking with `cc` failed: exit status: 1"u8, phase), Is.Null);

    [Test]
    public void A_rule_of_tests_means_nothing_in_a_build([Values(Phase.Fetch, Phase.Build, Phase.TestBuild)] Phase phase) =>
        Assert.That(LineScanner.Scan("note: test did not panic as expected"u8, phase), Is.Null);

    [Test]
    public void What_no_rule_is_called_ranks_last_and_is_only_suspected() => Assert.Multiple(() =>
    {
        Assert.That(KnownCauses.Rank("no-such-rule"), Is.EqualTo(int.MaxValue));
        Assert.That(KnownCauses.ConfidenceOf("no-such-rule"), Is.EqualTo(Confidence.Suspected));
    });

    [Test]
    public void The_rules_that_others_refer_to_exist() =>
        Assert.That(Ids, Is.SupersetOf(new[] { KnownCauses.U1LinkName, KnownCauses.UndefinedSymbol }));

    private static IEnumerable<string> Ids => KnownCauses.All.Select(cause => cause.Id);
}
