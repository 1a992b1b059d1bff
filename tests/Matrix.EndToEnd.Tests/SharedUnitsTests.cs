using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Dependencies that crates share are compiled once, and no crate can make another one's different.</summary>
public sealed class SharedUnitsTests
{
    // The list's cargo configuration: the number and its generator are in this repository.
    private static readonly string Packages = $"""
        [source.crates-io]
        replace-with = "packages"
        [source.packages]
        directory = "{Repository.PathOf("tests/fixtures/packages")}"
        """;

    [TestCase(""), TestCase(SweepFolder.NewLayout), CancelAfter(RealSweep.Patience)]
    public async Task What_two_crates_depend_on_is_compiled_once_a_backend_and_all_else_is_as_if_it_were_not(string layout, CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        var sweep = SweepOf(folder, Dependent(folder, "first"), Dependent(folder, "second"));
        folder.File("config.toml", Packages + layout);

        var shared = await ResultsAsync(Sharing(folder, sweep, "1GiB").Into("shared"), cancellation);
        var alone = await ResultsAsync(Sharing(folder, sweep, "none").Into("alone"), cancellation);

        // A procedural macro, a build script, a library; each with both backends.
        Assert.That(shared.Manifest.Reuse, Is.EqualTo(new ReuseRecord(UnitsMade: 6, UnitsShared: 6, CratesCarriedOver: 0)));
        Assert.That(alone.Manifest.Reuse, Is.EqualTo(new ReuseRecord(0, 0, 0)));
        var legs = shared.Legs().ToList();
        Assert.That(legs.Select(leg => leg.Units.Shared), Is.All.EqualTo(3));
        Assert.That(legs.Select(Facts), Is.EquivalentTo(alone.Legs().Select(Facts)));
        Assert.That(legs.SelectMany(leg => Warnings(shared, leg)), Has.Exactly(4).Items, "each leg is told what rustc says of the dependency");
        Assert.That(shared.Verdicts().Select(verdict => verdict.Kind), Is.All.EqualTo(VerdictKind.Compatible));
        Assert.That(Directory.EnumerateFileSystemEntries(shared.Paths.Absolute(ResultsPaths.Work)), Is.Empty);
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task Packages_may_lie_in_any_place_that_is_hidden_from_crates(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        CopyPackages(folder.PathOf("Grüße zu Haus/packages"));
        var sweep = folder.SweepOf(Dependent(folder, "first"), "cargo-config: lists/config.toml");
        folder.File("lists/config.toml", "[source.crates-io]\nreplace-with = \"packages\"\n[source.packages]\ndirectory = \"Grüße zu Haus/packages\"\n");

        var results = await ResultsAsync(sweep, cancellation);

        Assert.That(results.VerdictOf("first").Kind, Is.EqualTo(VerdictKind.Compatible), results.VerdictOf("first").Reason);
    }

    private static void CopyPackages(string to)
    {
        var from = Repository.PathOf("tests/fixtures/packages");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_crate_that_changes_what_it_shares_changes_it_for_itself_alone(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        folder.File("evil/build.rs", EvilBuildScript);
        var evil = folder.Crate("evil", Answers(668), $"{OnNumber}[build-dependencies]\nnumber = \"1\"\n", cost: 100);

        var results = await ResultsAsync(Sharing(folder, SweepOf(folder, evil, Dependent(folder, "good")), "1GiB"), cancellation);

        var (other, good) = (results.VerdictOf("evil"), results.VerdictOf("good"));
        Assert.That(other.Kind, Is.EqualTo(VerdictKind.Compatible), $"it has what it made for itself: {other.Reason}");
        Assert.That(good.Kind, Is.EqualTo(VerdictKind.Compatible), $"it has what anybody has: {good.Reason}");
        Assert.That(results.LegsOf("good").Select(leg => leg.Units.Shared), Is.All.EqualTo(3));
    }

    // It writes over what is generated for its dependency, has cargo compile that again, and tries to get at what others are given.
    private const string EvilBuildScript = """
        use std::{env, fs, path::Path};

        fn main() {
            // OUT_DIR is target/debug/build/NAME/out.
            let out = env::var("OUT_DIR").unwrap();
            let target = Path::new(&out).ancestors().nth(4).unwrap();
            for package in fs::read_dir(target.join("debug/build")).unwrap() {
                let generated = package.unwrap().path().join("out/number.rs");
                if generated.exists() {
                    fs::write(generated, "pub const GENERATED: u32 = 666;\n").unwrap();
                }
            }
            for package in fs::read_dir(target.join("debug/.fingerprint")).unwrap() {
                for file in fs::read_dir(package.unwrap().path()).unwrap() {
                    let file = file.unwrap().path();
                    if file.file_name().unwrap().to_str().unwrap().contains("lib-number") && !file.to_str().unwrap().contains("generator") {
                        fs::remove_file(file).unwrap();
                    }
                }
            }

            // RUSTC is LEG/stand-ins/rustc, and all legs' folders are beside what they share.
            let rustc = env::var("RUSTC").unwrap();
            write_everywhere(Path::new(&rustc).parent().unwrap());
            let store = Path::new(&rustc).ancestors().nth(4).unwrap().join(".units");
            assert!(store.join("units").is_dir(), "it found what it looked for");
            write_everywhere(&store);
        }

        fn write_everywhere(folder: &Path) {
            assert!(fs::write(folder.join("evil"), "evil").is_err(), "{} can be written", folder.display());
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => write_everywhere(&path),
                    false => assert!(fs::OpenOptions::new().write(true).open(&path).is_err(), "{} can be written", path.display()),
                }
            }
        }
        """;

    private static (string, string, string, int, int, TestCounts) Facts(LegResult leg) =>
        (leg.Crate, leg.Leg.ToString(), leg.Outcome.ToString()!, leg.Units.Of(BackendName.Llvm), leg.Units.Of(BackendName.Cranelift), leg.Tests);

    private static IEnumerable<string> Warnings(ResultsReader results, LegResult leg) =>
        results.LogLines(leg.Phase(Phase.Build)!.Log).Where(line => line.Contains("unused variable: `unused`", StringComparison.Ordinal));

    private const string OnNumber = "[dependencies]\nnumber = \"1\"\n";

    private static string Answers(int answer) => $"#[test]\nfn the_answer() {{ assert_eq!(number::answer(), {answer}); }}\n";

    private static string Dependent(SweepFolder folder, string name) => folder.Crate(name, Answers(42), OnNumber);

    private static RealSweep SweepOf(SweepFolder folder, params string[] crates)
    {
        folder.File("config.toml", Packages);
        return folder.SweepOf([.. crates, "cargo-config: config.toml"]);
    }

    private static RealSweep Sharing(SweepFolder folder, RealSweep sweep, string units)
    {
        var config = folder.File($"{units}.yaml", $"format: 1\nisolation: auto\ncache: {Repository.PathOf(".matrix/cache")}\nreuse: {{ legs: none, units: {units} }}\n");
        return sweep with { Options = [.. sweep.Options, "--config", config, "--jobs", "1"] };
    }

    private static async Task<ResultsReader> ResultsAsync(RealSweep sweep, CancellationToken cancellation)
    {
        var end = await sweep.RunAsync(cancellation);
        if (end.Errors.Contains("WITHOUT isolation", StringComparison.Ordinal))
            Assert.Ignore("nothing is shared without a sandbox, and there is none here");
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        return sweep.Results;
    }
}
