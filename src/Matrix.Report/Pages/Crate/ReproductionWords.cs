using Matrix.Report.Escaping;
using Matrix.Report.Sweeps;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>The commands with which a person sees the failure: plain git and cargo, so that nothing of this project is needed.</summary>
internal static class ReproductionWords
{
    // Incremental code is divided otherwise, so that other functions are inlined.
    private const string Switch = "CARGO_INCREMENTAL=0 CARGO_UNSTABLE_CODEGEN_BACKEND=true CARGO_PROFILE_DEV_CODEGEN_BACKEND=";

    private static readonly string[] LintsCapped = ["--cap-lints=warn"];

    /// <summary>Null where both sides do the same.</summary>
    public static Reproduction? Of(PlatformResult result) => result.Standing == Standing.Fails || result.Verdict.Kind is VerdictKind.Flaky or VerdictKind.Unequal
        ? Of(result, ReproductionAim.Of(result.Verdict))
        : null;

    /// <summary>Of one of the verdict's causes.</summary>
    public static Reproduction Of(PlatformResult result, Cause cause) => Of(result, ReproductionAim.Of(result.Verdict, cause));

    private static Reproduction Of(PlatformResult result, ReproductionAim aim) => new(Lead(result), string.Join('\n', Commands(result, aim)));

    private static string Lead(PlatformResult result)
    {
        var lockFile = result.Verdict.LockFile == LockFileOrigin.Generated
            ? $" The lock file that was made for the sweep is logs/{result.Verdict.Crate}/Cargo.lock in the results; copy it beside Cargo.toml first."
            : "";
        return $"With {result.Run.Manifest.Toolchain.Rustc}.{lockFile}{LeftOutWords.Advice(result.Verdict.LeftOut)}";
    }

    private static IEnumerable<string> Commands(PlatformResult result, ReproductionAim aim)
    {
        foreach (var line in Checkout(result.Verdict))
            yield return line;

        var cargo = Cargo(result.Run.Manifest.Toolchain);
        foreach (var backend in new[] { Backend.Cranelift, Backend.Llvm }.Select(WireName.Of))
        {
            var call = $"{Environment(backend, aim)} {cargo}";
            var examples = CargoArguments.OfExamples(result.Verdict, aim) is { } arguments ? $"{call} {arguments} && " : "";
            yield return $"{examples}{call} {CargoArguments.Of(result.Verdict, aim, backend)}";
        }
    }

    private static IEnumerable<string> Checkout(Verdict verdict)
    {
        if (verdict.Source is not { } source)
        {
            yield return "# in the folder that the crates list names";
            yield break;
        }

        yield return $"git clone {ShellText.Word(source.Git)} crate && cd crate";
        if (verdict.Commit is { } commit)
            yield return $"git checkout {ShellText.Word(commit)}";
        if (source.Directory != ".")
            yield return $"cd {ShellText.Word(source.Directory)}";
    }

    // A name with a slash is a folder, and a linked toolchain has a name that only its machine knows: rustup takes both after the plus.
    private static string Cargo(ToolchainRecord toolchain) => toolchain.Name.Contains('/') ? "cargo" : $"cargo {ShellText.Word($"+{toolchain.Name}")}";

    // What was left out in the legs that decided is left out here too; cargo hands the profile's backend to rustc but not to rustdoc.
    private static string Environment(string backend, ReproductionAim aim)
    {
        string[] rustdoc =
        [
            .. aim.Workaround == Workaround.LintsCapped ? LintsCapped : [],
            .. aim.Test is { } test && CargoArguments.IsDoctest(test) ? [$"-Zcodegen-backend={backend}"] : Array.Empty<string>(),
        ];
        string[] variables =
        [
            $"{Switch}{backend}",
            .. aim.Workaround switch
            {
                Workaround.WithoutLto => ["CARGO_PROFILE_DEV_LTO=off", "CARGO_PROFILE_TEST_LTO=off"],
                Workaround.LintsCapped => [$"RUSTFLAGS={LintsCapped[0]}"],
                _ => Array.Empty<string>(),
            },
            .. rustdoc.Length > 0 ? [$"RUSTDOCFLAGS={ShellText.Word(string.Join(' ', rustdoc))}"] : Array.Empty<string>(),
        ];
        return string.Join(' ', variables);
    }
}
