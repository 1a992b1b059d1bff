using System.Collections.Immutable;
using System.Globalization;
using Matrix.Results;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Legs;

/// <summary>The whole environment of what a leg runs: an allow-list, so that no token and no setting of the machine gets in.</summary>
internal static class LegEnvironment
{
    /// <param name="cargoHome">What all legs share of cargo: downloaded crates.</param>
    public static ImmutableSortedDictionary<string, string> Of(LegRequest request, Toolchain toolchain, string cargoHome)
    {
        var directories = request.Directories;
        var environment = ImmutableSortedDictionary<string, string>.Empty
            .Add("PATH", $"{Path.GetDirectoryName(toolchain.Rustc)}:{SystemPath}")
            .Add("HOME", directories.Home)
            .Add("TMPDIR", directories.Temporary)
            .Add("USER", "matrix")
            .Add("LANG", "C.UTF-8")
            .Add("CARGO_HOME", cargoHome)
            .Add("CARGO_TARGET_DIR", directories.Target)
            .Add("CARGO_TERM_COLOR", "never")
            .Add("CARGO_TERM_PROGRESS_WHEN", "never")
            .Add("CARGO_INCREMENTAL", "0")
            .Add("CARGO_BUILD_JOBS", request.BuildJobs.ToString(CultureInfo.InvariantCulture))
            .Add("RUSTC", toolchain.Rustc)
            .Add("RUSTDOC", toolchain.Rustdoc)
            // Backtraces slow suites that panic on purpose, and differ between the backends.
            .Add("RUST_BACKTRACE", "0")
            // A crashing compiler would write its report into the source.
            .Add("RUSTC_ICE", "0")
            .Add("RUST_TEST_THREADS", request.TestThreads.ToString(CultureInfo.InvariantCulture))
            .SetItems(request.Crate.Environment);

        if (request.Units is { } units)
            environment = environment.SetItems(units.Variables);

        return new BackendSwitch(toolchain.BackendLibrary).Apply(request.Leg.Backend, Controlled(request.Leg, Relaxed(request.Leg, environment)));
    }

    private static ImmutableSortedDictionary<string, string> Relaxed(LegName leg, ImmutableSortedDictionary<string, string> environment) => leg.Relaxation switch
    {
        Relaxation.WithoutLto => environment.SetItem("CARGO_PROFILE_DEV_LTO", "off").SetItem("CARGO_PROFILE_TEST_LTO", "off"),
        Relaxation.LintsCapped => environment.SetItem("RUSTFLAGS", "--cap-lints=warn").SetItem("RUSTDOCFLAGS", "--cap-lints=warn"),
        _ => environment,
    };

    // Each test has a process of its own then, so that should_panic still works: https://doc.rust-lang.org/cargo/reference/unstable.html#panic-abort-tests
    private static ImmutableSortedDictionary<string, string> Controlled(LegName leg, ImmutableSortedDictionary<string, string> environment) => leg.IsControl
        ? environment.SetItem("CARGO_PROFILE_DEV_PANIC", "abort").SetItem("CARGO_UNSTABLE_PANIC_ABORT_TESTS", "true")
        : environment;

    // Where compilers and tools are on the systems we run on; Homebrew's folder is macOS on Apple silicon.
    private static string SystemPath =>
        OperatingSystem.IsMacOS() ? "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" : "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
}
