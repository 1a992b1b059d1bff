using Matrix.Runner.Tests.Fakes;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Toolchains;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ToolchainInstallerTests
{
    private readonly ScriptedProcesses processes = new();
    private readonly List<string> said = [];

    private ToolchainInstaller Installer => new(processes, "/tool/build-from-debian", said.Add);

    [Test]
    public async Task What_the_installation_prints_is_passed_on()
    {
        processes.On("rustup toolchain install", "info: downloading\ninfo: done");

        var complaint = await Installer.InstallAsync("nightly", default);

        Assert.That(complaint, Is.Null);
        Assert.That(said, Is.EqualTo(new[] { "  info: downloading", "  info: done" }));
        Assert.That(processes.Ran, Is.EqualTo(new[]
        {
            "rustup toolchain install nightly --profile minimal --component rustc-codegen-cranelift-preview",
        }));
    }

    [Test]
    public async Task What_went_wrong_is_told_once()
    {
        processes.On("rustup component add", "info: syncing\nerror: could not download", exitCode: 1);

        Assert.That(await Installer.AddBackendAsync("nightly", default), Is.EqualTo("rustup: exit code 1"));
        Assert.That(said, Is.EqualTo(new[] { "  info: syncing", "  error: could not download" }));
    }

    [Test]
    public async Task A_program_that_is_not_there_is_told() =>
        Assert.That(await Installer.BuildFromDebianAsync("/out", default), Is.EqualTo(
            "build-from-debian: could not start: there is no /tool/build-from-debian"));

    [Test]
    public void Without_the_script_nothing_can_be_built() => Assert.That(Installer.CanBuildFromDebian, Is.False);
}
