using FsCheck;
using FsCheck.Fluent;
using Matrix.Results;
using Matrix.Runner.Rules;

namespace Matrix.Runner.Tests.Rules;

public sealed class SignatureTests
{
    [TestCase("thread 'a' (4711) panicked at src/lib.rs:3:9:", "thread 'a' (#) panicked at lib.rs:#:#:")]
    [TestCase("thread 'a' (12) panicked at /sweep/x/cranelift/source/src/lib.rs:30:90:", "thread 'a' (#) panicked at lib.rs:#:#:")]
    [TestCase("undefined reference to `core::panicking::panic'", "undefined reference to `core::panicking::panic'")]
    [TestCase("in /target/debug/deps/x-0123456789abcdef: at 0x7fffdeadbeef", "in x-#: at #")]
    [TestCase("See https://github.com/rust-lang/rustc_codegen_cranelift/issues/171", "See https:#")]
    [TestCase("  error: took 1.25s  ", "error: took #.#s")]
    [TestCase("", "")]
    public void What_differs_from_run_to_run_is_taken_away(string text, string left) => Assert.That(Signature.Normalised(text), Is.EqualTo(left));

    [TestCase(FailureClass.Unwinding, "catch-unwind", "", "unwinding/catch-unwind")]
    [TestCase(FailureClass.Atomics128, null, "", "atomics-128")]
    [TestCase(FailureClass.WrongResult, null, "panicked at src/lib.rs:3:9:", "wrong-result: panicked at lib.rs:#:#:")]
    [TestCase(FailureClass.Crash, "sigsegv", "  ", "crash/sigsegv")]
    public void A_signature_begins_with_the_class(FailureClass failure, string? subclass, string text, string signature) =>
        Assert.That(Signature.Of(failure, subclass, text), Is.EqualTo(signature));

    [Test]
    public void The_same_failure_elsewhere_has_the_same_signature() =>
        Prop.ForAll(
            Gen.Elements("/home/a", "/tmp/x/y", "/sweep/run1/sweep/memchr/llvm/source", "src", "../..").ToArbitrary(),
            Gen.Choose(0, 1_000_000).ToArbitrary(),
            ArbMap.Default.ArbFor<ulong>(),
            (folder, number, hash) => Signature.Normalised($"thread 'x' ({number}) panicked at {folder}/lib.rs:{number}:{number}: {hash:x16} 0x{hash:x}")
                == "thread 'x' (#) panicked at lib.rs:#:#: # #").Check(Config.QuickThrowOnFailure);

    [Test]
    public void Any_text_gives_a_short_signature_that_is_always_the_same() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            text => Signature.Normalised(text.Get).Length <= 160 && Signature.Normalised(text.Get) == Signature.Normalised(text.Get))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void A_signature_is_not_cut_within_a_character() =>
        Assert.That(Signature.Normalised(new string('x', 159) + "\U0001F980"), Is.EqualTo(new string('x', 159)));
}
