using Matrix.Runner.Crates.Settings;
using Matrix.Runner.Files;

namespace Matrix.Runner.Tests.Crates.Settings;

public sealed class CargoSettingsTests
{
    [TestCase("[build]\ntarget = 'x'\njobs = 1\n", "[build]\njobs = 1\n", "build.target")]
    [TestCase("build.target = 'x'\nbuild.jobs = 1\n", "build.jobs = 1\n", "build.target")]
    [TestCase("build . \"target\" = 'x'", "", "build.target")]
    [TestCase("build = { target = 'x', jobs = 1 }\n", "build = { jobs = 1 }\n", "build.target")]
    [TestCase("build = { jobs = 1, target = 'x' }\n", "build = { jobs = 1 }\n", "build.target")]
    [TestCase("build = { jobs = 1, target = 'x', rustc = 'y' }\n", "build = { jobs = 1 }\n", "build.target", "build.rustc")]
    [TestCase("build = { rustc = 'y', jobs = 1, target = 'x' }\n", "build = { jobs = 1 }\n", "build.rustc", "build.target")]
    [TestCase("build = { target = 'x' }\n", "build = {  }\n", "build.target")]
    [TestCase("[build]\r\ntarget = 'x'\r\njobs = 1\r\n", "[build]\r\njobs = 1\r\n", "build.target")]
    [TestCase("[build]\njobs = 1\ntarget = 'x' # why", "[build]\njobs = 1\n", "build.target")]
    [TestCase("[build]\n# one\n  target = [ # two\n 'x', 'y' ] # three\n# four\njobs = 1\n", "[build]\n# one\n# four\njobs = 1\n", "build.target")]
    public void A_key_goes_in_whichever_form_it_is_written_and_all_else_stays(string text, string left, params string[] leftOut)
    {
        var settings = CargoSettings.Of(text);

        Assert.That((settings.Text, settings.LeftOut), Is.EqualTo((left, leftOut)).Using<(string, IEnumerable<string>)>((one, other) => one.Item1 == other.Item1 && one.Item2.SequenceEqual(other.Item2)));
    }

    [TestCase("build.rustc = 'x'", "build.rustc")]
    [TestCase("build.rustc-wrapper = 'x'", "build.rustc-wrapper")]
    [TestCase("build.rustc-workspace-wrapper = 'x'", "build.rustc-workspace-wrapper")]
    [TestCase("build.rustdoc = 'x'", "build.rustdoc")]
    [TestCase("build.target-dir = 'x'", "build.target-dir")]
    [TestCase("build.build-dir = 'x'", "build.build-dir")]
    [TestCase("build.incremental = true", "build.incremental")]
    [TestCase("target.x86_64-unknown-linux-gnu.runner = 'x'", "target.x86_64-unknown-linux-gnu.runner")]
    [TestCase("[target.'cfg(unix)']\nrunner = ['a', 'b']", "target.\"cfg(unix)\".runner")]
    [TestCase("profile.dev.codegen-backend = 'x'", "profile.dev.codegen-backend")]
    [TestCase("[profile.dev.package.'*']\ncodegen-backend = 'x'", "profile.dev.package.\"*\".codegen-backend")]
    [TestCase("profile = { dev = { build-override = { codegen-backend = 'x' } } }", "profile.dev.build-override.codegen-backend")]
    [TestCase("unstable.codegen-backend = true", "unstable.codegen-backend")]
    [TestCase("unstable.build-dir-new-layout = true", "unstable.build-dir-new-layout")]
    [TestCase("net.offline = true", "net.offline")]
    [TestCase("term.verbose = true", "term")]
    [TestCase("[term]\nverbose = true\n[term.progress]\nwhen = 'always'", "term")]
    [TestCase("term = { color = 'always' }", "term")]
    [TestCase("include = 'other.toml'", "include")]
    [TestCase("[[include]]\npath = 'other.toml'", "include")]
    public void What_would_break_the_comparison_is_left_out_and_told_once(string text, string leftOut)
    {
        var settings = CargoSettings.Of(text);

        Assert.That(settings.LeftOut, Is.EqualTo(new[] { leftOut }));
        Assert.That(TomlDocument.Parse(settings.Text)!.All.Select(key => RefusedSetting.Of(key.Path, key.IsTable)), Is.All.Zero);
    }

    [TestCase("[build]\nrustflags = ['--cfg', 'wide_words']\n\n[env]\nGREETING = 'hello'\n")]
    [TestCase("[target.'cfg(unix)']\nlinker = 'clang'\nrustflags = '-Clink-arg=-fuse-ld=lld'\n")]
    [TestCase("[target.wasm32-wasi.package]\nrunner = 'x'\n")]
    [TestCase("[runner]\ntarget = 'x'\n[terms]\nincludes = 1\n")]
    [TestCase("[profile.dev.package.codegen-backend]\nopt-level = 1\n")]
    [TestCase("[profile.dev]\npackage = { codegen-backend = { opt-level = 1 } }\n")]
    [TestCase("[alias]\nterm = 'run'\ninclude = 'test'\n[net]\ngit-fetch-with-cli = true\n[unstable]\nbuild-std = ['core']\n")]
    [TestCase("[build]\nrustflags = ['-Z', 'threads=8', '-C', 'codegen-units=1', '--codegen-backend=x']\n")]
    [TestCase("[env]\nrustflags = '-Zcodegen-backend=cranelift'\n")]
    [TestCase("")]
    [TestCase("# nothing but a comment")]
    public void All_else_is_the_crates_own_affair(string text)
    {
        var settings = CargoSettings.Of(text);

        Assert.That((settings.Text, settings.LeftOut.Length), Is.EqualTo((text, 0)));
    }

