using Matrix.Results;
using Matrix.Runner.Machines;
using Matrix.Runner.Processes;
using Matrix.Runner.Tests.Fakes;

namespace Matrix.Runner.Tests.Machines;

/// <summary>Where nothing is installed; that root gets it installed is seen on a bare machine (Matrix.EndToEnd.Tests).</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NeededProgramsTests
{
    private readonly ScriptedProcesses processes = new();
    private readonly List<string> said = [];

    private NeededPrograms Needed => new(new TrustedPrograms(processes), said.Add);

    [TestCase("git", "git is missing; it checks out crates", "git ca-certificates")]
    [TestCase("cc", "cc is missing; it links what rustc compiles", "gcc libc6-dev")]
    public async Task What_a_sweep_needs_and_does_not_find_ends_it(string missing, string message, string packages)
    {
        With(["git", "cc", "bwrap"], missing);

        var error = await Assert.ThrowsAsync<MatrixException>(() => Needed.RequireAsync(withSandbox: true, mayInstall: false, default));

        Assert.That((error.ExitCode, error.Message), Is.EqualTo((ExitCode.Environment, message)));
        Assert.That(error.Hint, Is.EqualTo(AptPackages.IsHere
            ? $"as root: apt-get update && apt-get install -y {packages}"
            : $"install {packages.Split(' ')[0]} with this system's package manager"));
        Assert.That(said, Is.Empty);
    }

    [TestCase("bwrap")]
    [TestCase("")]
    public void Without_its_sandbox_it_may_run(string missing)
    {
        With(["git", "cc", "bwrap"], missing);

        Assert.That(() => Needed.RequireAsync(withSandbox: true, mayInstall: false, default), Throws.Nothing);
        Assert.That(said, Is.Empty);
    }

    [Test]
    public void A_sandbox_that_nobody_wants_is_not_looked_for()
    {
        With(["git", "cc"], "");

        Assert.That(() => Needed.RequireAsync(withSandbox: false, mayInstall: false, default), Throws.Nothing);
        Assert.That(processes.Ran, Has.None.StartsWith("bwrap"));
    }

    [Test]
    public async Task All_that_is_there_is_told_and_what_is_missing_with_what_to_type()
    {
        With(["git", "cc", "rustup", "bwrap"], "rustup");

        Assert.That(await Needed.TellAsync(mayInstall: false, default), Is.True, "a sweep can do without it");
        Assert.That(said[..2], Is.EqualTo(new[] { "git: git 1.0", "cc: cc 1.0" }));
        Assert.That(said[^2], Is.EqualTo("rustup: missing; it finds and installs toolchains (https://rustup.rs)"));
        Assert.That(said[^1], Does.Contain("rustup"));
    }

    private void With(string[] programs, string missing)
    {
        foreach (var program in programs.Where(program => program != missing))
            processes.On($"{program} --version", $"{program} 1.0\nmore\n");
    }
}
