using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class LegEnvironmentTests
{
    private static readonly string[] Allowed =
    [
        "CARGO_BUILD_JOBS", "CARGO_HOME", "CARGO_INCREMENTAL", "CARGO_PROFILE_DEV_CODEGEN_BACKEND", "CARGO_TARGET_DIR", "CARGO_TERM_COLOR",
        "CARGO_TERM_PROGRESS_WHEN", "CARGO_UNSTABLE_CODEGEN_BACKEND", "HOME", "LANG", "PATH", "RUSTC", "RUSTC_ICE", "RUSTDOC", "RUSTDOCFLAGS",
        "RUST_BACKTRACE", "RUST_TEST_THREADS", "TMPDIR", "USER",
    ];

    private readonly LegScene scene = new();

    [OneTimeTearDown]
    public void RemoveScene() => scene.Dispose();

    [Test]
    public void Nothing_but_this_gets_in()
    {
        foreach (var secret in Secrets)
            Environment.SetEnvironmentVariable(secret, "secret");
        try
        {
            var environment = Of(scene.Request);

            Assert.That(environment.Keys, Is.EquivalentTo(Allowed));
            Assert.That(environment.Values, Has.None.Contain("secret"));
        }
        finally
        {
            foreach (var secret in Secrets)
                Environment.SetEnvironmentVariable(secret, null);
        }
    }

    [Test]
    public void Everything_that_is_written_goes_into_the_legs_folders()
    {
        var environment = Of(scene.Request);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(environment["HOME"], Is.EqualTo(scene.Directories.Home));
            Assert.That(environment["TMPDIR"], Is.EqualTo(scene.Directories.Temporary));
            Assert.That(environment["CARGO_TARGET_DIR"], Is.EqualTo(scene.Directories.Target));
            Assert.That(environment["CARGO_HOME"], Is.EqualTo("/cargo-home"));
            Assert.That(environment["PATH"], Does.StartWith("/toolchain/bin:"));
        }
    }

    [Test]
    public void The_two_sides_differ_in_their_backend_and_in_nothing_else()
    {
        var llvm = Of(scene.Request with { Leg = LegName.Llvm });
        var cranelift = Of(scene.Request with { Leg = LegName.Cranelift });

        Assert.That(
            llvm.Where(variable => cranelift[variable.Key] != variable.Value).Select(variable => variable.Key),
            Is.EquivalentTo(new[] { "CARGO_PROFILE_DEV_CODEGEN_BACKEND", "RUSTDOCFLAGS" }));
    }

    [Test]
    public void The_entrys_own_variables_are_set()
    {
        var own = ImmutableSortedDictionary<string, string>.Empty.Add("RUST_MIN_STACK", "16777216").Add("RUST_BACKTRACE", "1");
        var environment = Of(scene.Request with { Crate = scene.Request.Crate with { Environment = own } });

        Assert.That(environment["RUST_MIN_STACK"], Is.EqualTo("16777216"));
        Assert.That(environment["RUST_BACKTRACE"], Is.EqualTo("1"));
    }

    [Test]
    public void A_leg_without_link_time_optimisation_says_so_for_both_profiles()
    {
        var environment = Of(scene.Request with { Leg = new LegName(Backend.Cranelift, Relaxation: Relaxation.WithoutLto) });

        Assert.That(environment["CARGO_PROFILE_DEV_LTO"], Is.EqualTo("off"));
        Assert.That(environment["CARGO_PROFILE_TEST_LTO"], Is.EqualTo("off"));
        Assert.That(Of(scene.Request), Does.Not.ContainKey("CARGO_PROFILE_DEV_LTO"));
    }

    [TestCase(1, "1", "2")]
    [TestCase(8, "8", "8")]
    public void Tests_run_on_two_threads_at_least(int jobs, string builds, string threads)
    {
        var environment = Of(scene.Request with { BuildJobs = jobs });

        Assert.That(environment["CARGO_BUILD_JOBS"], Is.EqualTo(builds));
        Assert.That(environment["RUST_TEST_THREADS"], Is.EqualTo(threads));
    }

    private static string[] Secrets => ["GITHUB_TOKEN", "CARGO_REGISTRY_TOKEN", "ACTIONS_RUNTIME_TOKEN", "RUSTFLAGS", "RUSTC_WRAPPER", "LD_PRELOAD"];

    private static ImmutableSortedDictionary<string, string> Of(LegRequest request) => LegEnvironment.Of(request, LegScene.Toolchain, "/cargo-home");
}