    [TestCase("build.rustflags = ['-Zcodegen-backend=cranelift', '-Copt-level=1']", "build.rustflags = ['-Copt-level=1']", "build.rustflags -Zcodegen-backend=cranelift")]
    [TestCase("build.rustflags = ['-Copt-level=1', '-Z', 'codegen-backend=llvm']", "build.rustflags = ['-Copt-level=1']", "build.rustflags -Z codegen-backend=llvm")]
    [TestCase("build.rustflags = ['-Zcodegen_backend=/x.so']", "build.rustflags = []", "build.rustflags -Zcodegen_backend=/x.so")]
    [TestCase("build.rustdocflags = ['-Z', 'codegen-backend=x', '-Z', 'threads=8']", "build.rustdocflags = ['-Z', 'threads=8']", "build.rustdocflags -Z codegen-backend=x")]
    [TestCase(
        "[target.'cfg(all())']\nrustflags = [\n  '-Dwarnings', # strict\n  # fast\n  '-Zcodegen-backend=x',\n  '-Cdebuginfo=0',\n]\n",
        "[target.'cfg(all())']\nrustflags = [\n  '-Dwarnings', # strict\n  # fast\n  \n  '-Cdebuginfo=0',\n]\n",
        "target.\"cfg(all())\".rustflags -Zcodegen-backend=x")]
    [TestCase("build.rustflags = '-Copt-level=1 -Z  codegen-backend=x --cfg a=\"b\"'", "build.rustflags = \"-Copt-level=1 --cfg a=\\\"b\\\"\"", "build.rustflags -Z codegen-backend=x")]
    [TestCase("target = { x = { rustflags = '-Zcodegen-backend=x', linker = 'l' } }", "target = { x = { rustflags = \"\", linker = 'l' } }", "target.x.rustflags -Zcodegen-backend=x")]
    [TestCase("[profile.dev.package.a]\nrustflags = ['-Zcodegen-backend=x']", "[profile.dev.package.a]\nrustflags = []", "profile.dev.package.a.rustflags -Zcodegen-backend=x")]
    public void Of_flags_only_the_backend_goes(string text, string left, string leftOut)
    {
        var settings = CargoSettings.Of(text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.Text, Is.EqualTo(left));
            Assert.That(settings.LeftOut, Is.EqualTo(new[] { leftOut }));
        }
    }

    [TestCase("[build\ntarget = 'x'")]
    [TestCase("build.target = 'x'\nbuild.target = 'y'")]
    [TestCase("build.target = ")]
    public void What_is_no_TOML_stays_as_it_is(string text)
    {
        var settings = CargoSettings.Of(text);

        Assert.That((settings.Text, settings.LeftOut.Length), Is.EqualTo((text, 0)));
    }

    [Test]
    public void What_is_nested_without_end_is_no_TOML() =>
        Assert.That(TomlDocument.Parse($"a = {new string('[', 100_000)}{new string(']', 100_000)}"), Is.Null);

    [Test]
    public void Where_dependencies_come_from_is_told() =>
        Assert.That(
            CargoSettings.Of("paths = ['a']\nsource.crates-io.replace-with = 'v'\n[source.v]\ndirectory = 'v'\n[registries.x]\nindex = 'i'\n[patch.crates-io]\n[sources]\n").Sources,
            Is.EqualTo(new[] { "paths", "source", "registries", "patch" }));

    [TestCase("[profile.dev]\ncodegen-backend = 'x'\n[profile.dev.package.inner]\ncodegen-backend = 'y'", "profile.dev.codegen-backend", "profile.dev.package.inner.codegen-backend")]
    [TestCase("[profile.dev.package]\n'*' = { codegen-backend = 'x' }", "profile.dev.package.\"*\".codegen-backend")]
    [TestCase("profile.dev.build-override.codegen-backend = 'x'\nprofile.test.\"codegen-backend\" = 'x'", "profile.dev.build-override.codegen-backend", "profile.test.codegen-backend")]
    [TestCase("[profile.dev.package.'a:1.0.0']\ncodegen-backend = 'x'", "profile.dev.package.\"a:1.0.0\".codegen-backend")]
    [TestCase("cargo-features = ['codegen-backend']\n[profile.dev.package.codegen-backend]\nopt-level = 1\n[dependencies]\ncodegen-backend = '1'")]
    [TestCase("[profile.dev")]
    public void A_backend_that_a_manifest_names_is_found(string manifest, params string[] keys) =>
        Assert.That(ManifestBackends.In(manifest), Is.EqualTo(keys));
}
