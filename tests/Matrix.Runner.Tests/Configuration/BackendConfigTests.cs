using Matrix.Results;
using Matrix.Runner.Configuration;

namespace Matrix.Runner.Tests.Configuration;

public sealed class BackendConfigTests
{
    private const string Several =
        """
        format: 1
        backends:
          llvm: { codegen-backend: llvm }
          o1: { codegen-backend: cranelift, title: At opt-level 1, config: [profile.dev.opt-level=1] }
          mine: { codegen-backend: ../lib/librustc_codegen_mine.so, rustflags: ["-Cdebuginfo=1"], env: { A: b } }
        baseline: llvm
        candidates: [mine, o1]
        """;

    [Test]
    public void Without_a_word_Cranelift_is_compared_with_LLVM()
    {
        var backends = Config.Of("format: 1").Backends;

        Assert.That((backends.Baseline, backends.Candidate(null).Name), Is.EqualTo((BackendName.Llvm, BackendName.Cranelift)));
    }

    [Test]
    public void An_entry_says_what_rustc_and_cargo_are_told()
    {
        var backends = Config.Of(Several).Backends;
        var (mine, o1) = (backends.Candidate(null), backends.Candidate("o1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((mine.Name.Value, mine.Codegen, mine.IsLibrary, mine.Title), Is.EqualTo(("mine", "/lib/librustc_codegen_mine.so", true, (string?)null)));
            Assert.That(mine.Rustflags, Is.EqualTo(new[] { "-Cdebuginfo=1" }));
            Assert.That(mine.Environment, Is.EqualTo(new Dictionary<string, string> { ["A"] = "b" }));
            Assert.That((o1.Title, o1.Codegen, o1.IsLibrary), Is.EqualTo(("At opt-level 1", "cranelift", false)));
            Assert.That(o1.Config, Is.EqualTo(new[] { "profile.dev.opt-level=1" }));
            Assert.That(o1.Position, Does.EndWith("matrix.yaml:4"));
        }
    }

    [TestCase("llvm", "--backend llvm is the baseline, and nothing to compare with itself")]
    [TestCase("gcc", "--backend gcc is not known")]
    public void Another_than_a_candidate_is_refused(string name, string message) => Assert.That(
        () => Config.Of(Several).Backends.Candidate(name),
        Throws.InstanceOf<MatrixException>().With.Message.EqualTo(message).And.Property(nameof(MatrixException.Hint)).Contains("o1, mine"));

    [TestCase("backends: { llvm: { codegen-backend: llvm }, Mine: { codegen-backend: cranelift } }", "is no name for a backend")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, mine-abort: { codegen-backend: cranelift } }", "is no name for a backend")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: cranelift }, a: { codegen-backend: gcc } }", "a")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: Cranelift! } }", "must be a name that rustc knows")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { } }", "codegen-backend")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: gcc, flags: [] } }", "flags")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: gcc, rustflags: [-Zcodegen-backend=llvm] } }", "must not name a codegen-backend")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: gcc, config: [profile.dev.codegen-backend=x] } }", "must not name a codegen-backend")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: gcc, config: [opt-level] } }", "must be like profile.dev.opt-level=1")]
    [TestCase("backends: { llvm: { codegen-backend: llvm }, a: { codegen-backend: gcc, env: { RUSTC: x } } }", "it would decide the toolchain")]
    [TestCase("backends: { llvm: { codegen-backend: llvm } }", "must have the baseline (llvm) and a candidate")]
    [TestCase("backends: { a: { codegen-backend: gcc } }", "must have the baseline (llvm) and a candidate")]
    [TestCase("baseline: gcc", "llvm, cranelift")]
    [TestCase("candidates: [llvm]", "is the baseline")]
    [TestCase("candidates: [gcc]", "llvm, cranelift")]
    [TestCase("candidates: []", "names no candidate")]
    public void What_is_wrong_with_the_entries_is_told_with_its_line(string text, string message) => Assert.That(
        () => Config.Of($"format: 1\n{text}"), Throws.InstanceOf<MatrixException>().With.Message.Contains(message).And.Message.Contains("matrix.yaml:2"));
}
