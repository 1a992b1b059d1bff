using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Toolchains;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ToolchainFinderTests : IDisposable
{
    private readonly RustOnDisk rust = new();

    public void Dispose() => rust.Dispose();

    [Test]
    public async Task A_toolchain_of_rustup_is_known_by_its_programs_and_its_backend()
    {
        var toolchain = await CompleteAsync(rust.With("nightly"), "nightly");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(toolchain.Rustc, Is.EqualTo(rust.PathOf("nightly/bin/rustc")));
            Assert.That(toolchain.Rustdoc, Is.EqualTo(rust.PathOf("nightly/bin/rustdoc")));
            Assert.That(toolchain.Cargo, Is.EqualTo(rust.PathOf("nightly/bin/cargo")));
            Assert.That(toolchain.Candidate.Codegen, Is.EqualTo("cranelift"), "its own");
            Assert.That(toolchain.Host, Is.EqualTo(RustOnDisk.Host));
            Assert.That(toolchain.Date, Is.EqualTo(new DateOnly(2026, 4, 13)));
            Assert.That(toolchain.Record.Name, Is.EqualTo("nightly"));
            Assert.That(toolchain.Record.Rustc, Is.EqualTo("rustc 1.95.0-nightly (0123456789 2026-04-14)"));
            Assert.That(toolchain.Record.RustcVerbose, Does.StartWith(toolchain.Record.Rustc).And.EndWith("LLVM version: 22.1.0"));
            Assert.That(toolchain.Record.Cargo, Is.EqualTo("cargo 1.95.0-nightly (abcdef 2026-04-10)"));
            Assert.That(Path.GetFileName(toolchain.Candidate.Library), Is.EqualTo("librustc_codegen_cranelift-1.95.0-nightly.so"));
            Assert.That(toolchain.Candidate.LibrarySha256, Is.EqualTo("10c7587204f02f693e9a637ca16569508a7c3ed430bfd1a4ec3e99d7258ce953"));
        }
    }

    [Test]
    public async Task A_directory_is_a_toolchain()
    {
        rust.With("own");

        var toolchain = await CompleteAsync(rust, rust.PathOf("own"));

        Assert.That(toolchain.Rustc, Is.EqualTo(rust.PathOf("own/bin/rustc")));
        Assert.That(rust.Processes.Ran, Has.None.StartsWith("rustup"));
    }

    [Test]
    public async Task A_toolchain_without_the_backend_is_no_toolchain() =>
        Assert.That(
            await FindAsync(rust.With("nightly", backend: false), "nightly"),
            Is.EqualTo(new FoundToolchain.WithoutBackend("nightly", rust.PathOf("nightly"))));

    [Test]
    public async Task A_backend_for_another_host_does_not_count()
    {
        rust.With("nightly", backend: false).File("nightly/lib/rustlib/aarch64-apple-darwin/codegen-backends/librustc_codegen_cranelift.so", "");

        Assert.That(await FindAsync(rust, "nightly"), Is.InstanceOf<FoundToolchain.WithoutBackend>());
    }

    [Test]
    public async Task A_backend_that_is_named_takes_the_place_of_the_toolchains_own()
    {
        var library = rust.With("nightly").File("own/librustc_codegen_cranelift.so", "another backend");

        var toolchain = await CompleteAsync(rust, "nightly", library);

        Assert.That(toolchain.Candidate.Codegen, Is.EqualTo(library));
        Assert.That((toolchain.Candidate.Library, toolchain.Candidate.Kind), Is.EqualTo((library, "cranelift")));
        Assert.That(toolchain.Roots, Does.Contain(rust.PathOf("own")), "a leg must be able to read it");
    }

    [Test]
    public async Task A_backend_that_is_named_and_not_there_is_missing() =>
        Assert.That(
            await FindAsync(rust.With("nightly"), "nightly", "/nowhere/librustc_codegen_cranelift.so"),
            Is.EqualTo(new FoundToolchain.Missing("there is no backend library /nowhere/librustc_codegen_cranelift.so")));

    [Test]
    public async Task A_linked_toolchain_without_cargo_borrows_that_of_nightly()
    {
        rust.With("nightly").With("stage2", cargo: false);

        var toolchain = await CompleteAsync(rust, "stage2");

        Assert.That(toolchain.Cargo, Is.EqualTo(rust.PathOf("nightly/bin/cargo")));
        Assert.That(toolchain.Rustc, Is.EqualTo(rust.PathOf("stage2/bin/rustc")));
        Assert.That(toolchain.Roots, Is.EquivalentTo(new[]
        {
            rust.PathOf("stage2"), rust.PathOf("nightly"), rust.PathOf($"stage2/lib/rustlib/{RustOnDisk.Host}/codegen-backends"),
        }));
    }

    [Test]
    public async Task Where_nobody_can_lend_a_cargo_the_toolchain_is_of_no_use() =>
        Assert.That(
            await FindAsync(rust.With("stage2", cargo: false), "stage2"),
            Is.EqualTo(new FoundToolchain.Missing("the toolchain stage2 has no cargo, and nightly has none to lend")));

    [TestCase("1.95.0", false)]
    [TestCase("1.95.0-beta.3", true)]
    [TestCase("1.95.0-nightly", true)]
    [TestCase("1.95.0-dev", true)]
    public async Task A_release_takes_no_option_that_chooses_a_backend_whatever_library_it_is_given(string release, bool isFound)
    {
        var library = rust.File("own/librustc_codegen_cranelift.so", "a backend");

        var found = await rust.With("stable", release: release).Finder.FindAsync("stable", library, default);

        Assert.That(found, isFound
            ? Is.InstanceOf<FoundToolchain.Complete>()
            : Is.EqualTo(new FoundToolchain.Missing("the toolchain stable is Rust 1.95.0, a release, which takes no unstable options: it wants a nightly")));
    }

    [TestCase("nightly-2020-01-01")]
    [TestCase("/nowhere/rust")]
    public async Task What_is_not_there_is_missing(string name) =>
        Assert.That(await FindAsync(rust, name), Is.EqualTo(new FoundToolchain.Missing($"there is no toolchain {name}")));

    [Test]
    public async Task A_compiler_that_does_not_run_is_missing_in_its_own_words()
    {
        rust.With("nightly").Processes.On(
            $"{rust.PathOf("nightly/bin/rustc")} -vV", "error while loading shared libraries: librustc_driver.so\nmore\n", exitCode: 127);

        Assert.That(
            await FindAsync(rust, "nightly"),
            Is.EqualTo(new FoundToolchain.Missing(
                $"{rust.PathOf("nightly/bin/rustc")} does not run: error while loading shared libraries: librustc_driver.so")));
    }

    [TestCase("rustc 1.95.0-nightly (59807616e 2026-04-14)", "2026-04-13", "2026-04-13")]
    [TestCase("rustc 1.95.0-nightly (59807616e 2026-04-14)", "unknown", "2026-04-14")]
    [TestCase("rustc 1.95.0-nightly (59807616e 2026-04-14) (built from a source tarball)", "unknown", "2026-04-14")]
    [TestCase("rustc 1.95.0-dev", "unknown", null)]
    [TestCase("rustc 1.95.0-dev (local build)", "unknown", null)]
    [TestCase(")", "unknown", null)]
    public async Task A_toolchain_is_as_old_as_its_compiler_says(string about, string date, string? expected)
    {
        var toolchain = await CompleteAsync(rust.With("nightly", about: about, date: date), "nightly");

        Assert.That(toolchain.Record.CommitDate, Is.EqualTo(expected));
        Assert.That(toolchain.Date?.ToString("yyyy-MM-dd", null), Is.EqualTo(expected));
    }

    private static Task<FoundToolchain> FindAsync(RustOnDisk rust, string name, string? library = null) => rust.Finder.FindAsync(name, library, default);

    private static async Task<Toolchain> CompleteAsync(RustOnDisk rust, string name, string? library = null)
    {
        var found = await FindAsync(rust, name, library);
        Assert.That(found, Is.InstanceOf<FoundToolchain.Complete>());
        return ((FoundToolchain.Complete)found).Toolchain;
    }
}
