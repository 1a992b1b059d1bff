using Matrix.Report.Escaping;
using Matrix.Report.History;
using Matrix.Results;
using Matrix.Terminal;

namespace Matrix.Report.Issues.Text;

/// <summary>What an issue of a cause is called when it is opened. Afterwards its title belongs to people.</summary>
internal static class CauseTitle
{
    private const int Longest = 120;   // GitHub takes 256; lists show about half

    public static string Of(CauseKey cause, Redaction redaction) => Fitting(Words(cause), redaction);

    /// <summary>Of an issue of all of a family.</summary>
    public static string Of(FailureClass failure, CauseFamily family, Redaction redaction) => Fitting(
        failure is FailureClass.SimdIntrinsic or FailureClass.Intrinsic ? $"{family.Name} intrinsics are not implemented" : $"{family.Name}: {WireName.Of(failure)}", redaction);

    // A name behind an at sign could be somebody's.
    private static string Fitting(string title, Redaction redaction) =>
        CutText.WithEllipsis(redaction.Of(VisibleText.Of(title)).ReplaceLineEndings(" ").Replace("@", "@\u200c", StringComparison.Ordinal), Longest);

    private static string Words(CauseKey cause) => (cause.Class, cause.Subclass) switch
    {
        _ when KnownTitles.Find(cause.Label) is { } known => $"{known}{Telling(cause)}",
        (FailureClass.SimdIntrinsic or FailureClass.Intrinsic, { } intrinsic) => $"{intrinsic} is not implemented",
        (FailureClass.UnsupportedFlag, { } flag) => $"{flag} is not supported",
        (FailureClass.CompilerCrash, _) => $"The compiler crashes{Behind(cause.Subclass)}{Telling(cause)}",
        (FailureClass.Timeout, _) => $"Tests hang{Behind(cause.Subclass)}",
        (FailureClass.WrongResult, _) => $"Tests give a wrong result{Telling(cause)}",
        (FailureClass.Unknown, _) => $"Unclassified failures{Telling(cause)}",
        (FailureClass.Crash, { } signal) => $"Tests end with {signal.ToUpperInvariant()}{Telling(cause)}",
        _ => $"{Label(cause)}{Telling(cause)}",
    };

    private static string Label(CauseKey cause) => char.ToUpperInvariant(cause.Label[0]) + cause.Label[1..].Replace(" / ", ": ");

    private static string Behind(string? subclass) => subclass is null ? "" : $" ({subclass})";

    // The signature of what nothing explains holds the line that tells it apart.
    private static string Telling(CauseKey cause)
    {
        var name = cause.Subclass is null ? WireName.Of(cause.Class) : $"{WireName.Of(cause.Class)}/{cause.Subclass}";
        var rest = cause.Signature.StartsWith(name, StringComparison.Ordinal) ? cause.Signature[name.Length..].TrimStart('/', ':', ' ') : cause.Signature;
        return rest.Length == 0 ? "" : $": {QuotedLog.Plain(rest, Redaction.OfPatterns)}";
    }
}

