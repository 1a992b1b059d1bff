using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Legs;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class LegEnvironmentTests
{
    // Nothing of ours: what cargo has to know it is told by its options, which no crate sees.
    private static readonly string[] Allowed = ["CARGO_HOME", "HOME", "LANG", "PATH", "TMPDIR", "USER"];

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
            Assert.That(environment["CARGO_HOME"], Is.EqualTo("/cargo-home"));
            Assert.That(environment["PATH"], Does.StartWith("/toolchain/bin:"));
        }
    }

    [TestCase(Workaround.None)]
    [TestCase(Workaround.WithoutLto)]
    [TestCase(Workaround.LintsCapped)]
    [TestCase(Workaround.InOneCall)]
    public void No_leg_tells_a_crate_which_it_is(Workaround workaround)
    {
        var llvm = Of(scene.Request with { Leg = LegName.Llvm });
        var other = Of(scene.Request with { Leg = new LegName(BackendName.Cranelift, PanicStrategy.Abort, workaround), BuildJobs = 7 });

        Assert.That(other, Is.EqualTo(llvm));
    }

    [Test]
    public void The_entrys_own_variables_are_set()
    {
        var own = ImmutableSortedDictionary<string, string>.Empty.Add("RUST_MIN_STACK", "16777216").Add("RUST_BACKTRACE", "1");
        var environment = Of(scene.Request with { Crate = scene.Request.Crate with { Environment = own } });

        Assert.That(environment["RUST_MIN_STACK"], Is.EqualTo("16777216"));
        Assert.That(environment["RUST_BACKTRACE"], Is.EqualTo("1"));
    }

    [TestCase(1, 2)]
    [TestCase(8, 8)]
    public void Tests_run_on_two_threads_at_least(int jobs, int threads) =>
        Assert.That((scene.Request with { BuildJobs = jobs }).TestThreads, Is.EqualTo(threads));

    private static string[] Secrets => ["GITHUB_TOKEN", "CARGO_REGISTRY_TOKEN", "ACTIONS_RUNTIME_TOKEN", "RUSTFLAGS", "RUSTC_WRAPPER", "LD_PRELOAD"];

    private static ImmutableSortedDictionary<string, string> Of(LegRequest request) => LegEnvironment.Of(request.Crate, request.Directories, LegScene.Toolchain, "/cargo-home");
}
