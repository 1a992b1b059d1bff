using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>What crates fail for, in about the proportions of a real sweep.</summary>
internal static class Troubles
{
    private static readonly string[] X86 =
    [
        "llvm.x86.avx2.psllv.d", "llvm.x86.pclmulqdq.256", "llvm.x86.aesni.aesenc.512", "llvm.x86.aesni.aesdec.512", "llvm.x86.sse.rcp.ps",
        "llvm.x86.sse.rsqrt.ps", "llvm.x86.sse.cvtss2si", "llvm.x86.avx2.pshuf.b", "llvm.x86.avx512.kand.w", "llvm.x86.sha256rnds2",
        "llvm.x86.avx2.pmadd.wd", "llvm.x86.sse41.dpps", "llvm.x86.sse42.crc32.64.64", "llvm.x86.bmi.pext.64", "llvm.x86.bmi.pdep.64",
        "llvm.x86.avx.maskload.ps", "llvm.x86.avx2.gather.d.ps", "llvm.x86.avx512.permvar.qi.512", "llvm.x86.rdtsc", "llvm.x86.xgetbv",
        "llvm.x86.sse2.psra.w", "llvm.x86.avx2.packuswb", "llvm.x86.vcvtph2ps.256", "llvm.x86.avx512.vpdpbusd.512", "llvm.x86.gfni.affine",
        "llvm.x86.avx2.mpsadbw", "llvm.x86.sse3.ldu.dq", "llvm.x86.avx512.conflict.d.512", "llvm.x86.avx2.permd", "llvm.x86.aesni.aeskeygenassist",
    ];

    private static readonly string[] Arm =
    [
        "llvm.aarch64.neon.tbl1.v16i8", "llvm.aarch64.neon.sqrdmulh.v4i32", "llvm.aarch64.crypto.aese", "llvm.aarch64.crypto.aesd",
        "llvm.aarch64.crc32cx", "llvm.aarch64.neon.pmull64", "llvm.aarch64.neon.uaddlv.i32.v16i8", "llvm.aarch64.neon.vcvtfp2hf",
        "llvm.aarch64.crypto.sha256h", "llvm.aarch64.neon.ld4.v16i8", "llvm.aarch64.neon.st2.v8i8", "llvm.aarch64.neon.fcvtns.v4i32",
        "llvm.aarch64.neon.umaxv.i32.v16i8", "llvm.aarch64.neon.sqshlu.v8i16", "llvm.aarch64.neon.rbit.v8i8", "llvm.aarch64.rndr",
        "llvm.aarch64.neon.sqxtun.v8i8", "llvm.aarch64.neon.uqsub.v16i8",
    ];

    public static IReadOnlyList<Trouble> All { get; } =
    [
        .. Unwinding(),
        .. Intrinsics("x86_64", X86, 30),
        .. Intrinsics("aarch64", Arm, 18),
        .. Builds(),
        .. CompilerCrashes(),
        .. WrongResults(),
        .. Rest(),
    ];

    /// <summary>The machine's: a verdict that names one says nothing of a crate.</summary>
    public static IReadOnlyList<Trouble> Environmental { get; } =
    [
        new(FailureClass.Timeout, null, "time-limit", Phase.Test, "==> {target}: {test}: failed, timed out after 900 s", 1),
        new(FailureClass.OutOfMemory, "limit", "memory-limit", Phase.Test, "==> alone: {target}: {test}: used more than 4096 MiB of memory", 1),
        new(FailureClass.MissingTool, "cmake", "tool-missing", Phase.Build, "[{crate} 0.1.0] is `cmake` not installed?", 1),
        new(FailureClass.Network, null, "registry-unreachable", Phase.Build, "warning: spurious network error (3 tries remaining): could not resolve host", 1),
    ];

    private static IEnumerable<Trouble> Unwinding() =>
    [
        new(FailureClass.Unwinding, "catch-unwind", "panic-caught-by-llvm", Phase.Test, "thread '{test}' (3) panicked at src/lib.rs:13:30:", 60)
        {
            Proof = Proof.PanicCaughtByLlvm,
        },
        new(FailureClass.Unwinding, "abort", "panic-not-initiated", Phase.Test, "fatal runtime error: failed to initiate panic, error 5, aborting", 16)
        {
            Proof = Proof.Controls,
        },
        new(FailureClass.Unwinding, "build-script", "build-panic-caught-by-llvm", Phase.Build, "[{crate} 0.1.0] thread 'main' (16) panicked at build.rs:6:24:", 2),
        new(FailureClass.Unwinding, "proc-macro", "proc-macro-abort", Phase.TestBuild, "fatal runtime error: Rust cannot catch foreign exceptions, aborting", 2)
        {
            Confidence = Confidence.Likely,
        },
    ];

