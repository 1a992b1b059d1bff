using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Isolation;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class CargoCommandsTests
{
    private static readonly ImmutableSortedDictionary<string, string> Environment =
        ImmutableSortedDictionary<string, string>.Empty.Add("PATH", "/toolchain/bin").Add("A", "b");

    private static readonly string[] Checked = ["--locked", "--offline", "-vv", "--message-format=json", "--color=never", "--jobs=1"];

    private readonly LegScene scene = new();

    [OneTimeTearDown]
    public void RemoveScene() => scene.Dispose();

    private LegRequest Request => scene.Request;

    private string[] StandIns =>
    [
        "--config", $"build.rustc=\"{scene.Directories.StandIns}/rustc\"", "--config", $"build.rustdoc=\"{scene.Directories.StandIns}/rustdoc\"",
    ];

    private static string[] Settings(string backend = "cranelift", bool incremental = false) =>
    [
        "-Zcodegen-backend", "--config", $"profile.dev.codegen-backend=\"{backend}\"", "--config", $"build.incremental={(incremental ? "true" : "false")}",
    ];

    private string Runner => $"target.{LegScene.Host}.runner=[\"{scene.Directories.StandIns}/run\"]";

    private string[] Manifest => ["--manifest-path", Path.Combine(scene.Directories.Source, "Cargo.toml")];

    [Test]
    public void Fetching_takes_what_the_lock_file_names() => ComposesApart(LegScene.Cargo.Fetch(Request, Environment), ["fetch", "--locked", .. Manifest]);

    [Test]
    public void Building_is_locked_offline_and_tells_every_call() =>
        Composes(LegScene.Cargo.Build(Request, Environment), ["build", .. Checked, .. StandIns, .. Settings(), .. Manifest]);

    [Test]
    public void Both_sides_are_told_the_same_but_for_the_backend() => Composes(
        LegScene.Cargo.Build(Request with { Leg = LegName.Llvm }, Environment), ["build", .. Checked, .. StandIns, .. Settings("llvm"), .. Manifest]);

    [Test]
    public void What_is_measured_is_built_as_its_user_builds_it() =>
        Composes(LegScene.Cargo.PlainBuild(Request, Environment), ["build", "--locked", "--offline", "--jobs=1", .. Settings(incremental: true), .. Manifest]);

    [Test]
    public void What_is_checked_before_is_the_same_and_tells_every_call() =>
        Composes(LegScene.Cargo.CheckedBuild(Request, Environment), ["build", .. Checked, .. StandIns, .. Settings(incremental: true), .. Manifest]);

    [Test]
    public void Tests_are_built_as_for_a_user_and_what_would_run_is_recorded()
    {
        var command = LegScene.Cargo.TestBuild(Request, Environment);

        Composes(command, ["test", "--no-fail-fast", .. Checked, .. StandIns, .. Settings(), "--config", Runner, .. Manifest]);
    }

    [Test]
    public void A_folder_of_any_name_stays_one_string_of_the_configuration()
    {
        var request = Request with { Directories = new LegDirectories("/place/a \"b\" \\c") };

        Assert.That(
            LegScene.Cargo.TestBuild(request, Environment).Arguments,
            Has.Member($"target.{LegScene.Host}.runner=[\"/place/a \\\"b\\\" \\\\c/stand-ins/run\"]")
                .And.Member("build.rustc=\"/place/a \\\"b\\\" \\\\c/stand-ins/rustc\""));
    }

    [Test]
    public void Configuration_of_the_list_comes_right_after_the_verb()
    {
        var command = (LegScene.Cargo with { CargoConfig = "/lists/config.toml" }).Build(Request, Environment);

        Assert.That(command.Arguments[..4], Is.EqualTo(new[] { "build", "--config", "/lists/config.toml", "--locked" }));
    }

    [Test]
    public void Features_are_added_to_the_default_ones() =>
        Assert.That(LegScene.Cargo.Build(WithFeatures(false, "std", "alloc"), Environment).Arguments[^4..], Is.EqualTo((string[])["--features", "std,alloc", .. Manifest]));

    [Test]
    public void Default_features_can_be_left_out()
    {
        Assert.That(LegScene.Cargo.Build(WithFeatures(true), Environment).Arguments[^3..], Is.EqualTo((string[])["--no-default-features", .. Manifest]));
        Assert.That(
            LegScene.Cargo.TestBuild(WithFeatures(true, "alloc"), Environment).Arguments[^5..],
            Is.EqualTo((string[])["--no-default-features", "--features", "alloc", .. Manifest]));
    }

    private LegRequest WithFeatures(bool withoutDefault, params string[] features) =>
        Request with { Crate = Request.Crate with { NoDefaultFeatures = withoutDefault, Features = [.. features] } };

    [TestCase(8, "--jobs=8")]
    public void As_many_compilers_run_at_a_time_as_the_leg_may_have(int jobs, string option) =>
        Assert.That(LegScene.Cargo.Build(Request with { BuildJobs = jobs }, Environment).Arguments, Has.Member(option));

    [Test]
    public void A_leg_without_link_time_optimisation_says_so_for_both_profiles()
    {
        var relaxed = Request with { Leg = new LegName(BackendName.Cranelift, Workaround: Workaround.WithoutLto) };

        Assert.That(LegScene.Cargo.TestBuild(relaxed, Environment).Arguments, Has.Member("profile.dev.lto=\"off\"").And.Member("profile.test.lto=\"off\""));
        Assert.That(LegScene.Cargo.TestBuild(Request, Environment).Arguments, Has.None.Contains("lto"));
    }

    [Test]
    public void A_control_leg_aborts_at_a_panic_and_gives_each_test_a_process()
    {
        var control = Request with { Leg = LegName.Cranelift with { Panic = PanicStrategy.Abort }, Directories = scene.Directories.OfControl };

        Assert.That(
            LegScene.Cargo.TestBuild(control, Environment).Arguments,
            Has.Member("-Zpanic-abort-tests").And.Member("profile.dev.panic=\"abort\"").And.Member($"build.rustc=\"{scene.Directories.Root}/stand-ins-abort/rustc\""));
        Assert.That(LegScene.Cargo.TestBuild(Request, Environment).Arguments, Has.None.Contains("abort"));
    }

    [Test]
    public void What_the_crates_own_profiles_say_of_backends_is_said_otherwise()
    {
        var own = Request with
        {
            Source = Request.Source with { BackendOverrides = ["profile.dev.package.inner.codegen-backend", "profile.test.codegen-backend", "profile.dev.codegen-backend"] },
        };

        Assert.That(
            LegScene.Cargo.Build(own, Environment).Arguments.Where(argument => argument.Contains("codegen-backend=", StringComparison.Ordinal)),
            Is.EqualTo(new[]
            {
                "profile.dev.codegen-backend=\"cranelift\"", "profile.dev.package.inner.codegen-backend=\"cranelift\"", "profile.test.codegen-backend=\"cranelift\"",
            }));
    }

    [TestCase(new[] { "lib memchr" }, new[] { "--lib" })]
    [TestCase(new[] { "lib one", "lib two" }, new[] { "--lib" })]
    [TestCase(new[] { "bin tool", "test it", "example show", "bench speed" }, new[] { "--bin=tool", "--test=it", "--example=show", "--bench=speed" })]
    [TestCase(new[] { "doctest memchr" }, new[] { "--doc" })]
    [TestCase(new[] { "doctest memchr", "test it" }, new string[0])]
    [TestCase(new string[0], new string[0])]
    public void Only_the_targets_that_are_wanted_are_built(string[] targets, string[] options) =>
        Composes(
            LegScene.Cargo.TestBuild(Request with { OnlyTargets = [.. targets] }, Environment),
            ["test", "--no-fail-fast", .. options, .. Checked, .. StandIns, .. Settings(), "--config", Runner, .. Manifest]);

    [Test]
    public void Nothing_is_told_by_a_variable() =>
        Assert.That(LegScene.Cargo.TestBuild(Request, Environment).Environment, Is.EqualTo(Environment));

    // The crate's own configuration counts where cargo is called in its folder, and nowhere else.
    private void Composes(CommandSpec command, string[] arguments) => Composes(command, arguments, scene.Directories.Source);

    private void ComposesApart(CommandSpec command, string[] arguments) => Composes(command, arguments, scene.Directories.Start);

    private void Composes(CommandSpec command, string[] arguments, string from)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(command.Program, Is.EqualTo("/toolchain/bin/cargo"));
            Assert.That(command.Arguments, Is.EqualTo(arguments));
            Assert.That(command.WorkingDirectory, Is.EqualTo(from));
            Assert.That(command.Environment, Is.EqualTo(Environment));
            Assert.That(command.Limits, Is.EqualTo(Request.Limits));
        }
    }
}
