using Matrix.Report.Sweeps;
using Matrix.Results;
using Matrix.Terminal;

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
        foreach (var backend in new[] { result.Run.Candidate, result.Run.Manifest.Baseline }.Select(backend => backend.CodegenBackend))
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

        yield return $"git clone {ShellWord.Of(source.Git)} crate && cd crate";
        if (verdict.Commit is { } commit)
            yield return $"git checkout {ShellWord.Of(commit)}";
        if (source.Directory != ".")
            yield return $"cd {ShellWord.Of(source.Directory)}";
    }

    // A name with a slash is a folder, and a linked toolchain has a name that only its machine knows: rustup takes both after the plus.
    private static string Cargo(ToolchainRecord toolchain) => toolchain.Name.Contains('/') ? "cargo" : $"cargo {ShellWord.Of($"+{toolchain.Name}")}";

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
            .. rustdoc.Length > 0 ? [$"RUSTDOCFLAGS={ShellWord.Of(string.Join(' ', rustdoc))}"] : Array.Empty<string>(),
        ];
        return string.Join(' ', variables);
    }
}

/// <summary>What cargo is called with to see something fail.</summary>
internal static class CargoArguments
{
    private static readonly string[] NoDefaultFeatures = ["--no-default-features"];

    public static string Of(Verdict verdict, ReproductionAim aim, string backend) => string.Join(' ',
    [
        .. Command(aim, verdict.Source),
        .. Features(verdict.Source),
        .. verdict.LeftOut.Select(LeftOutWords.BackendKey).OfType<string>().Select(key => Override(key, backend)),
        .. aim.Test is { } test && !FailsInCompany(verdict, test) ? Filter(test) : [],
    ]);

    /// <summary>For what has to be there before, since cargo builds no examples for a test that is named; null: the test starts none.</summary>
    public static string? OfExamples(Verdict verdict, ReproductionAim aim) =>
        verdict.Tests.Any(test => test.Id == aim.Test && test.Started is { } started && started.Any(program => program.StartsWith("example ", StringComparison.Ordinal)))
            ? string.Join(' ', ["build", "--examples", .. Features(verdict.Source)])
            : null;

    public static bool IsDoctest(TestId test) => test.Target.StartsWith("doctest ", StringComparison.Ordinal);

    // Examples and programs; the tests in a program are built by cargo test.
    private static bool IsBuiltOnly(TestId target, ReproductionAim aim) =>
        target.Target.StartsWith("example ", StringComparison.Ordinal) || (aim.StopsAtBuild && target.Target.StartsWith("bin ", StringComparison.Ordinal));

    // By itself it would pass.
    private static bool FailsInCompany(Verdict verdict, TestId test) =>
        verdict.Tests.Any(difference => difference.Id == test && difference.Manner is not null);

    private static string[] Command(ReproductionAim aim, SourceRecord? source) => aim switch
    {
        { IsUnbuilt: true, Test: { } target } => [.. IsBuiltOnly(target, aim) ? ["build"] : new[] { "test", "--no-run" }, .. Package(target, source), .. Target(target.Target)],
        { Test: { } test } => ["test", .. Package(test, source), .. Target(test.Target)],
        { StopsAtBuild: true } => ["build"],
        _ => ["test", "--no-run"],
    };

    // cargo refuses features that the packages named have not; those of the list are of the crate. Named alone, the target is found as in the sweep.
    private static string[] Package(TestId test, SourceRecord? source) =>
        test.Package is { } package && source is not { Features.Count: > 0 } ? ["-p", ShellWord.Of(package)] : [];

    private static string[] Target(string target) => target.Split(' ', 2) switch
    {
        ["bin" or "test" or "example" or "bench", var name] => [$"--{target.Split(' ')[0]}", ShellWord.Of(name)],
        ["doctest", _] => ["--doc"],
        _ => ["--lib"],
    };

    private static string[] Features(SourceRecord? source) => source is null ? [] :
    [
        .. source.NoDefaultFeatures ? NoDefaultFeatures : [],
        .. source.Features.Count > 0 ? ["--features", ShellWord.Of(string.Join(',', source.Features))] : Array.Empty<string>(),
    ];

    // A line each: who quotes commands cuts long lines.
    private static string Override(string key, string backend) => $"\\\n    --config {ShellWord.Of($"{key}=\"{backend}\"")}";

    // rustdoc names an example by its file and line, and takes a part of that. A harness of the crate's own may take a word for something else.
    private static string[] Filter(TestId test) =>
        test.IsWhole ? []
        : IsDoctest(test) ? ["--", ShellWord.Of(test.Name)]
        : ["--", "--exact", ShellWord.Of(test.Name)];
}
