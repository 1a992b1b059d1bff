using Matrix.Faults;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Processes;

namespace Matrix.Runner.Tests.Fakes;

/// <summary>
/// A package of a <see cref="SweepOnPaper"/> with tests <c>a</c> and <c>b</c> in one executable, and a program. What becomes of <c>a</c> depends on the
/// side and on how it is run; <c>b</c> passes.
/// </summary>
internal sealed class PackageOnPaper(SweepOnPaper sweep)
{
    /// <summary>Whether <c>a</c> passes, by side (or control leg) and by how it is run; by default it does.</summary>
    public HashSet<(LegName Leg, RunManner? Manner)> Fails { get; } = [];

    /// <summary>How the executable as a whole ends with cargo's own call, on this side.</summary>
    public HashSet<LegName> FailsAsAWhole { get; } = [];

    /// <summary>Its build refuses to run a second time in one folder.</summary>
    public bool RefusesASecondCall { get; set; }

    /// <summary>What its program prints as errors on the Cranelift side, and its test keeps to itself.</summary>
    public string? Overheard { get; set; }

    /// <summary>It has a binary that tests may start.</summary>
    public bool HasProgram { get; set; }

    public void Place(params Workaround[] workarounds)
    {
        foreach (var workaround in workarounds.Prepend(Workaround.None))
        {
            Place(LegName.Llvm with { Workaround = workaround });
            Place(LegName.Cranelift with { Workaround = workaround });
        }
    }

    private void Place(LegName leg)
    {
        var directories = sweep.Leg("memchr", leg);
        var built = Path.Combine(directories.Target, "built");
        sweep.Processes.On(sweep.Command("build", "memchr", leg), _ =>
        {
            Write(built, "");
            return (0, Call(directories, leg, "--crate-type lib src/lib.rs"));
        });
        sweep.Processes.On(sweep.Command("test", "memchr", leg), command =>
            RefusesASecondCall && File.Exists(built) ? (101, "error: it is there already\n") : (0, TestBuild(command, directories, leg)));
        foreach (var isControl in new[] { false, true })
            PlaceTests(isControl ? leg with { Panic = PanicStrategy.Abort } : leg, Executable(directories, isControl));
    }

    private static string Executable(LegDirectories directories, bool isControl) => Path.Combine(directories.Target, "debug/deps", isControl ? "it-22" : "it-11");

    private string TestBuild(CommandSpec command, LegDirectories directories, LegName leg)
    {
        var records = RelayOnPaper.RecordsOf(command);
        var executable = Executable(directories, records.EndsWith("-abort", StringComparison.Ordinal));
        Write(executable, "an executable");
        Write(Path.Combine(records, "0001.run"), $"{directories.Source}\0001\0{executable}\0");
        var program = Path.Combine(directories.Target, "debug/tool");
        if (HasProgram)
            Write(program, "a program");
        return Call(directories, leg, "--test src/lib.rs") + Artifact(directories, "lib", "memchr", "src/lib.rs", executable, isTest: true)
            + (HasProgram ? Call(directories, leg, "--crate-type bin src/main.rs") + Artifact(directories, "bin", "memchr", "src/main.rs", program, isTest: false) : "");
    }

    private void PlaceTests(LegName leg, string executable)
    {
        var side = leg with { Workaround = Workaround.None };
        sweep.Processes
            .On(executable, _ => Passes(side, RunManner.AsCargo)
                ? (FailsAsAWhole.Contains(side) ? 101 : 0, $"test a ... ok\ntest b ... ok\n{Libtest.TextEnd(2)}\n")
                : (101, $"test a ... FAILED\ntest b ... ok\n{Libtest.TextEnd(1, 1)}\n"))
            .On($"{executable} -Zunstable-options", _ => Json(["a", "b"], Passes(side, RunManner.Together)) is var (code, text) && FailsAsAWhole.Contains(side) ? (101, text) : (code, text))
            .On($"{executable} --list", "a: test\nb: test\n")
            .On($"{executable} -Zunstable-options … --exact a", _ => Alone(side, executable));
    }

    private (int, string) Alone(LegName side, string executable)
    {
        var heard = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(executable)))))!, "overheard", "0");
        if (Overheard is not null && side.Backend == BackendName.Cranelift && Directory.Exists(heard))
            File.WriteAllText(Path.Combine(heard, "0001"), Overheard);
        return Json(["a"], Passes(side, RunManner.Alone));
    }

    private bool Passes(LegName side, RunManner manner) => !Fails.Contains((side, manner)) && !Fails.Contains((side, null));

    private static (int, string) Json(string[] tests, bool aPasses)
    {
        var passed = tests.Count(test => test != "a" || aPasses);
        string[] lines =
        [
            Libtest.Begin, .. tests.SelectMany(test => test != "a" || aPasses
                ? new[] { Libtest.Started(test), Libtest.Ended(test, "ok") }
                : [Libtest.Started(test), "it says something", Libtest.Ended(test, "failed")]),
            Libtest.End(passed, tests.Length - passed),
        ];
        return (aPasses ? 0 : 101, string.Join('\n', lines) + "\n");
    }

    private static string Call(LegDirectories directories, LegName leg, string words) =>
        $"     Running `CARGO_CRATE_NAME=memchr CARGO_MANIFEST_DIR={directories.Source} CARGO_PKG_NAME=memchr CARGO_PKG_VERSION=2.7.4 "
        + $"/rust/bin/rustc --crate-name memchr {words} -Z codegen-backend={(leg.Backend == BackendName.Cranelift ? "cranelift" : "llvm")}`\n";

    private static string Artifact(LegDirectories directories, string kind, string name, string source, string executable, bool isTest) =>
        $$$"""
        {"reason":"compiler-artifact","package_id":"path+file:///memchr#2.7.4","manifest_path":"{{{directories.Source}}}/Cargo.toml","target":{"kind":["{{{kind}}}"],"name":"{{{name}}}","src_path":"{{{directories.Source}}}/{{{source}}}"},"profile":{"test":{{{(isTest ? "true" : "false")}}}},"filenames":["{{{executable}}}"],"executable":"{{{executable}}}","fresh":false}

        """;

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
