using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Runner.Classification.Rules;

namespace Matrix.Runner.Classification;

/// <summary>
/// The unmistakable causes, most telling first: where several stand in one log, the first of this table is the cause. The texts are the
/// backend's own message templates (rustc_codegen_cranelift, 2025-01 to 2026-07), of std, rustc and cargo.
/// </summary>
internal static class KnownCauses
{
    public static readonly ImmutableArray<KnownCause> All =
    [
        // Setup and environment: whatever else the log says, these come first.
        Setup("backend-folder-missing", "failed to find a `codegen-backends` folder"),
        Setup("backend-does-not-load", "couldn't load codegen backend"),
        Setup("cargo-feature-required", "feature `codegen-backend` is required"),
        Setup("jit-mode", "JIT mode doesn't work with"),
        Environment("disk-full", FailureClass.DiskFull, "No space left on device"),
        Building("no-name-resolution", FailureClass.Network, "host", "Could not resolve host"),
        Building("no-connection", FailureClass.Network, "connection", "Could not connect to server"),
        Building("offline-download", FailureClass.Network, "offline", "but --offline was specified"),
        Building("offline-without-package", FailureClass.Network, "offline", "in the offline mode"),
        Building("download-failed", FailureClass.Network, "download", "failed to download"),
        Building("spurious-network-error", FailureClass.Network, "download", "spurious network error"),
        Building("llvm-out-of-memory", FailureClass.OutOfMemory, "compiler", "rustc-LLVM ERROR: out of memory"),
        Building("compiler-killed", FailureClass.OutOfMemory, "killed", "(signal: 9, SIGKILL: kill)") with { Confidence = Confidence.Likely },
        Building("linker-missing", FailureClass.MissingTool, "linker", "error: linker `"),
        Building("pkg-config-missing", FailureClass.MissingTool, "pkg-config", "pkg-config command could not be found"),
        Building("system-library-missing", FailureClass.MissingTool, null, "The system library `")
            with { Pattern = Regex(@"The system library `(?<subclass>[^`]+)` required by crate") },
        Building("tool-missing", FailureClass.MissingTool, null, "` not installed?") with { Pattern = Regex(@"is `(?<subclass>[^`]+)` not installed\?") },
        Building("c-compiler-missing", FailureClass.MissingTool, "c-compiler", "failed to find tool"),
        Building("assembler-missing", FailureClass.MissingTool, "as", "Failed to spawn `as`."),
        Building("libclang-missing", FailureClass.MissingTool, "libclang", "Unable to find libclang"),
        Building("program-missing", FailureClass.MissingTool, "program", "Os { code: 2, kind: NotFound")
            with { Confidence = Confidence.Likely },

        // A linker that fails after this warning fails because of it; newer backends make it an error.
        Building("lto", FailureClass.UnsupportedFlag, "lto", "LTO is not supported"),
        Building("instrument-coverage", FailureClass.UnsupportedFlag, "instrument-coverage", "`-Cinstrument-coverage` is LLVM specific"),
        Building("unknown-backend-option", FailureClass.UnsupportedFlag, "llvm-args", "error: Unknown option `"),
        Building("target-cpu", FailureClass.UnsupportedFlag, "target-cpu", "the specified target cpu isn't currently supported by Cranelift"),
        Building("target", FailureClass.UnsupportedTarget, null, "error: can't compile for "),
        Building("target-unknown", FailureClass.UnsupportedTarget, null, "error: target not recognized: "),
        Building("target-isa", FailureClass.UnsupportedTarget, null, "error: failed to build TargetIsa: "),
        Building("target-32-bit", FailureClass.UnsupportedTarget, "32-bit", "  left: types::I32") with { Confidence = Confidence.Likely },
        Building("target-16-bit", FailureClass.UnsupportedTarget, "16-bit", "16bit systems are not yet supported"),

        Cause("simd-intrinsic-hit", FailureClass.SimdIntrinsic, null, " is not yet supported.")
            with { Pattern = Regex(@"^(?:\[[^\]]*\] |  )?(?<subclass>llvm\.[A-Za-z0-9_.]+) is not yet supported\.$") },
        Cause("simd-intrinsic-hit-before-2025-05", FailureClass.SimdIntrinsic, null, "trap at Instance ")
            with { Pattern = Regex(@"trap at Instance .*: (?<subclass>llvm\.[A-Za-z0-9_.]+)$") },
        Building("simd-platform-intrinsic", FailureClass.SimdIntrinsic, null, "Unknown SIMD intrinsic ")
            with { Pattern = Regex(@"Unknown SIMD intrinsic (?<subclass>\w+)") },
        Building("simd-index", FailureClass.SimdIntrinsic, "non-constant-index", "Index argument for `"),

        Building("asm-sym", FailureClass.InlineAsm, "sym", "sym operands are not yet supported"),
        Building("asm-label", FailureClass.InlineAsm, "label", "cranelift doesn't support labels in inline assembly"),
        Building("asm-label-operand", FailureClass.InlineAsm, "label", "asm! label operands are not yet supported"),
        Building("asm-unwind", FailureClass.InlineAsm, "may-unwind", "cranelift doesn't support unwinding from inline assembly"),
        Building("asm-registers", FailureClass.InlineAsm, "registers", "cannot allocate registers"),
        Building("asm-format", FailureClass.InlineAsm, "binary-format", "Unsupported binary format for inline asm"),
        Building("asm-register-as-symbol", FailureClass.InlineAsm, "register-as-symbol", "undefined ")
            with { Pattern = Regex(@"undefined (?:symbol: |reference to [`'])[re][abcd]x\b"), Confidence = Confidence.Likely },
        Building("asm-assembler", FailureClass.InlineAsm, "failed-to-assemble", "error: Failed to assemble `"),

        Building("c-variadic-definition", FailureClass.Abi, "define-c-variadic", "Defining variadic functions is not yet supported by Cranelift"),
        Building("variadic-float", FailureClass.Abi, "variadic-float", "for variadic call") with { Pattern = Regex("Non int ty .* for variadic call") },
        Building("variadic-abi", FailureClass.Abi, "variadic-abi", "Variadic call for non-C abi"),
        Building("calling-convention", FailureClass.Abi, "calling-convention", "call conv ")
            with { Pattern = Regex("call conv .* (?:(?:is )?not yet implemented|is LLVM-specific)") },
        Building("redeclaration", FailureClass.Abi, "redeclaration", "error: attempt to declare `"),
        Building("register-pair", FailureClass.Abi, "register-pair", "entered unreachable code: Reg {"),
        Building("unsized-locals", FailureClass.Abi, "unsized-locals", "unsized locals are not yet supported"),

        Building("atomics-128", FailureClass.Atomics128, null, "128bit atomics not yet supported"),
        Building("atomics-128-isle", FailureClass.Atomics128, "isle", "should be implemented in ISLE")
            with { Pattern = Regex(@"Error while defining .*atomic_\w+.*types::I128") },
        Building("f16-f128", FailureClass.Float16128, null, "not implemented: f16_f128"),
        Building("intrinsic", FailureClass.Intrinsic, null, " must be overridden by codegen_cranelift, but isn't")
            with { Pattern = Regex(@"intrinsic (?<subclass>\S+) must be overridden") },

        Building("implementation-limit", FailureClass.Limit, "implementation-limit", "backend implementation limit exceeded while compiling"),
        Building("value-too-big", FailureClass.Limit, "stack-value", "are too big to store on the stack"),
        Building("code-too-large", FailureClass.Limit, "code-too-large", "Compilation(CodeTooLarge)"),

        Building("tls-value", FailureClass.Linkage, "tls", "contains reference to TLS value"),
        Building("mach-o-section", FailureClass.Linkage, "mach-o-section", "error: #[link_section = ")
            with { Pattern = Regex(@"is not valid for macos target|is not supported: unsupported section type") },
        Building("main-shim", FailureClass.Linkage, "main-shim", "error: entry symbol `main` declared multiple times"),
        Building("object-write", FailureClass.Linkage, "object-write", "error writing object file: "),
        Building("linkage-kind", FailureClass.Linkage, "linkage-attribute", "compiler/rustc_codegen_cranelift/src/linkage.rs"),

        // ld may swallow the mark, so the object files are looked at as well: see LinkNames.
        Building(U1LinkName, FailureClass.Linkage, "u1-link-name", "undefined reference to `\u0001"),

        Building("tail-call", FailureClass.CompilerCrash, "tail-call", "tail calls are not yet supported in `rustc_codegen_cranelift`"),
        Building("verifier", FailureClass.CompilerCrash, "verifier", "cranelift verify error"),
        Building("ssa-value-type", FailureClass.CompilerCrash, "ssa-value-type", "Unexpected SSA-value type") with { Pattern = Regex("Error while defining ") },
        Building("isle", FailureClass.CompilerCrash, "isle", "should be implemented in ISLE") with { Pattern = Regex("Error while defining ") },
        Building("function-not-compiled", FailureClass.CompilerCrash, "function", "Error while defining ")
            with { Pattern = Regex(@"Error while defining .*: Compilation\(") },
        Building("backend-panic", FailureClass.CompilerCrash, null, "panicked at ")
            with
            {
                Pattern = Regex(
                    @"panicked at (?:\S*/)?(?:compiler/rustc_codegen_cranelift/src/|rust/deps/(?:cranelift-[a-z-]+|regalloc2|object|gimli)-[0-9.]+/src/)(?<subclass>[\w/]+\.rs)"),
            },

        // A build script that C++ code throws through says the same.
        Building("foreign-exception-in-compiler", FailureClass.Unwinding, "proc-macro", "Rust cannot catch foreign exceptions")
            with { Confidence = Confidence.Likely },
        Building("panic-not-initiated-in-build", FailureClass.Unwinding, "build-script", "failed to initiate panic, error ")
            with { Confidence = Confidence.Likely },
        Testing("panic-not-initiated", FailureClass.Unwinding, "abort", "failed to initiate panic, error ") with { Confidence = Confidence.Likely },

        Building("compiler-stack-overflow", FailureClass.CompilerCrash, "stack-overflow", "has overflowed its stack")
            with { Pattern = Regex("thread 'rustc'"), Confidence = Confidence.Likely },
        Cause("stack-overflow", FailureClass.StackOverflow, null, "has overflowed its stack") with { Confidence = Confidence.Likely },
        Building("undefined-f16-function", FailureClass.Float16128, "f16-math", "f16") with { Pattern = Regex(@"undefined (?:reference to|symbol:) \W?\w+f16\b") },
        Building("undefined-f128-function", FailureClass.Float16128, "f128-math", "f128") with { Pattern = Regex(@"undefined (?:reference to|symbol:) \W?\w+f128\b") },
        Building(UndefinedSymbol, FailureClass.Linkage, "undefined-symbol", "undefined reference to ") with { Confidence = Confidence.Likely },
        Building("undefined-symbol-lld", FailureClass.Linkage, "undefined-symbol", "undefined symbol: ") with { Confidence = Confidence.Likely },
        Building("undefined-symbol-macos", FailureClass.Linkage, "undefined-symbol", "Undefined symbols for architecture")
            with { Confidence = Confidence.Likely },
        Building("relocation", FailureClass.Linkage, "relocation", "can't create dynamic relocation ") with { Confidence = Confidence.Likely },
        Building("link-failed", FailureClass.Linkage, "linker", "error: linking with `") with { Confidence = Confidence.Likely },
        // Backtraces are off, so a test that prints frames looks at them itself.
        Testing("backtrace-frames", FailureClass.Debuginfo, null, "             at ") with { Confidence = Confidence.Suspected },
        Testing("no-panic", FailureClass.WrongResult, "no-panic", "test did not panic as expected") with { Confidence = Confidence.Likely },
        Building("compiler-panic", FailureClass.CompilerCrash, "rustc", "the compiler unexpectedly panicked") with { Confidence = Confidence.Suspected },
    ];

