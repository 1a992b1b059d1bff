using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Legs.Tests;
using Matrix.Runner.Processes;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>Turns what <c>cargo test</c> would have run into test targets with names.</summary>
internal sealed class TestTargets(LegRequest request, Toolchain toolchain, LegFindings findings)
{
    // cargo passes its runner on to doctests, and its own wish for JSON.
    private static readonly ImmutableArray<string> OptionsOfTheRecording = ["--test-runtool", "--test-runtool-arg", "--error-format", "--color"];

    private readonly BackendSwitch backends = new(toolchain.Backends);

    public IReadOnlyList<TestTarget> Executables() =>
        [.. Recorder.Executables(request.Directories.Records).Where(IsCall).Where(IsBuilt).Select(Executable)];

    public IReadOnlyList<TestTarget> Doctests() =>
        [.. Recorder.Doctests(request.Directories.Records).Select(Doctest)];

    private bool IsBuilt(RecordedCommand call) => !findings.Built.Unbuilt.Any(left => left.Artifact.Executable == call.Arguments[0]);

    private static bool IsCall(RecordedCommand call) => !call.Arguments.IsEmpty;

    private TestTarget Executable(RecordedCommand call)
    {
        var path = call.Arguments[0];
        var artifact = findings.Built.Artifacts.LastOrDefault(artifact => artifact.Executable == path);
        var usesLibtest = artifact is not null && findings.Invocations.Any(unit => unit.Arguments.Contains("--test") && unit.Makes(artifact));
        return new TestTarget(
            artifact is null ? null : request.WholeOf(artifact).Package,
            artifact?.TargetName ?? Path.GetFileName(path),
            usesLibtest ? TestHarness.Libtest : TestHarness.Custom,
            Command(call, path, call.Arguments[1..]));
    }

    private TestTarget Doctest(RecordedCommand call)
    {
        var arguments = WithoutRecording(call.Arguments);
        var at = arguments.IndexOf("--crate-name");
        var crate = at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : "";
        var isOwn = call.Environment.GetValueOrDefault("CARGO_MANIFEST_DIR") is var folder && (folder is null || folder == Path.GetDirectoryName(request.ManifestPath));
        return new TestTarget(
            isOwn ? null : call.Environment.GetValueOrDefault("CARGO_PKG_NAME"),
            $"doctest {crate}",
            TestHarness.Doctest,
            Command(call, toolchain.Rustdoc, [.. arguments, .. backends.RustdocOptions(request.Leg.Backend), .. request.CompilerWords]));
    }

    private static CommandSpec Command(RecordedCommand call, string program, ImmutableArray<string> arguments) =>
        new(program, arguments, call.WorkingDirectory) { Environment = call.Environment };

    private static ImmutableArray<string> WithoutRecording(ImmutableArray<string> arguments)
    {
        var kept = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < arguments.Length; at++)
        {
            if (OptionsOfTheRecording.Contains(arguments[at]))
                at++;
            else
                kept.Add(arguments[at]);
        }

        return kept.ToImmutable();
    }
}
