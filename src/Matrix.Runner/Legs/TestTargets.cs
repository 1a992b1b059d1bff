using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Processes;
using Matrix.Runner.Toolchains;
using Matrix.Runner.Units;

namespace Matrix.Runner.Legs;

/// <summary>Turns what <c>cargo test</c> would have run into test targets with names.</summary>
internal static class TestTargets
{
    // cargo passes its runner on to doctests, and its own wish for JSON.
    private static readonly ImmutableArray<string> OptionsOfTheRecording = ["--test-runtool", "--test-runtool-arg", "--error-format"];

    public static IReadOnlyList<TestTarget> Executables(LegDirectories directories, Toolchain toolchain, LegFindings findings) =>
        [.. Recorder.Executables(directories.Records).Where(IsCall).Select(call => Executable(call, toolchain, findings))];

    public static IReadOnlyList<TestTarget> Doctests(LegDirectories directories, Toolchain toolchain) =>
        [.. Recorder.Doctests(directories.Records).Select(call => Doctest(call, toolchain))];

    private static bool IsCall(RecordedCommand call) => !call.Arguments.IsEmpty;

    private static TestTarget Executable(RecordedCommand call, Toolchain toolchain, LegFindings findings)
    {
        var path = call.Arguments[0];
        var file = Path.GetFileName(path);
        var name = findings.Artifacts.LastOrDefault(artifact => artifact.Executable == path)?.TargetName ?? file;
        var usesLibtest = findings.Invocations.Any(unit => unit.IsTest && unit.ExtraFileName is { } suffix && file == unit.CrateName + suffix);
        return new TestTarget(
            name, usesLibtest ? TestHarness.Libtest : TestHarness.Custom, Command(call, path, call.Arguments[1..], toolchain));
    }

    private static TestTarget Doctest(RecordedCommand call, Toolchain toolchain)
    {
        var arguments = WithoutRecording(call.Arguments);
        var at = arguments.IndexOf("--crate-name");
        var crate = at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : "";
        return new TestTarget($"doctest {crate}", TestHarness.Doctest, Command(call, toolchain.Rustdoc, arguments, toolchain));
    }

    private static CommandSpec Command(RecordedCommand call, string program, ImmutableArray<string> arguments, Toolchain toolchain) =>
        new(program, arguments, call.WorkingDirectory) { Environment = Relay.Without(call.Environment, toolchain).SetItem("RUSTDOC", toolchain.Rustdoc) };

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
