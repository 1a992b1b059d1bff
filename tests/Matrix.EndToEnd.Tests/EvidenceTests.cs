using System.Runtime.InteropServices;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>What the smoke list's crates fail for, and the lines of their logs that prove it; and who is not to blame.</summary>
public sealed class EvidenceTests
{
    private static readonly CratesList List = CratesListLoader.Load(Repository.PathOf("crates-list/smoke.yaml"));

    // Unwinding.
    [TestCase("catch-unwind-does-not-catch", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:13:")]
    [TestCase("catch-unwind-with-silenced-hook", FailureClass.Unwinding, "catch-unwind", "exit code 101")]
    [TestCase("drop-is-skipped-on-unwind", FailureClass.Unwinding, "catch-unwind", "panicked at tests/destructors.rs:")]
    [TestCase("thread-panic-aborts", FailureClass.Unwinding, "abort", "failed to initiate panic, error 5")]
    [TestCase("proc-macro-panics", FailureClass.Unwinding, "proc-macro", "Rust cannot catch foreign exceptions")]
    [TestCase("build-script-catches-panic", FailureClass.Unwinding, "build-script", "panicked at build.rs:6:")]
    [TestCase("two-causes-in-one-binary", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:5:")]
    [TestCase("fails-with-llvm-and-more-with-cranelift", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:2:")]
    [TestCase("profile-asks-for-lto-and-catches-panics", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:2:")]
    [TestCase("aborts-hide-a-wrong-result", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:26:")]
    [TestCase("aborts-hide-a-wrong-result", FailureClass.Unwinding, "abort", "failed to initiate panic, error 5")]
    [TestCase("prints-words-of-cranelift-and-catches-a-panic", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:5:")]
    [TestCase("prints-words-of-a-full-disk-and-catches-a-panic", FailureClass.Unwinding, "catch-unwind", "panicked at src/lib.rs:28:")]
    // SIMD intrinsics.
    [TestCase("unsupported-intrinsic-is-hit", FailureClass.SimdIntrinsic, "llvm.x86.sse.rcp.ps", "llvm.x86.sse.rcp.ps is not yet supported.")]
    [TestCase("unsupported-intrinsic-in-dependency", FailureClass.SimdIntrinsic, "llvm.x86.sse.rsqrt.ps", "llvm.x86.sse.rsqrt.ps is not yet supported.")]
    [TestCase("unsupported-intrinsic-in-build-script", FailureClass.SimdIntrinsic, "llvm.x86.sse.cvtss2si", "llvm.x86.sse.cvtss2si is not yet supported.")]
    [TestCase("two-causes-in-one-binary", FailureClass.SimdIntrinsic, "llvm.x86.sse.rcp.ps", "llvm.x86.sse.rcp.ps is not yet supported.")]
    [TestCase("aborts-hide-a-wrong-result", FailureClass.SimdIntrinsic, "llvm.x86.sse.rcp.ps", "llvm.x86.sse.rcp.ps is not yet supported.")]
    [TestCase("shifts-lanes-through-a-funnel", FailureClass.SimdIntrinsic, "simd_funnel_shl", "Unknown SIMD intrinsic simd_funnel_shl")]
    // Inline assembly.
    [TestCase("asm-sym-operand", FailureClass.InlineAsm, "sym", "sym operands are not yet supported")]
    [TestCase("dependency-takes-asm-sym-operand", FailureClass.InlineAsm, "sym", "sym operands are not yet supported")]
    [TestCase("global-asm-sym-operand", FailureClass.InlineAsm, "sym", "sym operands are not yet supported")]
    [TestCase("asm-label-operand", FailureClass.InlineAsm, "label", "cranelift doesn't support labels in inline assembly")]
    [TestCase("one-test-file-takes-a-label-operand", FailureClass.InlineAsm, "label", "cranelift doesn't support labels in inline assembly")]
    [TestCase("asm-may-unwind", FailureClass.InlineAsm, "may-unwind", "cranelift doesn't support unwinding from inline assembly")]
    [TestCase("asm-runs-out-of-registers", FailureClass.InlineAsm, "registers", "cannot allocate registers")]
    [TestCase("asm-text-is-cut-at-slashes", FailureClass.InlineAsm, "failed-to-assemble", "error: Failed to assemble `")]
    // ABI.
    [TestCase("defines-variadic-function", FailureClass.Abi, "define-c-variadic", "Defining variadic functions is not yet supported by Cranelift")]
    [TestCase("calls-variadic-with-float", FailureClass.Abi, "variadic-float", "for variadic call")]
    [TestCase("calls-variadic-of-another-abi", FailureClass.Abi, "variadic-abi", "Variadic call for non-C abi")]
    [TestCase("declares-symbol-twice", FailureClass.Abi, "redeclaration", "error: attempt to declare `abs`")]
    [TestCase("defines-interrupt-handler", FailureClass.Abi, "calling-convention", "error: call conv ")]
    // Compiler crashes and limits.
    [TestCase("vector-argument-crashes-compiler", FailureClass.CompilerCrash, "ssa-value-type", "Unexpected SSA-value type")]
    [TestCase("tail-call-crashes-compiler", FailureClass.CompilerCrash, "tail-call", "tail calls are not yet supported")]
    [TestCase("adds-lanes-of-half-floats", FailureClass.CompilerCrash, "isle", "should be implemented in ISLE")]
    [TestCase("value-too-big-for-the-stack", FailureClass.Limit, "stack-value", "are too big to store on the stack")]
    [TestCase("frame-too-big-for-the-backend", FailureClass.Limit, "implementation-limit", "backend implementation limit exceeded")]
    // Linkage, atomics, floats, flags.
    [TestCase("link-name-with-u1-prefix", FailureClass.Linkage, "u1-link-name", "undefined ")]
    [TestCase("linkonce-crashes-compiler", FailureClass.Linkage, "linkage-attribute", "compiler/rustc_codegen_cranelift/src/linkage.rs")]
    [TestCase("common-linkage-crashes-compiler", FailureClass.Linkage, "linkage-attribute", "compiler/rustc_codegen_cranelift/src/linkage.rs")]
    [TestCase("loads-128-bits-atomically", FailureClass.Atomics128, null, "128bit atomics not yet supported")]
    [TestCase("swaps-128-bits-atomically", FailureClass.Atomics128, "isle", "atomic_cas.i128")]
    [TestCase("takes-sine-of-f16", FailureClass.Float16128, "f16-math", "sinf16")]
    [TestCase("profile-asks-for-lto", FailureClass.UnsupportedFlag, "lto", "LTO is not supported")]
    [TestCase("profile-asks-for-lto-and-catches-panics", FailureClass.UnsupportedFlag, "lto", "LTO is not supported")]
    // What no text of the backend explains.
    [TestCase("deep-recursion-overflows-the-stack", FailureClass.StackOverflow, null, "has overflowed its stack")]
    [TestCase("inlined-frame-is-missing-from-backtrace", FailureClass.Debuginfo, null, "at ./src/lib.rs:")]
    [TestCase("sums-what-llvm-folds", FailureClass.SlowCode, null, "sums_very_many: timed out after 6 s")]
    [TestCase("asm-calls-a-function", FailureClass.Crash, "sigsegv", "signal 11 (SIGSEGV)")]
    [TestCase("asm-byte-registers-stay-empty", FailureClass.WrongResult, null, "panicked at src/lib.rs:")]
    [TestCase("sse-min-of-nan", FailureClass.WrongResult, null, "panicked at src/lib.rs:")]
    [TestCase("aborts-hide-a-wrong-result", FailureClass.WrongResult, null, "'one_is_smaller_than_nan'")]
    [TestCase("prints-words-of-a-panic-and-is-wrong", FailureClass.WrongResult, null, "panicked at src/lib.rs:40:")]
    public async Task A_class_is_proven_by_a_line_of_the_Cranelift_leg(string crate, FailureClass failure, string? subclass, string text)
    {
        var cause = (await ExpectedAsync(crate, needsX64: failure is FailureClass.SimdIntrinsic or FailureClass.WrongResult)).Causes
            .SingleOrDefault(cause => cause.Class == failure && cause.Subclass == subclass);

        Assert.That(cause, Is.Not.Null);
        var lines = cause.Evidence.Where(evidence => evidence.Log.StartsWith($"logs/{crate}/cranelift", StringComparison.Ordinal));
        Assert.That(lines.Select(evidence => evidence.Text), Has.Some.Contains(text));
    }

    [TestCase("hangs", FailureClass.Timeout, null, "timed out")]
    [TestCase("lock-stays-taken-and-hangs", FailureClass.Timeout, null, "the_lock_can_be_taken_again: failed, timed out")]
    [TestCase("eats-memory", FailureClass.OutOfMemory, "limit", "used more than")]
    [TestCase("floods-the-log", FailureClass.DiskFull, "log-limit", "printed more than")]
    [TestCase("needs-missing-tool", FailureClass.MissingTool, "tool-that-nobody-has", "is `tool-that-nobody-has` not installed?")]
    [TestCase("build-script-expects-a-missing-program", FailureClass.MissingTool, "program", "failed to start cmake: Os { code: 2, kind: NotFound")]
    public async Task What_the_surroundings_decide_is_said_with_its_line(string crate, FailureClass failure, string? subclass, string text)
    {
        var cause = (await ExpectedAsync(crate)).MainCause;

        Assert.That((cause?.Class, cause?.Subclass), Is.EqualTo(((FailureClass?)failure, subclass)));
        Assert.That(cause!.Evidence.Select(evidence => evidence.Text), Has.Some.Contains(text));
    }

    [TestCase("two-causes-in-one-binary", 2)]
    [TestCase("aborts-hide-a-wrong-result", 4)]
    [TestCase("profile-asks-for-lto-and-catches-panics", 2)]
    [TestCase("prints-words-of-cranelift-and-catches-a-panic", 1)]
    [TestCase("prints-words-of-a-panic-and-is-wrong", 1)]
    public async Task A_crate_has_as_many_causes_as_it_should_and_no_more(string crate, int causes) =>
        Assert.That((await ExpectedAsync(crate, needsX64: true)).Causes, Has.Count.EqualTo(causes));

    [Test]
    public async Task Every_test_behind_an_abort_has_a_cause_of_its_own()
    {
        var causes = (await ExpectedAsync("aborts-hide-a-wrong-result", needsX64: true)).Causes;
        var tests = causes.ToDictionary(cause => (cause.Class, cause.Subclass), cause => cause.Tests.Select(test => test.Name).ToList());

        Assert.That(tests[(FailureClass.SimdIntrinsic, "llvm.x86.sse.rcp.ps")], Has.Count.EqualTo(40).And.All.StartsWith("reciprocals::"));
        Assert.That(tests[(FailureClass.Unwinding, "abort")], Has.Count.EqualTo(10).And.All.StartsWith("words::"));
        Assert.That(tests[(FailureClass.Unwinding, "catch-unwind")], Is.EqualTo(new[] { "a_word_is_no_number" }));
        Assert.That(tests[(FailureClass.WrongResult, null)], Is.EqualTo(new[] { "one_is_smaller_than_nan" }));
    }

    [Test]
    public async Task Nothing_is_called_the_fault_of_Cranelift_unless_only_Cranelift_fails()
    {
        var results = await SmokeSweep.ResultsAsync();
        var blamed = results.Verdicts()
            .Where(verdict => verdict.Kind is not (VerdictKind.Regressed or VerdictKind.PartlyBroken))
            .Where(verdict => verdict.Causes.Any(cause => cause.Class.Owner() == FailureOwner.Cranelift));
        Assert.That(blamed.Select(verdict => verdict.Crate), Is.Empty);
    }

    // What each look-alike shows with LLVM as well: without it, the crate would prove nothing.
    [TestCase("panics-in-extern-c-function", "panic in a function that cannot unwind")]
    [TestCase("panics-in-a-thread-of-c", "failed to initiate panic, error 5")]
    [TestCase("panics-twice", "panic in a destructor during cleanup")]
    [TestCase("raises-a-foreign-exception", "Rust cannot catch foreign exceptions")]
    [TestCase("runs-an-undefined-instruction", "signal 4 (SIGILL)")]
    [TestCase("violates-an-unsafe-precondition", "thread caused non-unwinding panic. aborting.")]
    [TestCase("overflows-the-stack", "has overflowed its stack")]
    [TestCase("prints-words-of-cranelift-and-fails", "llvm.x86.foo is not yet supported.")]
    [TestCase("compile-error-sounds-like-cranelift", "error: asm! and global_asm! sym operands are not yet supported")]
    [TestCase("crashes-rustc-itself", "the compiler unexpectedly panicked")]
    [TestCase("proc-macro-gives-up", "error: proc macro panicked")]
    [TestCase("calls-a-function-that-is-nowhere", "error: linking with `")]
    [TestCase("defines-main-twice", "error: entry symbol `main` declared multiple times")]
    [TestCase("asks-for-an-unknown-feature", "error[E0635]")]
    [TestCase("denies-warnings", "error: function `nobody_calls_it` is never used")]
    [TestCase("build-script-expects-a-missing-program", "failed to start cmake: Os { code: 2, kind: NotFound")]
    [TestCase("build-script-probes-the-compiler", "error: asm! and global_asm! sym operands are not yet supported")]
    public async Task A_look_alike_shows_itself_with_LLVM_too(string crate, string text)
    {
        await ExpectedAsync(crate);
        var results = await SmokeSweep.ResultsAsync();
        var leg = results.LegsOf(crate).Single(leg => leg.Attempt == 1 && leg.Leg == new LegName(BackendName.Llvm));
        Assert.That(leg.Phases.SelectMany(phase => results.LogLines(phase.Log)), Has.Some.Contains(text));
    }

    [Test]
    public async Task A_test_that_fails_now_and_then_with_Cranelift_never_fails_with_LLVM()
    {
        await ExpectedAsync("catches-a-panic-three-times-of-four");
        var legs = (await SmokeSweep.ResultsAsync()).LegsOf("catches-a-panic-three-times-of-four").ToList();
        var failed = legs.ToLookup(leg => leg.Leg, leg => leg.Tests.Failed);

        Assert.That(failed[new LegName(BackendName.Llvm)], Is.All.Zero);
        Assert.That(failed[new LegName(BackendName.Cranelift)], Has.Some.Zero.And.Some.Positive);
    }

    // Some crates show what they are named for on one platform only, and the list says nothing of the others.
    private static async Task<Verdict> ExpectedAsync(string crate, bool needsX64 = false)
    {
        var verdict = (await SmokeSweep.ResultsAsync()).VerdictOf(crate);
        if (needsX64 && RuntimeInformation.OSArchitecture != Architecture.X64)
            Assert.Ignore($"{crate} has another cause on this platform");
        if (verdict.Expectation is null && List.Crates.Single(entry => entry.Name.Value == crate).Expectations.Length > 0)
            Assert.Ignore($"{crate} shows it on another platform");
        return verdict;
    }
}
