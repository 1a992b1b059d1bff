using System.Collections.Immutable;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Crates;
using Matrix.Runner.Files;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Processes;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>
/// Composes cargo's command lines. Pure: running them is someone else's work. cargo is called as a user calls it, from the package's own folder,
/// so that the crate's own configuration is found; all that a leg wants otherwise are options.
/// </summary>
/// <param name="CargoConfig">Extra cargo configuration of the crates list.</param>
internal sealed record CargoCommands(Toolchain Toolchain, string? CargoConfig)
{
    private readonly BackendSwitch backends = new(Toolchain.Backends);

    /// <summary>Downloads what the lock file names; the only one of a leg with network.</summary>
    public CommandSpec Fetch(LegRequest request, ImmutableSortedDictionary<string, string> environment) =>
        Apart(request.ManifestPath, request.Directories, environment, ["fetch", "--locked"]) with { Limits = request.Limits };

    /// <summary>The crate's own configuration has no say: it can name programs that cargo then runs (credential providers).</summary>
    public CommandSpec Apart(string manifestPath, LegDirectories directories, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments) =>
        Cargo(manifestPath, directories.Start, environment, arguments);

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
        .. WorkedAround(request.Leg.Workaround),
    ];

    // Each test has a process of its own then, so that should_panic still works: https://doc.rust-lang.org/cargo/reference/unstable.html#panic-abort-tests
    private static ImmutableArray<string> Controlled(LegName leg) =>
        leg.IsControl ? ["-Zpanic-abort-tests", "--config", "profile.dev.panic=\"abort\""] : [];

    private static ImmutableArray<string> WorkedAround(Workaround workaround) => workaround == Workaround.WithoutLto
        ? ["--config", "profile.dev.lto=\"off\"", "--config", "profile.test.lto=\"off\""]
        : [];

    private CommandSpec Within(LegRequest request, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments) =>
        Cargo(request.ManifestPath, Path.GetDirectoryName(request.ManifestPath)!, environment, [.. arguments, .. Features(request)]) with { Limits = request.Limits };

    private CommandSpec Cargo(string manifestPath, string from, ImmutableSortedDictionary<string, string> environment, ImmutableArray<string> arguments)
    {
        ImmutableArray<string> all = [.. arguments, "--manifest-path", manifestPath];
        return new CommandSpec(Toolchain.Cargo, CargoConfig is null ? all : [all[0], "--config", CargoConfig, .. all[1..]], from) { Environment = environment };
    }

    private static ImmutableArray<string> Features(LegRequest request)
    {
        ImmutableArray<string> none = request.Crate.NoDefaultFeatures ? ["--no-default-features"] : [];
        return request.Crate.Features.IsEmpty ? none : [.. none, "--features", string.Join(',', request.Crate.Features)];
    }
}

/// <summary>
/// The whole environment of what a leg runs: an allow-list, so that no token and no setting of the machine gets in, and nothing of the sweep's own.
/// What cargo has to know it is told by its options, which no crate sees.
/// </summary>
internal static class LegEnvironment
{
    /// <param name="cargoHome">What all legs share of cargo: downloaded crates.</param>
    public static ImmutableSortedDictionary<string, string> Of(CrateEntry crate, LegDirectories directories, Toolchain toolchain, string cargoHome) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("PATH", $"{Path.GetDirectoryName(toolchain.Rustc)}:{SystemPath}")
            .Add("HOME", directories.Home)
            .Add("TMPDIR", directories.Temporary)
            .Add("USER", "matrix")
            .Add("LANG", "C.UTF-8")
            .Add("CARGO_HOME", cargoHome)
            .SetItems(crate.Environment);

    // Where compilers and tools are on the systems we run on; Homebrew's folder is macOS on Apple silicon.
    private static string SystemPath =>
        OperatingSystem.IsMacOS() ? "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" : "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
}