/// <summary>In the words of who reports it, what fails for the causes that the rules know.</summary>
internal static class KnownTitles
{
    private static readonly Dictionary<string, string> ByLabel = new(StringComparer.Ordinal)
    {
        ["unwinding / catch-unwind"] = "Panics are not caught: catch_unwind and tests that expect a panic",
        ["unwinding / abort"] = "A panic ends the whole process",
        ["unwinding / cleanup"] = "A panic does not drop what it leaves",
        ["unwinding / build-script"] = "A build script that catches a panic ends",
        ["unwinding / proc-macro"] = "A procedural macro that panics ends the compiler",
        ["abi / calling-convention"] = "A calling convention is not supported",
        ["abi / define-c-variadic"] = "Functions with C variadics cannot be defined",
        ["abi / redeclaration"] = "A function that is declared twice with different signatures is refused",
        ["abi / register-pair"] = "Arguments in register pairs are passed otherwise than LLVM passes them",
        ["abi / unsized-locals"] = "Unsized locals are not supported",
        ["abi / value-passing"] = "Cranelift cannot pass a value as the calling convention wants it",
        ["abi / variadic-abi"] = "Variadic calls are supported with the C calling convention only",
        ["abi / variadic-float"] = "Variadic calls with floating-point arguments are not supported",
        ["atomics-128"] = "128-bit atomics are not implemented",
        ["atomics-128 / isle"] = "128-bit atomics are not implemented: no instruction is selected for them",
        ["compiler-crash / function"] = "A function cannot be compiled",
        ["compiler-crash / isle"] = "No instruction is selected for an operation (ISLE)",
        ["compiler-crash / register-allocation"] = "Register allocation fails",
        ["compiler-crash / rustc"] = "The compiler panics",
        ["compiler-crash / ssa-value-type"] = "A value has another type than its use expects",
        ["compiler-crash / stack-frame"] = "A stack frame is too large to be compiled",
        ["compiler-crash / stack-overflow"] = "The compiler overflows its stack",
        ["compiler-crash / tail-call"] = "Guaranteed tail calls are not supported",
        ["compiler-crash / verifier"] = "Cranelift's verifier rejects what the backend makes",
        ["debuginfo"] = "Backtraces tell less than with LLVM",
        ["float-16-128"] = "f16 and f128 are not implemented",
        ["float-16-128 / panic"] = "f16 or f128 makes the compiler panic",
        ["float-16-128 / f16-math"] = "f16 arithmetic lacks functions at link time",
        ["float-16-128 / f128-math"] = "f128 arithmetic lacks functions at link time",
        ["inline-asm / architecture"] = "Inline assembly is not supported on this architecture",
        ["inline-asm / binary-format"] = "Inline assembly is not supported for this object format",
        ["inline-asm / failed-to-assemble"] = "Inline assembly that LLVM takes is not assembled",
        ["inline-asm / label"] = "Inline assembly: label operands are not supported",
        ["inline-asm / may-unwind"] = "Inline assembly: options(may_unwind) is not supported",
        ["inline-asm / panic"] = "Inline assembly makes the compiler panic",
        ["inline-asm / register-as-symbol"] = "Inline assembly: a symbol with the name of a register is taken for it",
        ["inline-asm / registers"] = "Inline assembly: registers cannot be allocated",
        ["inline-asm / sym"] = "Inline assembly: sym operands are not supported",
        ["limit / code-too-large"] = "A function is too large for Cranelift",
        ["limit / implementation-limit"] = "A function exceeds a limit of Cranelift",
        ["limit / stack-value"] = "A value is too big to be stored on the stack",
        ["linkage / duplicate-definition"] = "What is defined twice, or defined and imported, makes the compiler panic",
        ["linkage / duplicate-symbol"] = "A symbol is defined twice",
        ["linkage / linkage-attribute"] = "A kind of linkage is not supported",
        ["linkage / linker"] = "The linker fails",
        ["linkage / mach-o-section"] = "A section with a Mach-O name is refused",
        ["linkage / main-shim"] = "A crate that declares the symbol main itself is refused",
        ["linkage / object-write"] = "The object file cannot be written",
        ["linkage / raw-dylib"] = "Import libraries (raw-dylib) are not made",
        ["linkage / relocation"] = "The linker does not take a relocation",
        ["linkage / tls"] = "A thread-local of this kind is not supported",
        ["linkage / u1-link-name"] = @"A #[link_name] that begins with \x01 is not taken to the letter",
        ["linkage / undefined-symbol"] = "A symbol is undefined",
        ["simd-intrinsic / simd_shuffle"] = "simd_shuffle is not implemented for these indices",
        ["simd-intrinsic / non-constant-index"] = "A vector operation wants an index that is constant",
        ["simd-intrinsic"] = "A vector intrinsic is not implemented",
        ["slow-code"] = "Tests need many times the processor time",
        ["stack-overflow"] = "Tests overflow the stack",
        ["unsupported-flag / instrument-coverage"] = "Coverage (-C instrument-coverage) is not supported",
        ["unsupported-flag / llvm-args"] = "-C llvm-args is handed to Cranelift, which does not know the option",
        ["unsupported-flag / lto"] = "Link-time optimisation is not supported",
        ["unsupported-flag / target-cpu"] = "-C target-cpu is not supported",
        ["unsupported-flag / target-feature"] = "-C target-feature is ignored",
        ["unsupported-target"] = "The target is not supported",
        ["unsupported-target / 16-bit"] = "16-bit targets are not supported",
        ["unsupported-target / 32-bit"] = "32-bit targets are not supported",
        ["wrong-result / no-panic"] = "A test that expects a panic meets none",
    };

    /// <param name="label">Class and subclass, as <see cref="Matrix.Report.History.CauseKey.Label"/>.</param>
    /// <returns>Null: the rules know no such cause.</returns>
    public static string? Find(string label) => ByLabel.GetValueOrDefault(label);
}
