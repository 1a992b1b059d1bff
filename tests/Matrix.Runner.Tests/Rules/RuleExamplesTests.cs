using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Yaml;

namespace Matrix.Runner.Tests.Rules;

public sealed class RuleExamplesTests
{
    private const string First = "{ id: first, class: abi, literal: the backend says one, precedence: 401, source: s, example: the backend says one, look-alike: the backend says two }";

    [Test]
    public void Examples_that_their_rules_decide_are_no_mistakes() => Assert.That(Mistakes(First), Is.Empty);

    [Test]
    public void An_example_that_no_rule_knows_is_told_with_its_place() => Assert.That(
        Mistakes(First.Replace("example: the backend says one", "example: the backend says three")),
        Is.EqualTo(new[] { "rules.yaml:3: first does not decide its own example: no rule holds for it" }));

    [Test]
    public void An_example_that_another_rule_decides_names_both() => Assert.That(
        Mistakes(First, "{ id: other, class: abi, literal: backend says one, precedence: 400, source: s }"),
        Is.EqualTo(new[] { "rules.yaml:3: first does not decide its own example: other (rules.yaml:4) does" }));

    [Test]
    public void A_look_alike_must_be_nobodys() => Assert.That(
        Mistakes(First.Replace("look-alike: the backend says two", "look-alike: [the backend says one or two]"), "{ id: other, class: abi, literal: one or two, precedence: 405, source: s }"),
        Is.EqualTo(new[] { "rules.yaml:3: first holds for its look-alike 1", "rules.yaml:3: other (rules.yaml:4) proves something by look-alike 1 of first" }));

    private static IEnumerable<string> Mistakes(params string[] rules) => RuleExamples.Mistakes(RulesLoader.Read(
        [new YamlFile("/rules.yaml", "rules.yaml", System.Text.Encoding.UTF8.GetBytes($"format: 1\nrules:\n{string.Concat(rules.Select(rule => $"  - {rule}\n"))}"))]));
}
