using Matrix.Runner.Machines;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Machines;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AptPackagesTests
{
    private const string Apt = "/usr/bin/apt-get -y -qq -o APT::Update::Error-Mode=any -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3";

    private readonly ScriptedProcesses processes = new();
    private readonly List<string> said = [];

    private AptPackages Packages => field ??= new AptPackages(new TrustedPrograms(processes), said.Add);

    [Test]
    public async Task What_apt_knows_is_installed()
    {
        processes.On($"{Apt} install", "");

        Assert.That(await Packages.InstallAsync(["bubblewrap"], default), Is.Null);
        Assert.That(said, Is.EqualTo(new[] { "installing bubblewrap" }));
    }

    [Test]
    public async Task Where_its_lists_are_empty_they_are_read_first_and_only_once()
    {
        var isThere = false;
        processes.On($"{Apt} update", _ =>
        {
            isThere = true;
            return (0, "");
        });
        processes.On($"{Apt} install", _ => isThere ? (0, "") : (100, "E: Unable to locate package bubblewrap"));
        processes.On($"{Apt} install --no-install-recommends rustup", "E: Unable to locate package rustup\nE: and so on", exitCode: 100);

        Assert.That(await Packages.InstallAsync(["bubblewrap"], default), Is.Null);
        Assert.That(await Packages.InstallAsync(["rustup"], default), Is.EqualTo("E: Unable to locate package rustup"));
        Assert.That(processes.Ran.Count(command => command.EndsWith(" update", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_network_it_is_the_lists_that_are_told()
    {
        processes.On($"{Apt} update", "E: Failed to fetch http://archive.example/InRelease  Could not resolve 'archive.example'\nE: Some index files failed", exitCode: 100);
        processes.On($"{Apt} install", "E: Unable to locate package git", exitCode: 100);

        Assert.That(await Packages.InstallAsync(["git"], default), Is.EqualTo("E: Failed to fetch http://archive.example/InRelease  Could not resolve 'archive.example'"));
    }

    [Test]
    public async Task An_installation_that_was_interrupted_is_finished_first()
    {
        var isFinished = false;
        processes.On("/usr/bin/dpkg --configure -a", _ =>
        {
            isFinished = true;
            return (0, "");
        });
        processes.On(
            $"{Apt} install --no-install-recommends gcc libc6-dev",
            _ => isFinished ? (0, "") : (100, "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem. "));

        Assert.That(await Packages.InstallAsync(["gcc", "libc6-dev"], default), Is.Null);
        Assert.That(said, Is.EqualTo(new[] { "installing gcc libc6-dev", "an earlier installation was interrupted: dpkg --configure -a" }));
    }

    [Test]
    public async Task What_dies_without_a_word_is_told_by_its_end()
    {
        processes.On($"{Apt} update", "");
        processes.On($"{Apt} install", "", exitCode: 1);

        Assert.That(await Packages.InstallAsync(["git"], default), Is.EqualTo("exit code 1"));
    }
}
