using System.Text.RegularExpressions;
using Matrix.Report.History;
using Matrix.Report.Issues.Text;
using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Testing;
using Matrix.Yaml;

namespace Matrix.Report.Tests.Issues.Text;

public sealed partial class CauseTitleTests
{
    [TestCase(FailureClass.SimdIntrinsic, "llvm.x86.avx2.psllv.d", "simd-intrinsic/llvm.x86.avx2.psllv.d", ExpectedResult = "llvm.x86.avx2.psllv.d is not implemented")]
    [TestCase(FailureClass.Unwinding, "abort", "unwinding/abort", ExpectedResult = "A panic ends the whole process")]
    [TestCase(FailureClass.InlineAsm, "failed-to-assemble", "inline-asm/failed-to-assemble", ExpectedResult = "Inline assembly that LLVM takes is not assembled")]
    [TestCase(FailureClass.CompilerCrash, "isle", "compiler-crash/isle: iadd.i128", ExpectedResult = "No instruction is selected for an operation (ISLE): iadd.i128")]
    [TestCase(FailureClass.CompilerCrash, "base.rs", "compiler-crash/base.rs", ExpectedResult = "The compiler crashes (base.rs)")]
    [TestCase(FailureClass.UnsupportedFlag, "lto", "unsupported-flag/lto", ExpectedResult = "Link-time optimisation is not supported")]
    [TestCase(FailureClass.WrongResult, null, "wrong-result: assertion `left == right` failed", ExpectedResult = "Tests give a wrong result: assertion `left == right` failed")]
    [TestCase(FailureClass.Unknown, null, "unknown: hey @octocat", ExpectedResult = "Unclassified failures: hey @\u200coctocat")]
    [TestCase(FailureClass.Crash, "sigsegv", "crash/sigsegv: signal # (SIGSEGV)", ExpectedResult = "Tests end with SIGSEGV: signal # (SIGSEGV)")]
    public string A_title_says_what_fails(FailureClass failure, string? subclass, string signature) => CauseTitle.Of(new CauseKey(failure, subclass, signature), Redaction.OfPatterns);

    // Who adds a rule with another subclass says in rules/titles.yaml what fails.
    [Test]
    public void Every_cause_of_Cranelift_that_the_rules_know_by_name_has_a_title_of_its_own()
    {
        var blocks = Directory.EnumerateFiles(Repository.PathOf("rules"), "*.yaml").SelectMany(file => File.ReadAllText(file).Split("\n  - id: ").Skip(1)).ToList();
        var labels = blocks
            .Select(block => (Class: Class.Match(block), Subclass: Subclass.Match(block)))
            .Where(rule => rule.Class.Success && !rule.Subclass.Value.Contains('{') && WireName.TryParse<FailureClass>(rule.Class.Groups[1].Value, out var failure) && failure.GoalOf() is not null)
            .Select(rule => rule.Class.Groups[1].Value + (rule.Subclass.Success ? $"/{rule.Subclass.Groups[1].Value}" : ""))
            .ToHashSet();

        Assert.That(labels, Has.Count.GreaterThan(50));
        Assert.That(labels.Except(KnownTitles.All.Keys), Is.Empty, "add a line to rules/titles.yaml");
    }

    [Test]
    public void A_title_of_no_class_is_an_error_with_its_line() =>
        Assert.That(
            () => KnownTitles.Read(new YamlFile("/titles.yaml", "titles.yaml", "format: 1\ntitles:\n  abi: fine\n  abbi/x: not fine\n"u8.ToArray())),
            Throws.InstanceOf<MatrixException>().With.Message.Contains("titles.yaml:4").And.Message.Contains("abbi/x"));

    [Test]
    public void Every_class_has_a_title_and_none_is_too_long() =>
        Assert.That(
            Enum.GetValues<FailureClass>().SelectMany(failure => new[] { null, "it", new string('x', 900) }.Select(subclass => CauseTitle.Of(new CauseKey(failure, subclass, "y\nz"), Redaction.OfPatterns))),
            Is.All.Matches<string>(title => title!.Length is > 0 and <= 120 && !title.Contains('\n')));

    [GeneratedRegex("^    class: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Class { get; }

    [GeneratedRegex("^    subclass: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Subclass { get; }
}
