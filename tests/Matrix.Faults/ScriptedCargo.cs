using System.Text;
using Matrix.Results;
using Matrix.Runner.Processes;

namespace Matrix.Faults;

/// <summary>
/// A cargo, and the test executables that it builds, which only say what the crate's name foretells: <c>passes</c>; <c>traps</c> (a test that
/// dies of an intrinsic with Cranelift); <c>breaks</c> (does not build).
/// </summary>
/// <param name="told">A file that every call is written down in.</param>
internal sealed class ScriptedCargo(string told) : IProcessRunner
{
    public const string Intrinsic = "llvm.x86.avx2.psllv.d";

    private const string Begin = """{ "type": "suite", "event": "started", "test_count": 2 }""";

    public async Task<ProcessResult> RunAsync(CommandSpec command, IOutputSink output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        File.AppendAllText(told, string.Join(' ', command.CommandLine) + "\n");
        var (exit, lines) = Path.GetFileName(command.Program) == "cargo" ? Cargo(command) : Tests(command);
        var printed = string.Concat(lines.Select(line => line + "\n"));
        await RelayOnPaper.TellAsync(command, printed, cancellation);
        output.Write(Encoding.UTF8.GetBytes(printed));
        return new ProcessResult(exit, TimeSpan.FromSeconds(1), PeakMemoryBytes: 1 << 20, Leaked: false);
    }

    private static (ProcessExit, string[]) Cargo(CommandSpec command)
    {
        var manifest = command.Arguments[command.Arguments.IndexOf("--manifest-path") + 1];
        var root = Path.GetDirectoryName(Path.GetDirectoryName(manifest))!;
        var backend = Path.GetFileName(root) == "candidate" ? "cranelift" : "llvm";
        var call = Call(backend, Path.GetDirectoryName(manifest)!);
        return command.Arguments[0] switch
        {
            "locate-project" => (Ok, [$$"""{"root":"{{manifest}}"}"""]),
            "build" when root.Contains("/breaks/", StringComparison.Ordinal) => (new ProcessExit.Exited(101), [call, "error[E0425]: cannot find value `x`"]),
            "build" => (Ok, [call]),
            "test" => TestBuild(command, manifest, backend),
            _ => (Ok, []),
        };
    }

    private static (ProcessExit, string[]) TestBuild(CommandSpec command, string manifest, string backend)
    {
        var source = Path.GetDirectoryName(manifest)!;
        var records = RelayOnPaper.RecordsOf(command);

        // With another panic strategy cargo gives files other names.
        var suffix = records.EndsWith("-abort", StringComparison.Ordinal) ? "-22" : "-11";
        var executable = Path.Combine(source, $"target/debug/deps/it{suffix}");
        Directory.CreateDirectory(Path.GetDirectoryName(executable)!);
        File.WriteAllText(executable, backend == "cranelift" && source.Contains("/traps/", StringComparison.Ordinal)
            ? $"rustc version 1.95.0 with cranelift 0.123.13 {Intrinsic} is not yet supported."
            : "an executable");
        File.WriteAllText(Path.Combine(records, "0001.run"), $"/place\01\0{executable}\0");
        return (Ok,
        [
            Call(backend, source),
            Call(backend, source, $"--test -C extra-filename={suffix}"),
            $$$"""{"reason":"compiler-artifact","package_id":"path+file:///it#1.0.0","manifest_path":"{{{manifest}}}","target":{"kind":["lib"],"name":"it","src_path":"{{{source}}}/src/lib.rs"},"profile":{"test":true},"filenames":["{{{executable}}}"],"executable":"{{{executable}}}"}""",
        ]);
    }

    private static (ProcessExit, string[]) Tests(CommandSpec command)
    {
        if (command.Arguments.Contains("--list"))
            return (Ok, ["good: test", "other: test"]);

        // What was lost with the power is no program.
        if (!File.Exists(command.Program) || new FileInfo(command.Program).Length == 0)
            return (new ProcessExit.NotStarted("Exec format error"), []);

        var only = command.Arguments.IndexOf("--exact") is var at and >= 0 ? command.Arguments[at + 1] : null;
        var traps = command.Program.Contains("/traps/candidate", StringComparison.Ordinal);
        string[] good = only is null or "good" ? [Started("good"), Ended("good")] : [];
        if (only == "good")
            return (Ok, [Begin, .. good, End(1)]);

        return traps
            ? (new ProcessExit.Signalled(6), [Begin, .. good, Started("other"), $"trap at Instance {{ .. }} (_ZN2it5other): {Intrinsic}"])
            : (Ok, [Begin, .. good, Started("other"), Ended("other"), End(only is null ? 2 : 1)]);
    }

    private static ProcessExit Ok => new ProcessExit.Exited(0);

    private static string Call(string backend, string source, string more = "--crate-type lib") =>
        $"     Running `CARGO_CRATE_NAME=it CARGO_MANIFEST_DIR={source} CARGO_PKG_NAME=it CARGO_PKG_VERSION=1.0.0 CARGO_PRIMARY_PACKAGE=1 "
        + $"/rust/bin/rustc --crate-name it src/lib.rs {more} -C opt-level=1 -Z codegen-backend={backend}`";

    private static string End(int passed) => $$"""{ "type": "suite", "event": "ok", "passed": {{passed}}, "failed": 0, "ignored": 0, "measured": 0, "filtered_out": 0 }""";

    private static string Started(string name) => $$"""{ "type": "test", "event": "started", "name": "{{name}}" }""";

    private static string Ended(string name) => $$"""{ "type": "test", "name": "{{name}}", "event": "ok", "exec_time": 0.5 }""";
}
