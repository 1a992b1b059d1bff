using Matrix.Results;
using Matrix.Runner.Configuration;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Toolchains;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Toolchains;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BackendFinderTests : IDisposable
{
    private static readonly BackendConfig Llvm = new(BackendName.Llvm, "llvm");

    private readonly TemporaryDirectory rust = new();

    public void Dispose() => rust.Dispose();

    [Test]
    public void Under_another_name_it_is_still_the_toolchains_own()
    {
        var candidate = Toolchain.With(Llvm, Named("cranelift", "o1") with { Config = ["profile.dev.opt-level=1"], Title = "At 1" }).Candidate;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((candidate.Name.Value, candidate.Title, candidate.Codegen, candidate.LibrarySha256), Is.EqualTo(("o1", "At 1", "cranelift", "00")));
            Assert.That(candidate.LeavesMark, Is.True);
            Assert.That(candidate.Record.Config, Is.EqualTo(new[] { "profile.dev.opt-level=1" }));
        }
    }

    [Test]
    public void Another_backend_of_the_toolchain_is_found_beside_its_own()
    {
        var library = rust.File("lib/rustlib/x86_64-unknown-linux-gnu/codegen-backends/librustc_codegen_gcc-1.95.so", "gcc");
        var candidate = Toolchain.With(Llvm, Named("gcc", "gcc")).Candidate;

        Assert.That((candidate.Codegen, candidate.Library, candidate.Title, candidate.LeavesMark), Is.EqualTo(("gcc", library, "GCC", false)));
    }

    [Test]
    public void A_library_of_ones_own_can_be_read_by_each_leg()
    {
        var library = rust.File("own/librustc_codegen_cranelift.so", "mine");
        var toolchain = Toolchain.With(Llvm, Named(library, "mine"));

        Assert.That((toolchain.Candidate.Codegen, toolchain.Candidate.Kind, toolchain.Candidate.LeavesMark), Is.EqualTo((library, "cranelift", true)));
        Assert.That(toolchain.Candidate.LibrarySha256, Does.Match("^[0-9a-f]{64}$"));
        Assert.That(toolchain.Roots, Does.Contain(Path.GetDirectoryName(library)));
    }

    [TestCase("gcc", "matrix.yaml:7: backend mine: the toolchain nightly has no backend gcc")]
    [TestCase("/nowhere/lib.so", "matrix.yaml:7: backend mine: there is no library /nowhere/lib.so")]
    public void What_is_not_there_is_told_with_its_place(string codegen, string message) => Assert.That(
        () => Toolchain.With(Llvm, Named(codegen, "mine")),
        Throws.InstanceOf<MatrixException>().With.Message.EqualTo(message).And.Property(nameof(MatrixException.ExitCode)).EqualTo(ExitCode.Environment));

    [Test]
    public void What_a_backend_adds_is_told_to_cargo_and_rustdoc_and_to_no_other()
    {
        var toolchain = Toolchain.With(Llvm, Named("cranelift", "mine") with { Rustflags = ["-Cdebuginfo=1", "-Cx=\"y\""], Config = ["profile.dev.opt-level=1"] });
        var (backends, mine) = (new BackendSwitch(toolchain.Backends), BackendName.Parse("mine"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(backends.OptionsOf(mine, [])[3..], Is.EqualTo(new[]
            {
                "-Zprofile-rustflags", "--config", """profile.dev.rustflags=["-Cdebuginfo=1", "-Cx=\"y\""]""", "--config", "profile.dev.opt-level=1",
            }));
            Assert.That(backends.OptionsOf(BackendName.Llvm, []), Has.Length.EqualTo(3));
            Assert.That(backends.RustdocOptions(mine), Is.EqualTo(new[] { "-Zcodegen-backend=cranelift", "-Cdebuginfo=1", "-Cx=\"y\"" }));
            Assert.That(backends.ConfigurationOf(mine), Does.EndWith("unstable.codegen-backend = true\nprofile.dev.opt-level=1\n"));
        }
    }

    private Toolchain Toolchain => new()
    {
        Rustc = Path.Combine(rust.Path, "bin", "rustc"),
        Rustdoc = Path.Combine(rust.Path, "bin", "rustdoc"),
        Cargo = Path.Combine(rust.Path, "bin", "cargo"),
        Backends = [new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, "cranelift") { Library = rust.File("cranelift.so", "its own"), LibrarySha256 = "00" }],
        Roots = [rust.Path],
        Record = new ToolchainRecord("nightly", "rustc", "rustc", null, "x86_64-unknown-linux-gnu", "cargo"),
    };

    private static BackendConfig Named(string codegen, string name) => new(BackendName.Parse(name), codegen) { Position = "matrix.yaml:7" };
}
