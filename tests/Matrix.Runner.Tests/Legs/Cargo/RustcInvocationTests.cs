using Matrix.Faults;
using Matrix.Results;
using Matrix.Runner.Legs.Cargo;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Legs.Cargo;

public sealed class RustcInvocationTests
{
    // Printed by cargo 1.97 with -vv.
    private const string Library =
        """
        CARGO_CRATE_NAME=my_crate CARGO_MANIFEST_DIR='/src/my crate' CARGO_PKG_DESCRIPTION='It'\''s a `crate` with'\!' "quotes" and
        several `lines`
        and more.' CARGO_PKG_LICENSE='' CARGO_PKG_NAME=my-crate CARGO_PKG_VERSION=0.1.0 CARGO_PRIMARY_PACKAGE=1 NOTE='hello world' /toolchain/bin/rustc --crate-name my_crate --edition=2021 src/lib.rs --error-format=json --json=diagnostic-rendered-ansi,artifacts,future-incompat --crate-type lib --emit=dep-info,metadata,link -C opt-level=1 -C embed-bitcode=no -Z codegen-backend=cranelift -C debuginfo=2 -C debug-assertions=on --check-cfg 'cfg(docsrs,test)' --check-cfg 'cfg(feature, values())' -C metadata=46b0b35cf056a0f4 -C extra-filename=-66f048b58dc1fa9d --out-dir /target/debug/deps -L dependency=/target/debug/deps
        """;

    private static readonly BackendSwitch Own = With("cranelift");

    private static BackendSwitch With(string cranelift) =>
        new([new Backend(BackendName.Llvm, "llvm"), new Backend(BackendName.Cranelift, cranelift), new Backend(BackendName.Llvm, "llvm").Again()]);

