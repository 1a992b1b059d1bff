using Matrix.Results;

namespace Matrix.Bench.Synthetic;

/// <summary>What cargo prints while it builds: packages, rustc's calls, and the warnings of the packages.</summary>
internal static class BuildLog
{
    private const int LinesOfMessage = 9;

    private static readonly string[] Packages = [.. Enumerable.Range(0, 48).Select(number => $"{CrateNames.At(number * 83)} 1.{number % 7}.{number % 5}")];

    private static readonly string Externs = string.Concat(Enumerable.Range(0, 12).Select(number => $" --extern {CrateNames.At(number * 31).Replace('-', '_')}=deps/lib{number:x8}{number * 7919:x8}.rmeta"));

    public static IReadOnlyList<PackageMessage> Messages(SyntheticCrate crate, Phase phase)
    {
        var messages = new PackageMessage[Count(crate, phase)];
        var (line, next) = (1, 0);
        for (var unit = 0; unit < Units(crate, phase); unit++)
        {
            line += 2;
            for (; next < messages.Length && UnitOf(next, crate, phase) == unit; next++, line += LinesOfMessage)
                messages[next] = new PackageMessage(Package(crate, phase, unit), line + 1, line + LinesOfMessage);
        }

        return messages;
    }

    public static LogText Write(Scene scene, LegName leg, Phase phase)
    {
        var log = new LogText();
        log.Add($"$ {string.Join(' ', Commands.Cargo(scene, leg, phase))}");
        var next = 0;
        for (var unit = 0; unit < Units(scene.Crate, phase); unit++)
        {
            var package = Package(scene.Crate, phase, unit);
            log.Add($"   Compiling {package.Replace(" ", " v", StringComparison.Ordinal)}");
            log.Add(Rustc(scene, leg, package, unit));
            for (; next < Count(scene.Crate, phase) && UnitOf(next, scene.Crate, phase) == unit; next++)
                Warn(log, package, next);
        }

        return log;
    }

    private static void Warn(LogText log, string package, int number)
    {
        log.Add("warning: unexpected `cfg` condition value: `scale_info`");
        log.Add($"  --> registry/{package.Replace(' ', '-')}/src/file_{number % 13}.rs:{19 + number}:12");
        log.Add("   |");
        log.Add($"{19 + number} | #[cfg_attr(feature = \"scale_info\", derive(scale_info::TypeInfo))]");
        log.Add("   |            ^^^^^^^^^^^^^^^^^^^^^^");
        log.Add("   |");
        log.Add("   = note: expected values for `feature` are: `const-generics`, `i128`, and `strict`");
        log.Add("   = help: consider adding `scale_info` as a feature in `Cargo.toml`");
        log.Add("   = note: see <https://doc.rust-lang.org/nightly/rustc/check-cfg/cargo-specifics.html> for more information about checking conditional configuration");
    }

    private static string Rustc(Scene scene, LegName leg, string package, int unit)
    {
        var hash = (scene.Crate.Position * 7919L) + (unit * 104_729L);
        return $"     Running `rustc --crate-name {package.Split(' ')[0]} --edition=2021 {scene.Platform.Home}/.cargo/registry/src/{package.Replace(' ', '-')}/src/lib.rs"
            + " --error-format=json --json=diagnostic-rendered-ansi,artifacts,future-incompat --crate-type lib --emit=dep-info,metadata,link -C embed-bitcode=no"
            + $" -Z codegen-backend={leg.Backend} -C debuginfo=2 --check-cfg 'cfg(docsrs,test)' -C metadata={hash:x16} -C extra-filename=-{hash * 31:x16}"
            + $" --out-dir {scene.Work(leg)}/target/debug/deps -L dependency={scene.Work(leg)}/target/debug/deps{Externs} --cap-lints warn`";
    }

    private static string Package(SyntheticCrate crate, Phase phase, int unit) =>
        unit == Units(crate, phase) - 1 ? crate.Package : Packages[((crate.Position * 7) + unit) % Packages.Length];

    private static int UnitOf(int message, SyntheticCrate crate, Phase phase) => (int)((long)message * Units(crate, phase) / Count(crate, phase));

    private static int Units(SyntheticCrate crate, Phase phase) => phase == Phase.Build ? (crate.Units + 1) / 2 : crate.Units;

    private static int Count(SyntheticCrate crate, Phase phase) => phase == Phase.Build ? crate.BuildMessages : crate.TestBuildMessages;
}
