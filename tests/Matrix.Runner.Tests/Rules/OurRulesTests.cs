using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.Verdicts;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules;

public sealed class OurRulesTests
{
    private static readonly Lazy<HashSet<string>> Deciding = new(() =>
    [
        .. RecordedLog.All.SelectMany(log => Matches(log).Take(1)).Select(match => match.Rule.Id),
        .. CorpusFile.Read(Repository.PathOf("rules/corpus.jsonl"))
            .SelectMany(entry => SingleLogClassifier.Matches(OurRules.All, entry.Text, CorpusPhases.ContextOf(entry)).Take(1))
            .Select(match => match.Rule.Id),
    ]);

    [TestCaseSource(typeof(RecordedLog), nameof(RecordedLog.OfCauses))]
    public void A_recorded_log_is_classified_as_its_path_says(RecordedLog log)
    {
        var match = Matches(log).FirstOrDefault();

        Assert.That(match, Is.Not.Null, "no rule holds for it");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WireName.Of(match.Rule.Class), Is.EqualTo(log.ClassName), match.Rule.Id);
            Assert.That(match.Subclass, Is.EqualTo(log.Subclass), match.Rule.Id);
        }
    }

    [TestCaseSource(typeof(RecordedLog), nameof(RecordedLog.OfLookAlikes))]
    public void A_look_alike_proves_nothing_against_Cranelift(RecordedLog log) =>
        Assert.That(
            Matches(log).Where(Accuses).Select(match => $"{match.Rule.Id}: {match.Hit.Evidence.Text}"),
            Is.Empty);

    [TestCaseSource(nameof(Rules))]
    public void A_rule_decides_a_recorded_log_an_entry_of_the_corpus_or_its_own_example(string id)
    {
        var rule = OurRules.All.Find(id)!;

        Assert.That(RuleExamples.Mistakes(OurRules.All, rule), Is.Empty);
        Assert.That(rule.Example is not null || Deciding.Value.Contains(id), Is.True, "give it an example, or a smaller precedence");
    }

    [Test]
    public void What_an_example_proves_against_Cranelift_is_told_from_a_look_alike() =>
        Assert.That(
            OurRules.All.Rules.Where(rule => rule.Example is not null && rule.LookAlikes.IsEmpty && IsProvenAgainstCranelift(rule)).Select(rule => rule.Id),
            Is.Empty);

    [Test]
    public void Ids_are_unique() => Assert.That(Rules, Is.Unique);

    [Test]
    public void The_rules_that_others_refer_to_exist() =>
        Assert.That(Rules, Is.SupersetOf(new[] { "u1-link-name", "undefined-symbol" }));

    [Test]
    public void No_pattern_can_run_for_ever() =>
        Assert.That(
            OurRules.All.Rules.SelectMany(PatternsOf).Select(pattern => pattern.Options & RegexOptions.NonBacktracking),
            Is.All.EqualTo(RegexOptions.NonBacktracking));

    // The shortest one says in what steps the search goes through a line.
    [Test]
    public void No_literal_is_so_short_that_it_slows_the_search() =>
        Assert.That(
            OurRules.All.Rules.SelectMany(LinesOf).Select(line => line.Literal).Where(literal => literal.Length < 7), Is.Empty);

    [Test]
    public void Setup_and_environment_come_before_all_that_is_Cranelifts()
    {
        var owners = OurRules.All.Rules.Select(rule => rule.Class.Owner()).ToList();

        Assert.That(owners.LastIndexOf(FailureOwner.Environment), Is.LessThan(owners.IndexOf(FailureOwner.Cranelift)));
    }

    [Test]
    public void What_is_the_crates_own_fault_decides_last()
    {
        var owners = OurRules.All.Rules.Select(rule => rule.Class.Owner()).ToList();

        Assert.That(owners.IndexOf(FailureOwner.NotCranelift), Is.GreaterThan(owners.LastIndexOf(FailureOwner.Cranelift)));
    }

    [Test]
    public void The_rules_that_the_code_refers_to_exist() =>
        Assert.That(new[] { LinkNames.Rule, Workarounds.DeniedLint }.Select(OurRules.All.Find), Has.None.Null);

    [Test]
    public void A_rule_of_the_build_means_nothing_in_a_test([Values(Phase.Test, Phase.Doctest)] Phase phase) =>
        Assert.That(OurRules.Matches("error: linking with `cc` failed: exit status: 1", phase), Is.Empty);

    [Test]
    public void A_rule_of_tests_means_nothing_in_a_build([Values(Phase.Fetch, Phase.Build, Phase.TestBuild)] Phase phase) =>
        Assert.That(OurRules.Matches("note: test did not panic as expected", phase), Is.Empty);

    [Test]
    public void The_sum_over_the_files_changes_with_them()
    {
        using var folder = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("rules"), "*.yaml"))
            folder.File(Path.GetFileName(file), File.ReadAllText(file));
        var same = RulesLoader.Load(folder.Path).Sha256;
        File.AppendAllText(Path.Combine(folder.Path, "stack.yaml"), "# more\n");

        Assert.That(same, Is.EqualTo(OurRules.Loaded.Sha256).And.Match("^[0-9a-f]{64}$"));
        Assert.That(RulesLoader.Load(folder.Path).Sha256, Is.Not.EqualTo(same));
    }

    private static IEnumerable<string> Rules => OurRules.All.Rules.Select(rule => rule.Id);

    private static IEnumerable<RuleMatch> Matches(RecordedLog log) => OurRules.Matches(log.Text, log.IsOfATest ? Phase.Test : Phase.Build);

    private static bool Accuses(RuleMatch match) => RuleExamples.ProvesSomething(match.Rule);

    private static bool IsProvenAgainstCranelift(Rule rule) =>
        rule.Confidence == Confidence.Proven && rule.Class.Owner() == FailureOwner.Cranelift;

    private static IEnumerable<Regex> PatternsOf(Rule rule) =>
        LinesOf(rule).Select(line => line.Regex).OfType<Regex>();   // made here, each of them

    private static IEnumerable<LinePattern> LinesOf(Rule rule) =>
        rule.Lines.Concat(rule.With.Concat(rule.Without).Select(companion => companion.Line));
}
