using Matrix.Report.Sweeps;
using Matrix.Report.Wording;
using Matrix.Results;

namespace Matrix.Report.Pages.Crate;

/// <summary>The commands with which a person sees the failure: plain git and cargo, so that nothing of this project is needed.</summary>
internal static class ReproductionWords
{
    private static readonly string[] NoDefaultFeatures = ["--no-default-features"];

    private const string Switch = "CARGO_UNSTABLE_CODEGEN_BACKEND=true CARGO_PROFILE_DEV_CODEGEN_BACKEND=";

    private static readonly string[] LintsCapped = ["--cap-lints=warn"];

    /// <summary>Null where both sides do the same.</summary>
    public static Reproduction? Of(PlatformResult result) => result.Standing == Standing.Fails || result.Verdict.Kind is VerdictKind.Flaky or VerdictKind.Unequal
        ? Of(result, FirstTest(result.Verdict))
        : null;

    /// <param name="test">Null: the build fails.</param>
    public static Reproduction Of(PlatformResult result, TestId? test) => new(Lead(result), string.Join('\n', Commands(result, test)));

    private static string Lead(PlatformResult result)
    {
        var lockFile = result.Verdict.LockFile == LockFileOrigin.Generated
            ? $" The lock file that was made for the sweep is logs/{result.Verdict.Crate}/Cargo.lock in the results; copy it beside Cargo.toml first."
            : "";
        return $"With {result.Run.Manifest.Toolchain.Rustc}.{lockFile}";
    }

    private static IEnumerable<string> Commands(PlatformResult result, TestId? test)
    {
        foreach (var line in Checkout(result.Verdict))
            yield return line;

        var cargo = Cargo(result.Run.Manifest.Toolchain);
        yield return $"{Environment("cranelift", result.Verdict, test)} {cargo} {Arguments(result.Verdict, test)}";
        yield return $"{Environment("llvm", result.Verdict, test)} {cargo} {Arguments(result.Verdict, test)}";
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
    private static string Environment(string backend, Verdict verdict, TestId? test)
    {
        string[] rustdoc = [.. verdict.Relaxation == Relaxation.LintsCapped ? LintsCapped : [], .. test is { } named && IsDoctest(named) ? [$"-Zcodegen-backend={backend}"] : Array.Empty<string>()];
        string[] variables =
        [
            $"{Switch}{backend}",
            .. verdict.Relaxation switch
            {
                Relaxation.WithoutLto => ["CARGO_PROFILE_DEV_LTO=off", "CARGO_PROFILE_TEST_LTO=off"],
                Relaxation.LintsCapped => [$"RUSTFLAGS={LintsCapped[0]}"],
                _ => Array.Empty<string>(),
            },
            .. rustdoc.Length > 0 ? [$"RUSTDOCFLAGS={ShellText.Word(string.Join(' ', rustdoc))}"] : Array.Empty<string>(),
        ];
        return string.Join(' ', variables);
    }

    private static bool IsDoctest(TestId test) => test.Target.StartsWith("doctest ", StringComparison.Ordinal);

    private static TestId? FirstTest(Verdict verdict)
    {
        var test = verdict.Tests.FirstOrDefault(test => test is { Llvm: TestOutcome.Passed, Cranelift: TestOutcome.Failed }) ?? (verdict.Tests.Count > 0 ? verdict.Tests[0] : null);
        return test is null ? null : new TestId(test.Target, test.Name);
    }

    private static string Arguments(Verdict verdict, TestId? test)
    {
        string[] features = verdict.Source switch
        {
            { } source => [.. source.NoDefaultFeatures ? NoDefaultFeatures : [], .. source.Features.Count > 0 ? ["--features", ShellText.Word(string.Join(',', source.Features))] : Array.Empty<string>()],
            null => [],
        };
        return string.Join(' ', ["test", .. test is { } named ? Target(named.Target) : ["--no-run"], .. features, .. test is { } filtered ? Filter(filtered) : []]);
    }

    private static string[] Target(string target) => target.Split(' ', 2) switch
    {
        ["bin" or "test" or "example" or "bench", var name] => [$"--{target.Split(' ')[0]}", ShellText.Word(name)],
        ["doctest", _] => ["--doc"],
        _ => ["--lib"],
    };

    // rustdoc names an example by its file and line, and takes a part of that; a custom harness has one name, its target's.
    private static string[] Filter(TestId test) => IsDoctest(test)
        ? ["--", ShellText.Word(test.Name)]
        : test.Target.EndsWith($" {test.Name}", StringComparison.Ordinal) ? [] : ["--", "--exact", ShellText.Word(test.Name)];
}
