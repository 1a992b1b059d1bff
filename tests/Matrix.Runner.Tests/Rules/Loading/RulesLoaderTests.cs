using Matrix.Results;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Runner.Tests.Configuration;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Rules.Loading;

public sealed class RulesLoaderTests
{
    [Test]
    public void Every_key_is_read()
    {
        var rule = RuleFiles.Of(
            """
            format: 1
            rules:
              - id: a-rule
                class: simd-intrinsic
                subclass: "{name}"
                when: testing
                os: linux
                arch: x86_64
                backend-from: 2025-05-25
                backend-before: 2026-01-01
                exits: [SIGABRT, "101"]
                lines:
                  - { literal: "unsupported ", pattern: "unsupported (?<name>\\w+)" }
                  - { literal: "\u0001mark" }
                with: [{ literal: "beside", within: 3 }]
                without: [{ literal: "against", pattern: "against .* it" }]
                precedence: 300
                confidence: likely
                alone: both-backends
                issue: rust-lang/rustc_codegen_cranelift#171
                labels: [A-core-arch, S-blocked]
                source: a test
                example: "unsupported thing"
                look-alike: ["unsupported by the crate\nitself", "supported thing"]
            """).Find("a-rule")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((rule.Class, rule.Subclass, rule.Precedence), Is.EqualTo((FailureClass.SimdIntrinsic, "{name}", 300)));
            Assert.That((rule.Confidence, rule.Alone, rule.Issue), Is.EqualTo((Confidence.Likely, Blame.BothBackends, "rust-lang/rustc_codegen_cranelift#171")));
            Assert.That(rule.Labels, Is.EqualTo(new[] { "A-core-arch", "S-blocked" }));
            Assert.That(rule.Lines.Select(line => line.Literal), Is.EqualTo(new[] { "unsupported ", "\u0001mark" }));
            Assert.That(rule.With.Single(), Is.EqualTo(new Companion(new LinePattern("beside"), 3)));
            Assert.That(rule.Without.Single().Line.Pattern, Is.EqualTo("against .* it"));
            Assert.That((rule.Source, rule.Example, rule.Position), Is.EqualTo(("a test", "unsupported thing", "a.yaml:3")));
            Assert.That(rule.LookAlikes, Is.EqualTo(new[] { "unsupported by the crate\nitself", "supported thing" }));
            Assert.That((rule.Conditions.When, rule.Conditions.Os, rule.Conditions.Arch), Is.EqualTo((When.Testing, "linux", "x86_64")));
            Assert.That((rule.Conditions.BackendFrom, rule.Conditions.BackendBefore), Is.EqualTo((new DateOnly(2025, 5, 25), new DateOnly(2026, 1, 1))));
            Assert.That(rule.Conditions.Exits, Is.EqualTo(new[] { "SIGABRT", "101" }));
        }
    }

    [Test]
    public void One_look_alike_needs_no_list() =>
        Assert.That(RuleFiles.Of(RuleFiles.WithRule("literal: some text\nlook-alike: no text")).Find("a-rule")!.LookAlikes, Is.EqualTo(new[] { "no text" }));

    [TestCase("proven", ExpectedResult = "cranelift")]
    [TestCase("likely", ExpectedResult = "undecided")]
    [TestCase("suspected", ExpectedResult = "undecided")]
    public string Alone_only_what_has_no_look_alike_accuses(string confidence) =>
        WireName.Of(RuleFiles.Of(RuleFiles.WithRule($"literal: some text\nconfidence: {confidence}")).Find("a-rule")!.Alone);

    [TestCase("literal: some text\nliterl: x", "a.yaml:8: rules[0].literl is not a known key; did you mean 'literal'?")]
    [TestCase("confidence: likely", "a.yaml:3: rules[0].literal is missing")]
    [TestCase("literal: \"\"", "a.yaml:7: rules[0].literal is too common: it needs 4 letters at least")]
    [TestCase("literal: \"    \"", "a.yaml:7: rules[0].literal is too common: it needs 4 letters at least")]
    [TestCase("literal: f16", "a.yaml:7: rules[0].literal is too common: it needs 4 letters at least")]
    [TestCase("literal: größer", "a.yaml:7: rules[0].literal must be plain ASCII, on one line")]
    [TestCase("literal: \"two\\nlines\"", "a.yaml:7: rules[0].literal must be plain ASCII, on one line")]
    [TestCase("lines: [{ literal: some text }]\nliteral: more", "a.yaml:7: rules[0].lines cannot stand beside literal or pattern; put them into it")]
    [TestCase("lines: []", "a.yaml:7: rules[0].lines is empty")]
    [TestCase("literal: some text\nsubclass: \"{name}\"", "a.yaml:8: rules[0].subclass names the capture 'name', which no pattern of the rule has")]
    [TestCase("literal: some text\nwith: [{ literal: more, near: 3 }]", "a.yaml:8: rules[0].with[0].near is not a known key; known are literal, pattern, within")]
    [TestCase("literal: some text\nexits: [SIGABRT, abort]", "a.yaml:8: rules[0].exits[1] must be the name of a signal or an exit code, like SIGABRT or \"101\", not 'abort'")]
    [TestCase("literal: some text\nwhen: testin", "a.yaml:8: rules[0].when does not know 'testin'; did you mean 'testing'?")]
    [TestCase("literal: some text\nalone: craneleft", "a.yaml:8: rules[0].alone does not know 'craneleft'; did you mean 'cranelift'?")]
    [TestCase("literal: some text\nissue: 171", "a.yaml:8: rules[0].issue must be like owner/repository#123, not '171'")]
    [TestCase("literal: some text\nlook-alike: []", "a.yaml:8: rules[0].look-alike is empty")]
    [TestCase("literal: some text\nlook-alike: \" \"", "a.yaml:8: rules[0].look-alike is empty")]
    [TestCase("literal: some text\nlook-alike: { text: no text }", "a.yaml:8: rules[0].look-alike must be text, not a mapping")]
    [TestCase("literal: some text\nlook-alike:\n  - no text\n  - \"a \\u0001mark\"", "a.yaml:10: rules[0].look-alike[1] must not contain control characters")]
    [TestCase("literal: some text\nbackend-from: 2026-01-01\nbackend-before: 2025-01-01", "a.yaml:9: rules[0].backend-before must be later than backend-from, or the rule never holds")]
    public void A_fault_is_told_with_its_place(string more, string expected) =>
        Assert.That(RuleFiles.Refusal(RuleFiles.WithRule(more)), Is.EqualTo(expected));

    [TestCase("(unclosed")]
    [TestCase("(?<twice>a)\\\\1")]
    [TestCase("(?=ahead)")]
    [TestCase("(?>atomic)")]
    public void A_pattern_that_could_run_for_ever_is_refused(string pattern) =>
        Assert.That(
            RuleFiles.Refusal(RuleFiles.WithRule($"literal: some text\npattern: \"{pattern}\"")),
            Does.StartWith("a.yaml:8: rules[0].pattern is not a pattern that ends in linear time: "));

    [Test]
    public void All_faults_are_told_together() =>
        Assert.That(
            RuleFiles.Refusal("format: 2\nrules:\n  - { id: A, class: abbi, literal: x }").Split('\n'),
            Is.EqualTo(new[]
            {
                "a.yaml:1: format is 2, and this version of the tool reads 1",
                "a.yaml:3: rules[0].id must be lower-case words joined by hyphens, not 'A'",
                "a.yaml:3: rules[0].class does not know 'abbi'; did you mean 'abi'?",
                "a.yaml:3: rules[0].precedence is missing",
                "a.yaml:3: rules[0].source is missing",
                "a.yaml:3: rules[0].literal is too common: it needs 4 letters at least",
            }));

    [Test]
    public void An_id_is_taken_once_over_all_files()
    {
        var file = RuleFiles.WithRule("literal: some text");

        Assert.That(RuleFiles.Refusal(file, file), Is.EqualTo("b.yaml:3: rules[0] has the id 'a-rule', which is taken at a.yaml:3"));
    }

    [Test]
    public void Two_rules_of_equal_precedence_must_not_both_hold_for_an_entry_of_the_corpus()
    {
        var rules = RuleFiles.Of(
            """
            format: 1
            rules:
              - { id: one, class: abi, precedence: 400, source: a test, literal: some text }
              - { id: two, class: limit, precedence: 400, source: a test, literal: more text }
            """);
        var entry = new CorpusEntry("corpus.jsonl:7", "v-1", "some text\nmore text", "abi", null, Blame.Cranelift) { Phase = "rustc-error" };

        Assert.That(
            () => RulesLoader.RefuseContradictions(rules, [entry]),
            Throws.TypeOf<MatrixException>().With.Message.EqualTo(
                "a.yaml:4: 'two' and 'one' (a.yaml:3) have the precedence 400, and both hold for 'v-1' (corpus.jsonl:7)"));
    }

    [Test]
    public void The_corpus_beside_the_rules_is_looked_at_when_they_are_loaded()
    {
        using var folder = new TemporaryDirectory();
        folder.File("a.yaml", """
            format: 1
            rules:
              - { id: one, class: abi, precedence: 400, source: a test, literal: some text }
              - { id: two, class: limit, precedence: 400, source: a test, literal: more text }
            """);
        folder.File("corpus.jsonl", """{"id":"v-1","phase":"link","class":"abi","owner":"cranelift","text":"some text, more text"}""");

        Assert.That(() => RulesLoader.Load(folder.Path), Throws.TypeOf<MatrixException>().With.Message.Contains("both hold for 'v-1'"));
    }

    [Test]
    public void A_folder_without_rules_is_an_error()
    {
        using var folder = new TemporaryDirectory();

        Assert.That(() => RulesLoader.Load(folder.Path), Throws.TypeOf<MatrixException>().With.Message.EndsWith("holds no rules"));
    }

    [TestCase("{", "corpus.jsonl:2: ")]
    [TestCase("[]", "corpus.jsonl:2: ")]
    [TestCase("""{"id":"v-1"}""", "corpus.jsonl:2: the key 'text' is missing")]
    [TestCase("""{"id":"v-1","text":"x","class":"abi","owner":"me"}""", "corpus.jsonl:2: the owner must be one of cranelift, not-cranelift, both-backends, undecided, not 'me'")]
    public void A_line_of_a_corpus_that_is_no_entry_is_told_with_its_place(string line, string expected)
    {
        using var folder = new TemporaryDirectory();
        var corpus = folder.File("corpus.jsonl", "\n" + line + "\n");

        Assert.That(() => CorpusFile.Read(corpus), Throws.TypeOf<MatrixException>().With.Message.Contains(expected));
    }
}
