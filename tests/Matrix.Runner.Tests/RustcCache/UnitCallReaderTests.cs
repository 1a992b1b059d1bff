using System.Collections.Immutable;
using Matrix.Runner.RustcCache;

namespace Matrix.Runner.Tests.RustcCache;

public sealed class UnitCallReaderTests
{
    private const string Leg = "/results/legs/memchr/llvm";
    private const string Package = "/cargo-home/registry/src/index/libc-0.2.1";

    private static readonly UnitCallReader Reader = new(Leg, "/results/legs");

    [Test]
    public void A_dependency_is_told_from_where_it_is_built()
    {
        var unit = Reader.Read(Call(Words("--extern", $"cfg_if={Leg}/target/debug/deps/libcfg_if-22.rmeta", "--extern", "proc_macro")))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((unit.CrateName, unit.ExtraFileName), Is.EqualTo(("libc", "-11")));
            Assert.That(unit.OutDirectory, Is.EqualTo($"{Leg}/target/debug/deps"));
            Assert.That(unit.Dependencies, Is.EqualTo(new[] { "libcfg_if-22.rmeta" }));
            Assert.That(unit.Words, Does.Contain(new UnitWord("cfg_if=", "libcfg_if-22.rmeta")).And.Contain(new UnitWord("proc_macro")));
            Assert.That(unit.Words.Select(word => word.Text), Has.None.Contains(Leg));
            Assert.That(unit.Environment.Keys, Is.EquivalentTo(new[] { "CARGO_MANIFEST_DIR", "CARGO_PKG_NAME" }));
        }
    }

    [Test]
    public void A_unit_with_a_folder_of_its_own_needs_no_suffix()
    {
        var words = Words();
        var unit = Reader.Read(Call(words.RemoveRange(words.IndexOf("extra-filename=-11") - 1, 2)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unit.ExtraFileName, Is.Empty);
            Assert.That(unit.Names("liblibc.rlib") && unit.Names("libc") && unit.Names("libc.d"), Is.True);
            Assert.That(unit.Names("libc_extra.d") || unit.Names("liblibc2.rlib"), Is.False);
        }
    }

    [Test]
    public void What_the_build_script_wrote_is_its_own()
    {
        var call = Call(Words("-L", $"native={Leg}/target/debug/build/libc-33/out", "-l", "static=c"))
            .With("OUT_DIR", $"{Leg}/target/debug/build/libc-33/out")
            .With("GENERATED", $"{Leg}/target/debug/build/libc-33/out/bindings.rs");

        Assert.That(Reader.Read(call)?.GeneratedDirectory, Is.EqualTo($"{Leg}/target/debug/build/libc-33/out"));
    }

    [Test]
    public void Folders_of_others_native_libraries_do_not_matter_where_nothing_is_linked()
    {
        var unit = Reader.Read(Call(Words("-L", $"native={Leg}/target/debug/build/psm-44/out", "-L", "native=/usr/lib/ssl")))!;

        Assert.That(unit.Words.Select(word => word.Text), Has.None.Contains("psm").And.Some.EqualTo("native=/usr/lib/ssl"));
    }

    [TestCase("--crate-type", "proc-macro")]
    [TestCase("-l", "static=psm")]
    public void Where_something_is_linked_they_matter(params string[] more)
    {
        Assert.That(Reader.Read(Call(Words(["-L", $"native={Leg}/target/debug/build/psm-44/out", .. more]))), Is.Null);
    }

    // Each of these could make a unit that is not what its key says, or leave a file where nobody looks.
    [TestCase("@arguments")]
    [TestCase("--test")]
    [TestCase("-o", "/somewhere")]
    [TestCase("--sysroot", "/somewhere")]
    [TestCase("--emit=link=/somewhere")]
    [TestCase("-C", "incremental=/somewhere")]
    [TestCase("-C", "split-debuginfo=packed")]
    [TestCase("-C", "link-arg=/results/legs/memchr/llvm/target/evil.o")]
    [TestCase("--crate-type", "cdylib")]
    [TestCase("second.rs")]
    [TestCase("--cfg")]
    public void A_call_with_something_else_is_left_to_the_leg(params string[] more) => Assert.That(Reader.Read(Call(Words(more))), Is.Null);

    [TestCase("/results/legs/memchr/llvm/source")]
    [TestCase("/results/legs/another/llvm/source")]
    [TestCase("/cargo-home/../results/legs/memchr/llvm/source")]
    [TestCase("cargo-home")]
    public void Sources_that_foreign_code_can_write_are_left_to_the_leg(string folder)
    {
        Assert.That(Reader.Read(Call(Words())), Is.Not.Null);
        Assert.That(Reader.Read(Call(Words()) with { WorkingDirectory = folder }), Is.Null);
        Assert.That(Reader.Read(Call(Words()).With("CARGO_MANIFEST_DIR", folder)), Is.Null);
    }

    [Test]
    public void A_source_outside_of_its_package_is_left_to_the_leg() =>
        Assert.That(Reader.Read(Call([.. Words().Select(word => word == "src/lib.rs" ? $"{Leg}/evil.rs" : word)])), Is.Null);

    [Test]
    public void A_variable_that_names_a_file_of_the_leg_is_left_to_the_leg() =>
        Assert.That(Reader.Read(Call(Words()).With("SCHEMA", $"{Leg}/source/schema.sql")), Is.Null);

    [TestCase("../evil")]
    [TestCase("a/b")]
    [TestCase("")]
    public void A_name_that_could_lead_elsewhere_is_left_to_the_leg(string name)
    {
        Assert.That(Reader.Read(Call([.. Words().Select(word => word == "libc" ? name : word)])), Is.Null);
        Assert.That(Reader.Read(Call([.. Words().Select(word => word == "extra-filename=-11" ? $"extra-filename={name}" : word)])), Is.Null);
    }

    private static ShimCall Call(ImmutableArray<string> words) => new(
        Package,
        words,
        ImmutableSortedDictionary<string, string>.Empty
            .Add("CARGO_MANIFEST_DIR", Package).Add("CARGO_PKG_NAME", "libc").Add("HOME", $"{Leg}/home").Add("CARGO_MAKEFLAGS", "-j --jobserver-fds=8,9"));

    private static ImmutableArray<string> Words(params string[] more) =>
    [
        "--crate-name", "libc", "--edition=2021", "src/lib.rs", "--error-format=json", "--crate-type", "lib", "--emit=dep-info,metadata,link",
        "-C", "embed-bitcode=no", "--cfg", "feature=\"std\"", "-C", "metadata=00", "-C", "extra-filename=-11", "--out-dir", $"{Leg}/target/debug/deps",
        "-L", $"dependency={Leg}/target/debug/deps", "--cap-lints", "warn", "-Z", "codegen-backend=llvm", .. more,
    ];
}

internal static class RelayCalls
{
    public static ShimCall With(this ShimCall call, string name, string value) => call with { Environment = call.Environment.SetItem(name, value) };
}