    /// <summary>A symbol that is wanted under a name with the mark of LLVM for "as it is", which Cranelift takes as a part of the name.</summary>
    public const string U1LinkName = "u1-link-name";

    /// <summary>The rule whose line names a symbol that the linker did not find.</summary>
    public const string UndefinedSymbol = "undefined-symbol";

    /// <summary>How much a rule tells: its place in the table, from 0.</summary>
    public static int Rank(string rule) => Ranks.GetValueOrDefault(rule, int.MaxValue);

    public static Confidence ConfidenceOf(string rule) => Rank(rule) is var rank && rank < All.Length ? All[rank].Confidence : Confidence.Suspected;

    private static readonly FrozenDictionary<string, int> Ranks =
        All.Index().ToFrozenDictionary(pair => pair.Item.Id, pair => pair.Index);

    private static KnownCause Cause(string id, FailureClass failure, string? subclass, string literal) => new(id, failure, subclass, literal);

    private static KnownCause Environment(string id, FailureClass failure, string literal) => new(id, failure, null, literal);

    private static KnownCause Setup(string id, string literal) =>
        new(id, FailureClass.ToolchainSetup, null, literal) { When = When.Building };

    private static KnownCause Building(string id, FailureClass failure, string? subclass, string literal) =>
        new(id, failure, subclass, literal) { When = When.Building };

    private static KnownCause Testing(string id, FailureClass failure, string? subclass, string literal) =>
        new(id, failure, subclass, literal) { When = When.Testing };

    // Non-backtracking: a log line must not be able to make a pattern run for ever.
    private static Regex Regex(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
