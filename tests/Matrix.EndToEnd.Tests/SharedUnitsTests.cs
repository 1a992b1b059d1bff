using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>Dependencies that crates share are compiled once, and no crate can make another one's different.</summary>
public sealed class SharedUnitsTests
{
    private const int Minutes = 60_000;

    private TemporaryDirectory directory = null!;

    [SetUp]
    public async Task Prepare()
    {
        await RealToolchain.RequireAsync();
        directory = new TemporaryDirectory();
        directory.File("config.toml", $"""
            [source.crates-io]
            replace-with = "packages"
            [source.packages]
            directory = "{Repository.PathOf("tests/fixtures/packages")}"
            """);
    }

    [TearDown]
    public void Remove() => directory?.Dispose();

    [Test, CancelAfter(5 * Minutes)]
    public async Task What_two_crates_depend_on_is_compiled_once_a_backend_and_all_else_is_as_if_it_were_not(CancellationToken cancellation)
    {
        var list = List(Dependent("first", ""), Dependent("second", ""));

        var shared = await SweepAsync("shared", list, "units: 1GiB", cancellation);
        var alone = await SweepAsync("alone", list, "units: none", cancellation);

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

    [Test, CancelAfter(5 * Minutes)]
    public async Task A_crate_that_changes_what_it_shares_changes_it_for_itself_alone(CancellationToken cancellation)
    {
        directory.File("evil/build.rs", EvilBuildScript);
        var evil = Dependent("evil", "[build-dependencies]\nnumber = \"1\"\n", answer: 668) with { Cost = 100 };

        var results = await SweepAsync("results", List(evil, Dependent("good", "")), "units: 1GiB", cancellation);

        var verdicts = results.Verdicts().ToDictionary(verdict => verdict.Crate);
        Assert.That(verdicts["evil"].Kind, Is.EqualTo(VerdictKind.Compatible), $"it has what it made for itself: {verdicts["evil"].Reason}");
        Assert.That(verdicts["good"].Kind, Is.EqualTo(VerdictKind.Compatible), $"it has what anybody has: {verdicts["good"].Reason}");
        Assert.That(results.Legs().Where(leg => leg.Crate == "good").Select(leg => leg.Units.Shared), Is.All.EqualTo(3));
    }

    // It writes over what is generated for its dependency, has cargo compile that again, and tries to get at what others are given.
    private const string EvilBuildScript = """
        use std::{env, fs, path::Path};

        fn main() {
            let target = env::var("CARGO_TARGET_DIR").unwrap();
            for package in fs::read_dir(Path::new(&target).join("debug/build")).unwrap() {
                let generated = package.unwrap().path().join("out/number.rs");
                if generated.exists() {
                    fs::write(generated, "pub const GENERATED: u32 = 666;\n").unwrap();
                }
            }
            for package in fs::read_dir(Path::new(&target).join("debug/.fingerprint")).unwrap() {
                for file in fs::read_dir(package.unwrap().path()).unwrap() {
                    let file = file.unwrap().path();
                    if file.file_name().unwrap().to_str().unwrap().contains("lib-number") && !file.to_str().unwrap().contains("generator") {
                        fs::remove_file(file).unwrap();
                    }
                }
            }

            let store = Path::new(&env::var("RUSTC").unwrap()).parent().unwrap().parent().unwrap().to_path_buf();
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
        (leg.Crate, leg.Leg.ToString(), leg.Outcome.ToString()!, leg.Units.Llvm, leg.Units.Cranelift, leg.Tests);

    private static IEnumerable<string> Warnings(ResultsReader results, LegResult leg) =>
        results.LogLines(leg.Phase(Phase.Build)!.Log).Where(line => line.Contains("unused variable: `unused`", StringComparison.Ordinal));

    private ListEntry Dependent(string name, string more, int answer = 42)
    {
        directory.File($"{name}/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nnumber = \"1\"\n{more}[workspace]\n");
        directory.File($"{name}/src/lib.rs", $"#[test]\nfn the_answer() {{ assert_eq!(number::answer(), {answer}); }}\n");
        return new ListEntry(name);
    }

    private string List(params ListEntry[] crates) => directory.File(
        "list.yaml",
        $"format: 1\ncargo-config: config.toml\ncrates:\n{string.Concat(crates.Select(crate => $"  - {{ name: {crate.Name}, path: {crate.Name}, cost: {crate.Cost} }}\n"))}");

    private async Task<ResultsReader> SweepAsync(string name, string list, string settings, CancellationToken cancellation)
    {
        var config = directory.File($"{name}.yaml", $"format: 1\nisolation: auto\ncache: {Repository.PathOf(".matrix/cache")}\nreuse: {{ legs: none, {settings} }}\n");
        var results = Path.Combine(directory.Path, name);
        var end = await ProgramRun.RunAsync(
            "Matrix.Runner", ["sweep", "--no-install", "--fresh", "--config", config, "--list", list, "--out", results, "--jobs", "1"], cancellation);
        if (end.Errors.Contains("WITHOUT isolation", StringComparison.Ordinal))
            Assert.Ignore("nothing is shared without a sandbox, and there is none here");
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        return ResultsReader.Open(results);
    }

    private sealed record ListEntry(string Name, int Cost = 1);
}