    // The first of a list is met most often (Zipf); they are implemented one after the other, the last third not yet.
    private static IEnumerable<Trouble> Intrinsics(string arch, string[] names, double weight) => names.Select((name, rank) =>
        new Trouble(FailureClass.SimdIntrinsic, name, "simd-intrinsic-hit", Phase.Test, $"{name} is not yet supported.", weight / (rank + 1) / 4)
        {
            Arch = arch,
            MendedAfter = rank % 3 == 0 ? 2 : (rank + 1.0) / (names.Length + 1),
        });

    private static IEnumerable<Trouble> Builds() =>
    [
        new(FailureClass.InlineAsm, "sym", "asm-sym", Phase.Build, "error: asm! and global_asm! sym operands are not yet supported", 5) { MendedAfter = 0.55 },
        new(FailureClass.InlineAsm, "label", "asm-label", Phase.Build, "error: cranelift doesn't support labels in inline assembly.", 3),
        new(FailureClass.InlineAsm, "registers", "asm-registers", Phase.Build, "cannot allocate registers", 2),
        new(FailureClass.Abi, "define-c-variadic", "c-variadic-definition", Phase.Build, "error: Defining variadic functions is not yet supported by Cranelift", 2),
        new(FailureClass.Abi, "variadic-float", "variadic-float", Phase.TestBuild, "error: Non int ty types::F64 for variadic call", 2),
        new(FailureClass.Linkage, "linkage-attribute", "linkage-kind", Phase.TestBuild, "thread 'rustc' (8) panicked at compiler/rustc_codegen_cranelift/src/linkage.rs:18:14:", 3),
        new(FailureClass.Atomics128, null, "atomics-128", Phase.Build, "error: 128bit atomics not yet supported", 2) { MendedAfter = 0.8 },
        new(FailureClass.Limit, "implementation-limit", "implementation-limit", Phase.TestBuild, "error: backend implementation limit exceeded while compiling _RNvCs6vqo_12ends_of_many", 1),
        new(FailureClass.UnsupportedFlag, "lto", "lto", Phase.TestBuild, "warning: LTO is not supported. You may get a linker error.", 5),
    ];

    private static IEnumerable<Trouble> CompilerCrashes() => Enumerable.Range(0, 24).Select(number =>
        new Trouble(FailureClass.CompilerCrash, "isle", "isle", Phase.Build, $"Error while defining _RNvCsh574c_{number}: Compilation(Unsupported(\"should be implemented in ISLE: inst = `v{number} = fadd.f16 v45, v46`\"))", 0.3)
        {
            Words = $"v# = {Opcode(number)}",
            MendedAfter = number % 3 == 0 ? (number + 4) / 32.0 : 2,
        });

    private static string Opcode(int number) => $"{new[] { "fadd", "fmul", "sqmul_round_sat", "bitselect", "swizzle", "uextend" }[number % 6]}.{new[] { "f16", "f128", "i128", "i8x16" }[number / 6]}";

    private static IEnumerable<Trouble> WrongResults() => Enumerable.Range(0, 60).Select(number =>
        new Trouble(FailureClass.WrongResult, null, "only-cranelift-panics", Phase.Test, $"assertion failed: value_{number}(black_box(-0.0), 0.0).is_sign_positive()", 0.14)
        {
            Confidence = Confidence.Likely,
            Proof = Proof.Controls,
            Words = $"assertion failed: value_#(black_box(-#.#), #.#).{new string((char)('a' + (number % 26)), 1 + (number / 26))}()",
        });

    private static IEnumerable<Trouble> Rest() =>
    [
        new(FailureClass.Crash, "sigsegv", "ended-by-signal", Phase.Test, "==> alone: {target}: {test}: signal 11 (SIGSEGV)", 3) { Confidence = Confidence.Likely, Proof = Proof.Controls, Words = "signal # (SIGSEGV)" },
        new(FailureClass.Debuginfo, null, "backtrace-frames", Phase.Test, "             at ./src/lib.rs:5:5", 2) { Confidence = Confidence.Likely, Proof = Proof.Controls },
        new(FailureClass.StackOverflow, null, "stack-overflow", Phase.Test, "thread '{test}' (3) has overflowed its stack", 1) { Confidence = Confidence.Likely },
        new(FailureClass.Float16128, "f16-math", "undefined-f16-function", Phase.TestBuild, "          library/std/src/num/f16.rs:359: undefined reference to `sinf16'", 1),
        new(FailureClass.Unknown, null, "none", Phase.Test, "nothing that anybody knows", 0.6) { Confidence = Confidence.Suspected },
    ];
}
