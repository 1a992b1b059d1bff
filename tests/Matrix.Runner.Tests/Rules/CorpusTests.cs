using Matrix.Results;
using Matrix.Runner.Cli;
using Matrix.Runner.Rules;
using Matrix.Runner.Rules.Corpus;
using Matrix.Runner.Rules.Loading;
using Matrix.Testing;
using Spectre.Console;

namespace Matrix.Runner.Tests.Rules;

public sealed class CorpusTests
{
    private static readonly CorpusLabels Labels = CorpusLabelsLoader.Load(Repository.PathOf("rules"));

    private static readonly CorpusScore Score =
        CorpusScore.Of(OurRules.All, Labels, CorpusFile.Read(Repository.PathOf("rules/corpus.jsonl")));

    [Test]
    public void Nothing_that_is_not_Cranelifts_is_called_so() =>
        Assert.That(Score.Entries.Where(entry => entry.IsAccused).Select(entry => $"{entry.Entry.Id} by {entry.Answer.Rule}"), Is.Empty);

    [Test]
    public void No_class_of_Cranelifts_is_mistaken_for_another() =>
        Assert.That(Score.Entries.Where(entry => entry.IsOfAnotherClass).Select(entry => $"{entry.Entry.Id} by {entry.Answer.Rule}"), Is.Empty);

    [Test]
    public void The_aims_are_met() => Assert.Multiple(() =>
    {
        Assert.That(Score.RightClasses, Is.GreaterThanOrEqualTo(0.95));
        Assert.That(Score.RightSubclasses, Is.GreaterThanOrEqualTo(0.90));
        Assert.That(Score.MeetsAims, Is.True);
    });

    [TestCase("rustc-error", ExpectedResult = "build/")]
    [TestCase("rustc-crash:SIGILL", ExpectedResult = "build/SIGILL")]
    [TestCase("build-script-run", ExpectedResult = "build/")]
    [TestCase("fetch", ExpectedResult = "fetch/")]
    [TestCase("test-assert", ExpectedResult = "test/101")]
    [TestCase("test-crash:SIGABRT", ExpectedResult = "test/SIGABRT")]
    [TestCase("test-slow", ExpectedResult = "test/")]
    [TestCase("run-exit:1", ExpectedResult = "test/1")]
    [TestCase("rustc-warning", ExpectedResult = "build/0")]
    public string A_phase_of_the_corpus_is_one_of_ours(string phase)
    {
        var context = CorpusPhases.ContextOf(Entry("abi") with { Phase = phase });
        return $"{WireName.Of(context.Phase)}/{context.Exit}";
    }

    [TestCase("1.85.0-nightly (37e74596c 2024-12-18)", ExpectedResult = "2024-12-18")]
    [TestCase("nightly 2025-04-02", ExpectedResult = "2025-04-02")]
    [TestCase("2021-06", ExpectedResult = "2021-06-01")]
    [TestCase("1.53", ExpectedResult = null)]
    public string? A_toolchain_of_the_corpus_has_a_date_where_it_names_one(string toolchain) =>
        CorpusPhases.ContextOf(Entry("abi") with { Toolchain = toolchain }).Backend
            ?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [TestCase("abi", "Variadic call with a float", "variadic-float")]
    [TestCase("simd-intrinsic", "simd-intrinsic-warning: llvm.x86.a.b + 3 more", "llvm.x86.a.b")]
    [TestCase("compiler-crash", "ice-cg_clif: num assertion", "num.rs")]
    [TestCase("stack-overflow", "any words", null)]
    [TestCase("not-cranelift", "any words", "anything")]
    public void A_label_of_the_corpus_means_a_subclass_of_ours(string failure, string label, string? subclass) =>
        Assert.That(Labels.IsSubclass(Entry(failure) with { Subclass = label }, subclass), Is.True);

    [TestCase("simd-intrinsic", "llvm.x86.a.b", "llvm.x86.a.c")]
    [TestCase("simd-intrinsic", "llvm.x86.a.b", "llvm_x86_a_b")]
    [TestCase("inline-asm", "sym operands", "label")]
    [TestCase("abi", "words that no label knows", "variadic-float")]
    public void A_label_does_not_mean_what_it_does_not_say(string failure, string label, string subclass) =>
        Assert.That(Labels.IsSubclass(Entry(failure) with { Subclass = label }, subclass), Is.False);

    [Test]
    public void The_tables_can_be_read_without_a_terminal()
    {
        using var text = new StringWriter();

        RulesTest.WriteTables(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }), Score);

        Assert.That(text.ToString(), Does.Contain("| abi ").And.Contain("false accusations  0 (aim: 0)").And.EndsWith("the aims are met" + Environment.NewLine));
    }

    [Test, CancelAfter(60_000)]
    public async Task An_entry_is_a_line_of_JSON(CancellationToken cancellation)
    {
        var end = await ProgramRun.RunAsync("Matrix.Runner", ["rules", "test", "--json"], cancellation);

        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        Assert.That(end.Output.Split('\n'), Has.Length.EqualTo(Score.Entries.Length + 1));
        Assert.That(
            end.Output.Split('\n')[0],
            Is.EqualTo(
                """
                {"id":"v-abi-002","expected":{"class":"abi","subclass":"define-c-variadic","owner":"cranelift"},
                "got":{"class":"abi","subclass":"define-c-variadic","owner":"cranelift"},"rule":"c-variadic-definition"}
                """.ReplaceLineEndings("")));
        Assert.That(
            end.Output.Split('\n')[1],
            Does.Contain("\"expected\":{\"class\":\"abi\",\"subclass\":\"unsized locals\",").And.Contain("\"got\":{\"class\":\"abi\",\"subclass\":\"unsized-locals\","),
            "what is expected is the corpus's own word, not made of the answer");
    }

    [Test, CancelAfter(60_000)]
    public async Task Aims_that_are_not_met_end_with_a_code_of_their_own(CancellationToken cancellation)
    {
        using var folder = new TemporaryDirectory();
        var corpus = folder.File("accused.jsonl", """{"id":"x","phase":"rustc-error","class":"not-cranelift","owner":"not-cranelift","text":"128bit atomics not yet supported"}""");

        var end = await ProgramRun.RunAsync("Matrix.Runner", ["rules", "test", "--corpus", corpus], cancellation);

        Assert.That(end.ExitCode, Is.EqualTo((int)ExitCode.Regressed), end.ToString());
        Assert.That(end.Output, Does.Contain("x is not-cranelift/ (not-cranelift), taken for atomics-128/ (cranelift) by atomics-128"));
    }

    private static CorpusEntry Entry(string failure) => new("corpus.jsonl:1", "x", "", failure, null, Blame.Cranelift) { Phase = "rustc-error" };
}
