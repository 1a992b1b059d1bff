using System.Collections.Immutable;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Processes;
using Matrix.Runner.Toml;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>
/// Composes cargo's command lines. Pure: running them is someone else's work. cargo is called as a user calls it, from the package's own folder,
/// so that the crate's own configuration is found; all that a leg wants otherwise are options.
/// </summary>
/// <param name="CargoConfig">Extra cargo configuration of the crates list.</param>
internal sealed record CargoCommands(Toolchain Toolchain, string? CargoConfig)
{
    private readonly BackendSwitch backends = new(Toolchain.BackendLibrary);

    /// <summary>
    /// Downloads what the lock file names; the only one with network. The crate's own configuration has no say in it: it can name programs that
    /// cargo then runs (credential providers).
    /// </summary>
    public CommandSpec Fetch(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request, environment, ["fetch", "--locked"]);

    /// <summary>As <see cref="Fetch"/>, but makes a lock file where there is none, and mends one that does not fit.</summary>
    public CommandSpec Resolve(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request, environment, ["fetch"]);

    /// <summary>Says where the workspace is; needs no network.</summary>
    public CommandSpec LocateWorkspace(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request, environment, ["locate-project", "--workspace", "--offline"]);

    public CommandSpec Build(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Within(request, environment, ["build", .. Checked(request), .. Seen(request)]);

    /// <summary>As a user calls it: what is measured must not pay for what a leg wants to know.</summary>
    public CommandSpec PlainBuild(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Within(request, environment, ["build", "--locked", "--offline", .. Jobs(request), .. Settings(request, incremental: true)]);

    /// <summary>As <see cref="PlainBuild"/>, but every call of rustc is seen.</summary>
    public CommandSpec CheckedBuild(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Within(request, environment, ["build", .. Checked(request), .. StandIn(request), .. Settings(request, incremental: true)]);

    /// <summary>
    /// A plain <c>cargo test</c> in which everything it would run, executables and rustdoc, is replaced by the recorder: so all is built
    /// as for a user, and the very calls are known.
    /// </summary>
    public CommandSpec TestBuild(LegRequest request, ImmutableSortedDictionary<string, string> environment)
    {
        var runner = $"target.{Toolchain.Host}.runner=[{TomlText.Quoted(StandIns.RunnerIn(request.Directories))}]";
        return Within(
            request,
            environment,
            ["test", "--no-fail-fast", .. Targets(request), .. Checked(request), .. Seen(request), "--config", runner]);
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
    private static ImmutableArray<string> Checked(LegRequest request) =>
        ["--locked", "--offline", "-vv", "--message-format=json", "--color=never", .. Jobs(request)];

    private static ImmutableArray<string> Jobs(LegRequest request) => [$"--jobs={request.BuildJobs.ToString(CultureInfo.InvariantCulture)}"];

    // Nothing of a leg is built twice, so nothing is incremental.
    private ImmutableArray<string> Seen(LegRequest request) => [.. StandIn(request), .. Settings(request, incremental: false)];

    private static ImmutableArray<string> StandIn(LegRequest request) =>
    [
        "--config", $"build.rustc={TomlText.Quoted(StandIns.RustcIn(request.Directories))}",
        "--config", $"build.rustdoc={TomlText.Quoted(StandIns.RustdocIn(request.Directories))}",
    ];

    private ImmutableArray<string> Settings(LegRequest request, bool incremental) =>
    [
        .. backends.OptionsOf(request.Leg.Backend, request.Source.BackendOverrides),
        "--config", $"build.incremental={(incremental ? "true" : "false")}",
        .. Controlled(request.Leg),
        .. Relaxed(request.Leg.Workaround),
    ];

    // Each test has a process of its own then, so that should_panic still works: https://doc.rust-lang.org/cargo/reference/unstable.html#panic-abort-tests
    private static ImmutableArray<string> Controlled(LegName leg) =>
        leg.IsControl ? ["-Zpanic-abort-tests", "--config", "profile.dev.panic=\"abort\""] : [];

    private static ImmutableArray<string> Relaxed(Workaround workaround) => workaround == Workaround.WithoutLto
        ? ["--config", "profile.dev.lto=\"off\"", "--config", "profile.test.lto=\"off\""]
        : [];

    private CommandSpec Within(LegRequest request, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments) =>
        Cargo(request, environment, [.. arguments, .. Features(request)], Path.GetDirectoryName(request.ManifestPath)!);

    private CommandSpec Apart(LegRequest request, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments) =>
        Cargo(request, environment, arguments, request.Directories.Start);

    private CommandSpec Cargo(LegRequest request, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments, string from)
    {
        ImmutableArray<string> all = [.. arguments, "--manifest-path", request.ManifestPath];
        return new CommandSpec(Toolchain.Cargo, CargoConfig is null ? all : [all[0], "--config", CargoConfig, .. all[1..]], from)
        {
            Environment = environment,
            Limits = request.Limits,
        };
    }

    private static ImmutableArray<string> Features(LegRequest request)
    {
        ImmutableArray<string> none = request.Crate.NoDefaultFeatures ? ["--no-default-features"] : [];
        return request.Crate.Features.IsEmpty ? none : [.. none, "--features", string.Join(',', request.Crate.Features)];
    }
}
