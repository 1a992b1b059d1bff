using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>The command lines that a leg records.</summary>
internal static class Commands
{
    public static IReadOnlyList<string> Cargo(Scene scene, LegName leg, Phase phase)
    {
        string[] manifest = ["--manifest-path", $"{scene.Work(leg)}/source/Cargo.toml"];
        string[] shared = ["--locked", "--offline", "-vv", "--message-format=json", .. manifest];
        return phase switch
        {
            Phase.Fetch => [$"{scene.Programs}/cargo", "fetch", "--locked", .. manifest],
            Phase.Build => [$"{scene.Programs}/cargo", "build", .. shared],
            Phase.TestBuild =>
            [
                $"{scene.Programs}/cargo", "test", "--no-fail-fast", "--config",
                $"target.{scene.Platform.Target}.runner=[\"{scene.Work(leg)}/records/run\"]", .. shared,
            ],
            _ => [],
        };
    }

    public static IReadOnlyList<string> Target(Scene scene, LegName leg, string target) => target.StartsWith("doctest", StringComparison.Ordinal)
        ?
        [
            $"{scene.Programs}/rustdoc", "--edition=2021", "--crate-type", "lib", "--color", "never", "--crate-name", target[8..], "--test", "src/lib.rs",
            "--test-run-directory", $"{scene.Work(leg)}/source", "--warn=unexpected_cfgs", "--check-cfg", "cfg(docsrs,test)",
            "--extern", $"{target[8..]}={scene.Work(leg)}/target/debug/deps/lib{target[8..]}-bff535aeb5f66d05.rlib",
            "--extern", $"serde={scene.Work(leg)}/target/debug/deps/libserde-0aa3f6a2eee72aba.rlib",
            "--extern", $"rand={scene.Work(leg)}/target/debug/deps/librand-74c3e5430863cf07.rlib",
            "-L", $"dependency={scene.Work(leg)}/target/debug/deps", "-C", "embed-bitcode=no", $"-Zcodegen-backend={leg.Backend}",
        ]
        : [Executable(scene, leg, target), "-Zunstable-options", "--format=json", "--report-time"];

    public static string Executable(Scene scene, LegName leg, string target) =>
        $"{scene.Work(leg)}/target/debug/deps/{target[(target.IndexOf(' ', StringComparison.Ordinal) + 1)..]}-{scene.Crate.Commit[..16]}";
}
