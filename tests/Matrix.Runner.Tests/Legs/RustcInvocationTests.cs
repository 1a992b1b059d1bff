using System.Collections.Immutable;
using Matrix.Results;
using Matrix.Runner.Legs;

namespace Matrix.Runner.Tests.Legs;

public sealed class RustcInvocationTests
{
    // Printed by cargo 1.97 with -vv.
    private const string Library =
        """
        CARGO_MANIFEST_DIR='/src/my crate' CARGO_PKG_DESCRIPTION='It'\''s a `crate` with'\!' "quotes" and
        several `lines`
        and more.' CARGO_PKG_LICENSE='' CARGO_PKG_NAME=my-crate CARGO_PKG_VERSION=0.1.0 CARGO_PRIMARY_PACKAGE=1 NOTE='hello world' /toolchain/bin/rustc --crate-name my_crate --edition=2021 src/lib.rs --error-format=json --json=diagnostic-rendered-ansi,artifacts,future-incompat --crate-type lib --emit=dep-info,metadata,link -C opt-level=1 -C embed-bitcode=no -Z codegen-backend=cranelift -C debuginfo=2 -C debug-assertions=on --check-cfg 'cfg(docsrs,test)' --check-cfg 'cfg(feature, values())' -C metadata=46b0b35cf056a0f4 -C extra-filename=-66f048b58dc1fa9d --out-dir /target/debug/deps -L dependency=/target/debug/deps
        """;

    private static readonly BackendSwitch Own = new(Library: null);
    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary<string, string>.Empty;

    [Test]
    public void What_cargo_prints_is_understood()
    {
        var unit = RustcInvocation.Parse(Library)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unit.CrateName, Is.EqualTo("my_crate"));
            Assert.That(unit.Package, Is.EqualTo("my-crate 0.1.0"));
            Assert.That(unit.Environment["CARGO_PKG_DESCRIPTION"], Is.EqualTo("It's a `crate` with! \"quotes\" and\nseveral `lines`\nand more."));
            Assert.That(unit.Environment["NOTE"], Is.EqualTo("hello world"));
            Assert.That(unit.ExtraFileName, Is.EqualTo("-66f048b58dc1fa9d"));
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
    [TestCase("rustdoc --test -Zcodegen-backend=/lib/librustc_codegen_cranelift.so src/lib.rs", "/lib/librustc_codegen_cranelift.so")]
    [TestCase("rustc -Z unstable-options a.rs", null)]
    [TestCase("rustc a.rs -Z", null)]
    public void The_last_backend_named_counts_in_either_form(string line, string? backend) =>
        Assert.That(RustcInvocation.Parse(line)!.Backend, Is.EqualTo(backend));

    [TestCase("CARGO_PKG_NAME=a OUT_DIR=/out /target/debug/build/a-0123/build-script-build")]
    [TestCase("/records/run /target/debug/deps/a-0123")]
    [TestCase("A=b")]
    [TestCase("")]
    public void Another_program_is_no_compiler(string line) => Assert.That(RustcInvocation.Parse(line), Is.Null);

    [TestCase("rustc --crate-name a --emit=dep-info,link", true)]
    [TestCase("rustc --crate-name a --emit dep-info,metadata,link", true)]
    [TestCase("rustc --crate-name a --emit=dep-info,metadata", false)]
    [TestCase("rustdoc --crate-name a --test src/lib.rs", true)]
    public void A_unit_without_code_is_seen(string line, bool generates) =>
        Assert.That(RustcInvocation.Parse(line)!.GeneratesCode, Is.EqualTo(generates));

    [Test]
    public void A_test_executable_is_seen() => Assert.That(RustcInvocation.Parse("rustc --crate-name a --test")!.IsTest, Is.True);

    [Test]
    public void The_profile_is_told_in_either_form() =>
        Assert.That(
            RustcInvocation.Parse("rustc -Clto=fat -C opt-level=3 -C linker=cc -Cpanic=abort")!.ProfileOptions,
            Is.EqualTo(new[] { "lto=fat", "opt-level=3", "panic=abort" }));

    [Test]
    public void Both_sides_name_their_backend()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var backend in Enum.GetValues<Backend>())
            {
                var environment = Own.Apply(backend, Nothing);
                Assert.That(environment["CARGO_PROFILE_DEV_CODEGEN_BACKEND"], Is.EqualTo(WireName.Of(backend)));
                Assert.That(environment["CARGO_UNSTABLE_CODEGEN_BACKEND"], Is.EqualTo("true"));
                Assert.That(environment["RUSTDOCFLAGS"], Is.EqualTo($"-Zcodegen-backend={WireName.Of(backend)}"));
                Assert.That(environment, Does.Not.ContainKey("RUSTFLAGS"));
            }
        }
    }

    [Test]
    public void A_library_takes_the_place_of_the_toolchains_own_backend()
    {
        var given = new BackendSwitch("/lib/clif.so");

        var cranelift = given.Apply(Backend.Cranelift, Nothing);
        var llvm = given.Apply(Backend.Llvm, Nothing);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cranelift["RUSTFLAGS"], Is.EqualTo("-Zcodegen-backend=/lib/clif.so"));
            Assert.That(cranelift["RUSTDOCFLAGS"], Is.EqualTo("-Zcodegen-backend=/lib/clif.so"));
            Assert.That(llvm["RUSTFLAGS"], Is.EqualTo("-Zcodegen-backend=llvm"));
            Assert.That(cranelift, Does.Not.ContainKey("CARGO_PROFILE_DEV_CODEGEN_BACKEND"));
        }
    }

    [Test]
    public void The_crates_own_flags_stay()
    {
        var environment = new BackendSwitch("/lib/clif.so").Apply(
            Backend.Cranelift, Nothing.Add("RUSTFLAGS", "--cfg a").Add("RUSTDOCFLAGS", "--cfg b"));

        Assert.That(environment["RUSTFLAGS"], Is.EqualTo("--cfg a -Zcodegen-backend=/lib/clif.so"));
        Assert.That(environment["RUSTDOCFLAGS"], Is.EqualTo("--cfg b -Zcodegen-backend=/lib/clif.so"));
    }

    [TestCase("rustc -Z codegen-backend=cranelift", Backend.Cranelift)]
    [TestCase("rustc -Z codegen-backend=llvm", Backend.Llvm)]
    [TestCase("rustc -Z codegen-backend=gcc", null)]
    [TestCase("rustc", null)]
    public void A_backend_is_recognised_only_where_it_is_named(string line, Backend? backend) =>
        Assert.That(Own.Of(RustcInvocation.Parse(line)!), Is.EqualTo(backend));

    [Test]
    public void A_library_is_recognised_by_its_path_and_the_toolchains_own_backend_is_another()
    {
        var given = new BackendSwitch("/lib/clif.so");

        Assert.That(given.Of(RustcInvocation.Parse("rustc -Zcodegen-backend=/lib/clif.so")!), Is.EqualTo(Backend.Cranelift));
        Assert.That(given.Of(RustcInvocation.Parse("rustc -Zcodegen-backend=cranelift")!), Is.Null);
    }
}
