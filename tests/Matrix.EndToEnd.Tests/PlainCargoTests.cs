using System.Diagnostics;
using System.Text.RegularExpressions;
using Matrix.Results;

namespace Matrix.EndToEnd.Tests;

/// <summary>
/// What a build script, a procedural macro and tests see in a leg is what a plain <c>cargo test</c> shows them. Each difference that is left stands
/// here, and with its reason in docs/verdicts.md.
/// </summary>
public sealed partial class PlainCargoTests
{
    // Whose values differ, because folders are the leg's own and cargo numbers what it opens.
    private static readonly string[] Places = ["CARGO_HOME", "CARGO_MAKEFLAGS", "HOME", "LD_LIBRARY_PATH", "NUM_JOBS", "PATH", "PWD", "TMPDIR"];

    private static readonly string[] OfLibtest = ["argument --format=json", "argument --report-time", "argument --test-threads", "argument -Zunstable-options"];

    private static readonly Dictionary<string, string[]> Differences = new()
    {
        ["build-script"] = ["RUSTC", "RUSTDOC"],
        ["macro-in-rustc"] = ["RUSTC_ICE", "RUST_BACKTRACE"],
        ["macro-in-rustdoc"] = [],
        ["unit-test"] = OfLibtest,
        ["integration-test"] = OfLibtest,
        ["own-harness"] = [],
        ["doctest"] = [],
    };

    private const string Dump = """
        pub fn dump(who: &str) {
            let mut lines: Vec<String> = std::env::vars_os()
                .map(|(name, value)| format!("{}={}", name.to_string_lossy(), value.to_string_lossy()).replace('\n', " "))
                .collect();
            lines.extend(std::env::args().skip(1).map(|argument| format!("argument {argument}")));
            lines.push(format!("folder={}", std::env::current_dir().unwrap().display()));
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dumps");
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(who), lines.join("\n")).unwrap();
        }
        """;

    [Test, CancelAfter(RealSweep.Patience)]
    public async Task A_crate_sees_what_it_would_see_from_cargo_test(CancellationToken cancellation)
    {
        using var folder = await SweepFolder.PrepareAsync();
        WriteCrate(folder);
        var sweep = folder.SweepOf("  - { name: looks-around, path: looks-around, timeout: 120 }");

        var end = await sweep.RunAsync(cancellation, "--keep-work");
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        var cargo = sweep.Results.Legs().First().Phases[0].Command[0];
        await CallAsync(cargo, folder, cancellation);

        using (Assert.EnterMultipleScope())
        {
            var plain = Dumps(folder.PathOf("looks-around"));
            Assert.That(plain.Keys, Is.EquivalentTo(Differences.Keys));
            foreach (var side in new[] { "reference", "candidate" })
            {
                var seen = Dumps(sweep.PathOf($"{ResultsPaths.Work}/looks-around/{side}/source"));
                foreach (var (who, allowed) in Differences)
                    Assert.That(Different(plain[who], seen[who]).Where(name => !IsOfCompiler(who, name)), Is.EquivalentTo(allowed), $"{side}: {who}");
            }
        }
    }

    private static void WriteCrate(SweepFolder folder)
    {
        folder.Crate("looks-around", $"//! ```\n//! looks_around::dump(\"doctest\");\n//! ```\n{Dump}\npub const ONE: u32 = macros::look!();\n#[test]\nfn unit() {{ dump(\"unit-test\"); }}\n",
            "[dependencies]\nmacros = { path = \"macros\" }\n[[test]]\nname = \"own\"\nharness = false\n");
        folder.File("looks-around/build.rs", $"{Dump}\nfn main() {{ dump(\"build-script\"); println!(\"cargo:rerun-if-changed=build.rs\"); }}\n");
        folder.File("looks-around/tests/it.rs", "#[test]\nfn it() { looks_around::dump(\"integration-test\"); }\n");
        folder.File("looks-around/tests/own.rs", "fn main() { looks_around::dump(\"own-harness\"); }\n");
        folder.File("looks-around/macros/Cargo.toml", "[package]\nname = \"macros\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n");
        folder.File("looks-around/macros/src/dump.rs", Dump);
        folder.File("looks-around/macros/src/lib.rs", """
            mod dump;

            #[proc_macro]
            pub fn look(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
                let host = std::env::args().next().unwrap();
                dump::dump(if host.ends_with("rustdoc") { "../../dumps/macro-in-rustdoc" } else { "../../dumps/macro-in-rustc" });
                "1".parse().unwrap()
            }
            """);
    }

    // With the variables that a leg has, and a place for what it writes.
    private static async Task CallAsync(string cargo, SweepFolder folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(cargo, ["test", "--offline"]) { WorkingDirectory = folder.PathOf("looks-around"), RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{Path.GetDirectoryName(cargo)}:/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = Directory.CreateDirectory(folder.PathOf("home")).FullName;
        start.Environment["TMPDIR"] = Directory.CreateDirectory(folder.PathOf("tmp")).FullName;
        start.Environment["CARGO_HOME"] = Directory.CreateDirectory(folder.PathOf("cargo-home")).FullName;
        start.Environment["PWD"] = start.WorkingDirectory;
        start.Environment["USER"] = "matrix";
        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var (printed, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        Assert.That(process.ExitCode, Is.Zero, $"{await printed}\n{await errors}");
    }

    private static Dictionary<string, HashSet<string>> Dumps(string source) =>
        Directory.EnumerateFiles(Path.Combine(source, "dumps")).ToDictionary(
            file => Path.GetFileName(file),
            file => File.ReadLines(file).Select(line => Hash.Replace(line.Replace(source, "", StringComparison.Ordinal), "#")).ToHashSet());

    // What stands in one and not in the other, by name.
    private static IEnumerable<string> Different(HashSet<string> plain, HashSet<string> seen) =>
        plain.Except(seen).Concat(seen.Except(plain)).Select(line => line.Split('=')[0] is var name && name.StartsWith("argument --format", StringComparison.Ordinal) ? line : name)
            .Distinct()
            .Where(name => !Places.Contains(name));

    // A macro sees what its compiler is called with: the backend among it, and which of the crate's units used it last.
    private static bool IsOfCompiler(string who, string name) => who.StartsWith("macro", StringComparison.Ordinal) && name.StartsWith("argument ", StringComparison.Ordinal);

    [GeneratedRegex("[-/][0-9a-f]{16}\\b")]
    private static partial Regex Hash { get; }
}
