using System.Collections.Immutable;
using Matrix.Runner.Legs;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Legs;

public sealed class CargoCommandsTests
{
    private static readonly ImmutableSortedDictionary<string, string> Environment =
        ImmutableSortedDictionary<string, string>.Empty.Add("RUSTDOC", "/toolchain/bin/rustdoc").Add("A", "b");

    private static readonly string[] Checked = ["--locked", "--offline", "-vv", "--message-format=json"];

    private readonly LegScene scene = new();

    [OneTimeTearDown]
    public void RemoveScene() => scene.Dispose();

    private LegRequest Request => scene.Request;

    private string[] Manifest => ["--manifest-path", Path.Combine(scene.Directories.Source, "Cargo.toml")];

    [Test]
    public void Fetching_takes_what_the_lock_file_names() => Composes(LegScene.Cargo.Fetch(Request, Environment), ["fetch", "--locked", .. Manifest]);

    [Test]
    public void Resolving_may_change_the_lock_file() => Composes(LegScene.Cargo.Resolve(Request, Environment), ["fetch", .. Manifest]);

    [Test]
    public void The_workspace_is_asked_for_without_network() =>
        Composes(LegScene.Cargo.LocateWorkspace(Request, Environment), ["locate-project", "--workspace", "--offline", .. Manifest]);

    [Test]
    public void Building_is_locked_offline_and_tells_every_call() => Composes(LegScene.Cargo.Build(Request, Environment), ["build", .. Checked, .. Manifest]);

    [Test]
    public void Tests_are_built_as_for_a_user_and_what_would_run_is_recorded()
    {
        var command = LegScene.Cargo.TestBuild(Request, Environment);

        Composes(
            command,
            ["test", "--no-fail-fast", "--config", $"target.{LegScene.Host}.runner=[\"{scene.Directories.Records}/run\"]", .. Checked, .. Manifest],
            Environment.SetItem("RUSTDOC", $"{scene.Directories.Records}/rustdoc"));
    }

    [Test]
    public void A_folder_of_any_name_stays_one_string_of_the_configuration()
    {
        var request = Request with { Directories = new LegDirectories("/place/a \"b\" \\c") };

        Assert.That(
            LegScene.Cargo.TestBuild(request, Environment).Arguments,
            Has.Member($"target.{LegScene.Host}.runner=[\"/place/a \\\"b\\\" \\\\c/records/run\"]"));
    }

    [Test]
    public void Configuration_of_the_list_comes_right_after_the_verb()
    {
        var command = (LegScene.Cargo with { CargoConfig = "/lists/config.toml" }).Build(Request, Environment);

        Assert.That(command.Arguments[..4], Is.EqualTo(new[] { "build", "--config", "/lists/config.toml", "--locked" }));
    }

    [Test]
    public void Features_are_added_to_the_default_ones() =>
        Assert.That(LegScene.Cargo.Build(WithFeatures(false, "std", "alloc"), Environment).Arguments[^2..], Is.EqualTo(new[] { "--features", "std,alloc" }));

    [Test]
    public void Default_features_can_be_left_out()
    {
        Assert.That(LegScene.Cargo.Build(WithFeatures(true), Environment).Arguments[^1], Is.EqualTo("--no-default-features"));
        Assert.That(
            LegScene.Cargo.TestBuild(WithFeatures(true, "alloc"), Environment).Arguments[^3..],
            Is.EqualTo(new[] { "--no-default-features", "--features", "alloc" }));
    }

    private LegRequest WithFeatures(bool withoutDefault, params string[] features) =>
        Request with { Crate = Request.Crate with { NoDefaultFeatures = withoutDefault, Features = [.. features] } };

    private void Composes(CommandSpec command, string[] arguments, ImmutableSortedDictionary<string, string>? environment = null)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(command.Program, Is.EqualTo("/toolchain/bin/cargo"));
            Assert.That(command.Arguments, Is.EqualTo(arguments));
            Assert.That(command.WorkingDirectory, Is.EqualTo(scene.Directories.Start));
            Assert.That(command.Environment, Is.EqualTo(environment ?? Environment));
            Assert.That(command.Limits, Is.EqualTo(Request.Limits));
        }
    }
}
