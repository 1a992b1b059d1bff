using System.Collections.Immutable;
using Matrix.Runner.Preparation;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Preparation;

public sealed class FetchCommandsTests
{
    private static readonly ImmutableSortedDictionary<string, string> Environment = ImmutableSortedDictionary<string, string>.Empty.Add("PATH", "/toolchain/bin");

    private readonly LegScene scene = new();

    [OneTimeTearDown]
    public void RemoveScene() => scene.Dispose();

    [Test]
    public void Fetching_takes_what_the_lock_file_names() => Composes((commands, request) => commands.Fetch(request, Environment), "fetch", "--locked");

    [Test]
    public void Resolving_may_change_the_lock_file() => Composes((commands, request) => commands.Resolve(request, Environment), "fetch");

    [Test]
    public void The_workspace_is_asked_for_without_network() =>
        Composes((commands, request) => commands.LocateWorkspace(request, Environment), "locate-project", "--workspace", "--offline");

    private void Composes(Func<FetchCommands, PreparationRequest, CommandSpec> compose, params string[] arguments)
    {
        var request = new PreparationRequest(scene.Request.Crate, scene.Directories, ProcessLimits.Default with { Time = TimeSpan.FromSeconds(7) });

        var command = compose(new FetchCommands(LegScene.Cargo), request);

        Assert.That(command.Arguments, Is.EqualTo((string[])[.. arguments, "--manifest-path", Path.Combine(scene.Directories.Source, "Cargo.toml")]));
        Assert.That(command.WorkingDirectory, Is.EqualTo(scene.Directories.Start), "away from the crate's own configuration");
        Assert.That((command.Environment, command.Limits.Time), Is.EqualTo((Environment, TimeSpan.FromSeconds(7))));
    }
}