    [Test]
    public void What_cargo_calls_is_understood()
    {
        var unit = Of(Library);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unit.CrateName, Is.EqualTo("my_crate"));
            Assert.That(unit.Package, Is.EqualTo("my-crate 0.1.0"));
            Assert.That(unit.ManifestFolder, Is.EqualTo("/src/my crate"));
            Assert.That(unit.IsPrimary, Is.True);
            Assert.That(unit.IsOfCargo, Is.True);
            Assert.That(unit.Source, Is.EqualTo("src/lib.rs"));
            Assert.That(unit.Environment.Keys, Has.No.Member("NOTE").And.No.Member("CARGO_PKG_DESCRIPTION"), "a hundred of them are kept of each leg");
            Assert.That(unit.Backend, Is.EqualTo("cranelift"));
            Assert.That(unit.ProfileOptions, Is.EqualTo(new[] { "opt-level=1", "debuginfo=2", "debug-assertions=on" }));
            Assert.That(unit.GeneratesCode, Is.True);
            Assert.That(unit.IsTest, Is.False);
        }
    }

    [TestCase("rustc -Zcodegen-backend=cranelift a.rs", "cranelift")]
    [TestCase("rustc -Z codegen-backend=llvm a.rs", "llvm")]
    [TestCase("rustc -Z codegen-backend=llvm -Zcodegen-backend=cranelift a.rs", "cranelift")]
    [TestCase("rustc -Zcodegen-backend=cranelift -Z codegen-backend=llvm a.rs", "llvm")]
    [TestCase("rustc --test -Zcodegen-backend=/lib/librustc_codegen_cranelift.so src/lib.rs", "/lib/librustc_codegen_cranelift.so")]
    [TestCase("rustc -Z unstable-options a.rs", null)]
    [TestCase("rustc a.rs -Z", null)]
    public void The_last_backend_named_counts_in_either_form(string line, string? backend) =>
        Assert.That(Of(line).Backend, Is.EqualTo(backend));

    [TestCase("rustc --crate-name a --emit=dep-info,link", true)]
    [TestCase("rustc --crate-name a --emit dep-info,metadata,link", true)]
    [TestCase("rustc --crate-name a --emit=dep-info,metadata", false)]
    [TestCase("rustc --crate-name a --test src/lib.rs", true)]
    public void A_unit_without_code_is_seen(string line, bool generates) =>
        Assert.That(Of(line).GeneratesCode, Is.EqualTo(generates));

    [TestCase("CARGO_CRATE_NAME=a CARGO_PKG_NAME=a rustc --crate-name a", true)]
    [TestCase("CARGO_CRATE_NAME=a PROFILE=release rustc --crate-name a", true, Description = "the entry's own variable")]
    [TestCase("CARGO_CRATE_NAME=a NUM_JOBS=2 rustc --crate-name a", true, Description = "the entry's own variable")]
    [TestCase("CARGO_PKG_NAME=a NUM_JOBS=2 PROFILE=debug rustc --crate-name probe", false, Description = "a build script's probe")]
    [TestCase("CARGO_CRATE_NAME=inner NUM_JOBS=2 PROFILE=debug rustc --crate-name inner", false, Description = "of a cargo that a build script runs")]
    [TestCase("CARGO_PKG_NAME=a rustc --crate-name probe", false, Description = "a procedural macro's probe")]
    [TestCase("rustc --crate-name a", false)]
    public void A_call_is_cargos_where_cargo_says_so_to_a_compiler(string words, bool isOfCargo) => Assert.That(Of(words).IsOfCargo, Is.EqualTo(isOfCargo));

    [TestCase("rustc --crate-name a --test", true)]
    [TestCase("rustc --crate-name a --cfg test", true)]
    [TestCase("rustc --crate-name a --cfg testing --check-cfg test", false)]
    [TestCase("rustc --crate-name test --cfg feature=\"test\"", false)]
    public void A_target_that_is_run_as_a_test_is_told_by_flag_or_by_cfg(string words, bool isTest) => Assert.That(Of(words).IsTest, Is.EqualTo(isTest));

    [TestCase("rustc --crate-name a src/lib.rs", "src/lib.rs")]
    [TestCase("rustc --crate-name a '/src/my crate/lib.rs'", "/src/my crate/lib.rs")]
    [TestCase("rustc --crate-name a -", "")]
    [TestCase("rustc --crate-name a --extern=x.rs src/main.rs", "src/main.rs")]
    public void The_root_file_is_the_word_that_ends_as_one(string words, string source) => Assert.That(Of(words).Source, Is.EqualTo(source));

    [Test]
    public void A_test_executable_is_seen() => Assert.That(Of("rustc --crate-name a --test").IsTest, Is.True);

    [Test]
    public void The_profile_is_told_in_either_form() =>
        Assert.That(
            Of("rustc -Clto=fat -C opt-level=3 -C linker=cc -Cpanic=abort").ProfileOptions,
            Is.EqualTo(new[] { "lto=fat", "opt-level=3", "panic=abort" }));

    [TestCase("llvm", "llvm")]
    [TestCase("cranelift", "cranelift")]
    [TestCase("llvm-again", "llvm")]
    public void Every_side_names_its_backend(string side, string name)
    {
        var backend = BackendName.Parse(side);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Own.OptionsOf(backend, []), Is.EqualTo(new[] { "-Zcodegen-backend", "--config", $"profile.dev.codegen-backend=\"{name}\"" }));
            Assert.That(Own.RustdocOptions(backend), Is.EqualTo(new[] { $"-Zcodegen-backend={name}" }));
            Assert.That(
                Own.ConfigurationOf(backend), Is.EqualTo($"profile.dev.codegen-backend = \"{name}\"\nunstable.codegen-backend = true\n"));
        }
    }

    [Test]
    public void A_library_takes_the_place_of_the_toolchains_own_backend()
    {
        var given = With("/lib/a \"b\"/clif.so");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(given.OptionsOf(BackendName.Cranelift, [])[^1], Is.EqualTo("profile.dev.codegen-backend=\"/lib/a \\\"b\\\"/clif.so\""));
            Assert.That(given.RustdocOptions(BackendName.Cranelift), Is.EqualTo(new[] { "-Zcodegen-backend=/lib/a \"b\"/clif.so" }));
            Assert.That(given.ConfigurationOf(BackendName.Cranelift), Does.Contain("codegen-backend = \"/lib/a \\\"b\\\"/clif.so\""));
            Assert.That(given.OptionsOf(BackendName.Llvm, []), Is.EqualTo(Own.OptionsOf(BackendName.Llvm, [])));
        }
    }

    [TestCase("rustc -Z codegen-backend=cranelift", new[] { "cranelift" })]
    [TestCase("rustc -Z codegen-backend=llvm", new[] { "llvm", "llvm-again" })]
    [TestCase("rustc -Z codegen-backend=gcc", new string[0])]
    [TestCase("rustc", new string[0])]
    public void A_backend_is_recognised_only_where_it_is_named(string line, string[] backends) =>
        Assert.That(Own.Backends.Select(backend => backend.Name).Where(backend => Own.IsOf(backend, Of(line))).Select(backend => backend.Value), Is.EqualTo(backends));

    [Test]
    public void A_library_is_recognised_by_its_path_and_the_toolchains_own_backend_is_another()
    {
        var given = With("/lib/clif.so");

        Assert.That(given.IsOf(BackendName.Cranelift, Of("rustc -Zcodegen-backend=/lib/clif.so")), Is.True);
        Assert.That(given.IsOf(BackendName.Cranelift, Of("rustc -Zcodegen-backend=cranelift")), Is.False);
    }

    private static RustcInvocation Of(string words) => RustcInvocation.Of(RelayOnPaper.Call(words));
}
