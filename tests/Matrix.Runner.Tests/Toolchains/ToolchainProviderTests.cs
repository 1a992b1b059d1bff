using Matrix.Results;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Toolchains;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ToolchainProviderTests : IDisposable
{
    private readonly RustOnDisk rust = new();
    private readonly List<string> said = [];
    private readonly Installer installer = new();
    private readonly KnownNightlies nightlies = new();

    public void Dispose() => rust.Dispose();

    [Test]
    public async Task What_is_named_is_taken_and_nothing_else_is_looked_for()
    {
        rust.With("nightly").With("nightly-2026-05-01");

        var toolchain = await ProvideAsync("nightly-2026-05-01");

        Assert.That(toolchain.Record.Name, Is.EqualTo("nightly-2026-05-01"));
        Assert.That(rust.Processes.Ran, Has.None.Contains("--toolchain nightly rustc"));
        Assert.That(said, Is.EqualTo(new[]
        {
            "toolchain: nightly-2026-05-01: rustc 1.95.0-nightly (0123456789 2026-04-14); cargo 1.95.0-nightly (abcdef 2026-04-10); backend librustc_codegen_cranelift-1.95.0-nightly.so",
        }));
    }

    [Test]
    public async Task Without_a_name_it_is_nightly()
    {
        rust.With("nightly");

        Assert.That((await ProvideAsync(null)).Record.Name, Is.EqualTo("nightly"));
        Assert.That(installer.Asked, Is.Empty);
    }

    [TestCase("nightly")]
    [TestCase(null)]
    public async Task A_backend_that_is_missing_is_added(string? name)
    {
        rust.With("nightly", backend: false);
        installer.OnAdd = () => rust.WithBackend("nightly");

        var toolchain = await ProvideAsync(name);

        Assert.That(toolchain.Record.Name, Is.EqualTo("nightly"));
        Assert.That(installer.Asked, Is.EqualTo(new[] { "add nightly" }));
        Assert.That(said[0], Is.EqualTo(
            "toolchain: nightly has no Cranelift backend; adding it: rustup component add rustc-codegen-cranelift-preview --toolchain nightly"));
    }

    [Test]
    public async Task A_nightly_that_is_missing_is_installed()
    {
        installer.OnInstall = () => rust.With("nightly");

        Assert.That((await ProvideAsync(null)).Record.Name, Is.EqualTo("nightly"));
        Assert.That(said[0], Is.EqualTo("toolchain: there is no nightly; installing it with rustup"));
    }

    [Test]
    public async Task Where_todays_nightly_lacks_the_backend_the_newest_that_has_it_is_taken()
    {
        rust.With("nightly", backend: false);
        nightlies.Newest = new NewestNightly(RustOnDisk.Host, "nightly-2026-11-21", 9, null);
        installer.OnInstall = () => rust.With("nightly-2026-11-21");

        var toolchain = await ProvideAsync(null);

        Assert.That(toolchain.Record.Name, Is.EqualTo("nightly-2026-11-21"));
        Assert.That(installer.Asked, Is.EqualTo(new[] { "add nightly", "install nightly-2026-11-21" }));
        Assert.That(said, Has.Some.EqualTo("toolchain: the newest with rustc-codegen-cranelift-preview for x86_64-unknown-linux-gnu is nightly-2026-11-21, of 9 days ago"));
    }

    [Test]
    public async Task Where_rustup_cannot_help_one_is_built()
    {
        rust.With("nightly", backend: false);
        installer.CanBuildFromDebian = true;
        installer.OnBuild = () => rust.With("built");

        var toolchain = await ProvideAsync(null);

        Assert.That(toolchain.Rustc, Is.EqualTo(rust.PathOf("built/bin/rustc")));
        Assert.That(installer.Asked, Is.EqualTo(new[] { "add nightly", $"build {rust.PathOf("built")}" }));
        Assert.That(said, Has.Some.EqualTo("toolchain: that did not work: error: no network"));
        Assert.That(said, Has.Some.Contains("about 12 minutes"));
    }

    [Test]
    public async Task What_was_built_before_is_not_built_again()
    {
        rust.With("built");

        Assert.That((await ProvideAsync(null, mayInstall: false)).Rustc, Is.EqualTo(rust.PathOf("built/bin/rustc")));
        Assert.That(installer.Asked, Is.Empty);
    }

    [Test]
    public async Task Where_nothing_may_be_installed_nothing_is([Values("nightly", null)] string? name)
    {
        rust.With("nightly", backend: false);
        installer.CanBuildFromDebian = true;

        await Assert.ThrowsAsync<MatrixException>(() => ProvideAsync(name, mayInstall: false));
        Assert.That(installer.Asked, Is.Empty);
    }

    [Test]
    public async Task A_toolchain_without_the_backend_is_never_taken()
    {
        rust.With("nightly", backend: false).With("built", backend: false);

        var error = await Assert.ThrowsAsync<MatrixException>(() => ProvideAsync(null));

        Assert.That(error.Message, Is.EqualTo("no toolchain with the Cranelift backend is on this machine, and none could be installed"));
    }

    [Test]
    public async Task An_installation_that_changes_nothing_is_no_toolchain()
    {
        rust.With("nightly", backend: false);
        installer.OnAdd = () => { };

        var error = await Assert.ThrowsAsync<MatrixException>(() => ProvideAsync("nightly"));

        Assert.That(error.Message, Is.EqualTo($"the toolchain nightly ({rust.PathOf("nightly")}) has no Cranelift backend"));
    }

    [Test]
    public async Task Nothing_is_added_to_a_directory()
    {
        rust.With("own", backend: false);

        await Assert.ThrowsAsync<MatrixException>(() => ProvideAsync(rust.PathOf("own")));
        Assert.That(installer.Asked, Is.Empty);
    }

    [Test]
    public async Task An_error_tells_the_three_ways_out([Values("none-such", null)] string? name)
    {
        var error = await Assert.ThrowsAsync<MatrixException>(() => ProvideAsync(name));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.ExitCode, Is.EqualTo(ExitCode.Environment));
            Assert.That((int)error.ExitCode, Is.EqualTo(5));
            Assert.That(error.Hint, Does.Contain("--toolchain"));
            Assert.That(error.Hint, Does.Contain("rustup component add rustc-codegen-cranelift-preview --toolchain nightly"));
            Assert.That(error.Hint, Does.Contain("toolchain/build-from-debian"));
        }
    }

    private Task<Toolchain> ProvideAsync(string? name, bool mayInstall = true) =>
        new ToolchainProvider(rust.Finder, installer, nightlies, rust.PathOf("built"), said.Add)
            .ProvideAsync(new ToolchainRequest(name, null, mayInstall), default);

    /// <summary>Installs what a test says; all else fails as it does without a network.</summary>
    private sealed class Installer : IToolchainInstaller
    {
        public List<string> Asked { get; } = [];

        public Action? OnInstall { get; set; }

        public Action? OnAdd { get; set; }

        public Action? OnBuild { get; set; }

        public bool CanBuildFromDebian { get; set; }

        public Task<string?> InstallAsync(string nightly, CancellationToken cancellation) => Do($"install {nightly}", OnInstall);

        public Task<string?> AddBackendAsync(string toolchain, CancellationToken cancellation) => Do($"add {toolchain}", OnAdd);

        public Task<string?> BuildFromDebianAsync(string output, CancellationToken cancellation) => Do($"build {output}", OnBuild);

        private Task<string?> Do(string what, Action? installation)
        {
            Asked.Add(what);
            installation?.Invoke();
            return Task.FromResult(installation is null ? "error: no network" : null);
        }
    }

    private sealed class KnownNightlies : INightlies
    {
        public NewestNightly Newest { get; set; } = new(RustOnDisk.Host, null, 0, "no network");

        public Task<NewestNightly> NewestAsync(CancellationToken cancellation) => Task.FromResult(Newest);
    }
}
