using System.Collections.Immutable;
using Matrix.Runner.Processes;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>Composes cargo's command lines. Pure: running them is someone else's work.</summary>
/// <param name="CargoConfig">Extra cargo configuration of the crates list.</param>
internal sealed record CargoCommands(Toolchain Toolchain, string? CargoConfig)
{
    /// <summary>Downloads what the lock file names; the only one with network.</summary>
    public CommandSpec Fetch(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Cargo(request, environment, ["fetch", "--locked", .. Manifest(request)]);

    /// <summary>As <see cref="Fetch"/>, but makes a lock file where there is none, and mends one that does not fit.</summary>
    public CommandSpec Resolve(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Cargo(request, environment, ["fetch", .. Manifest(request)]);

    /// <summary>Says where the workspace is; needs no network.</summary>
    public CommandSpec LocateWorkspace(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Cargo(request, environment, ["locate-project", "--workspace", "--offline", .. Manifest(request)]);

    public CommandSpec Build(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Cargo(request, environment, ["build", .. Checked, .. Manifest(request), .. Features(request)]);

    /// <summary>As a user calls it: what is measured must not pay for what a leg wants to know.</summary>
    public CommandSpec PlainBuild(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Cargo(request, environment, ["build", "--locked", "--offline", .. Manifest(request), .. Features(request)]);

    /// <summary>
    /// A plain <c>cargo test</c> in which everything it would run, executables and rustdoc, is replaced by the recorder: so all is built
    /// as for a user, and the very calls are known.
    /// </summary>
    public CommandSpec TestBuild(LegRequest request, ImmutableSortedDictionary<string, string> environment)
    {
        var runner = $"target.{Toolchain.Host}.runner=[{TomlString(Recorder.RunnerIn(request.Directories.Records))}]";
        return Cargo(
            request,
            environment.SetItem("RUSTDOC", Recorder.RustdocIn(request.Directories.Records)),
            ["test", "--no-fail-fast", .. Targets(request), "--config", runner, .. Checked, .. Manifest(request), .. Features(request)]);
    }

    // Doctests cannot be chosen beside other targets.
    private static ImmutableArray<string> Targets(LegRequest request)
    {
        var doctests = request.OnlyTargets.Count(target => target.StartsWith("doctest ", StringComparison.Ordinal));
        return doctests == 0 ? [.. request.OnlyTargets.SelectMany(OptionOf).Distinct()] : doctests == request.OnlyTargets.Length ? ["--doc"] : [];
    }

    // Targets are called as cargo calls them: "test it", but "lib memchr".
    private static IEnumerable<string> OptionOf(string target) => target.Split(' ', 2) switch
    {
        ["bin" or "test" or "example" or "bench", var name] => [$"--{target.Split(' ')[0]}={name}"],
        _ => ["--lib"],
    };

    // -vv: prints every rustc call, and lifts the lint cap that hides what the backend warns of in dependencies.
    private static ImmutableArray<string> Checked => ["--locked", "--offline", "-vv", "--message-format=json"];

    private CommandSpec Cargo(
        LegRequest request, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments) =>
        new(Toolchain.Cargo, CargoConfig is null ? arguments : [arguments[0], "--config", CargoConfig, .. arguments[1..]], request.Directories.Start)
        {
            Environment = environment,
            Limits = request.Limits,
        };

    private static ImmutableArray<string> Manifest(LegRequest request) =>
        ["--manifest-path", request.ManifestPath];

    private static ImmutableArray<string> Features(LegRequest request)
    {
        ImmutableArray<string> none = request.Crate.NoDefaultFeatures ? ["--no-default-features"] : [];
        return request.Crate.Features.IsEmpty ? none : [.. none, "--features", string.Join(',', request.Crate.Features)];
    }

    private static string TomlString(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
