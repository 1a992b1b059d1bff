using Matrix.Report.Pages.Crate;
using Matrix.Results;

namespace Matrix.Report.Tests.Pages.Crate;

public sealed class ReproductionTests
{
    private const string Cranelift = "CARGO_INCREMENTAL=0 CARGO_UNSTABLE_CODEGEN_BACKEND=true CARGO_PROFILE_DEV_CODEGEN_BACKEND=cranelift";
    private const string Llvm = "CARGO_INCREMENTAL=0 CARGO_UNSTABLE_CODEGEN_BACKEND=true CARGO_PROFILE_DEV_CODEGEN_BACKEND=llvm";

    private ResultsFixture results = null!;

    [SetUp]
    public void SetUp() => results = new ResultsFixture();

    [TearDown]
    public void TearDown() => results.Dispose();

    [Test]
    public void The_commands_check_the_commit_out_and_run_the_test_with_both_backends()
    {
        var lines = Commands(Failing("lib a", "tests::works"));

        Assert.That(lines, Is.EqualTo(new[]
        {
            "git clone https://example.com/a crate && cd crate",
            "git checkout 1b2c3d4e5f60718293a4b5c6d7e8f90123456789",
            $"{Cranelift} cargo +nightly-2026-09-30 test --lib -- --exact tests::works",
            $"{Llvm} cargo +nightly-2026-09-30 test --lib -- --exact tests::works",
        }));
    }

    [TestCase("lib a", "t", "test --lib -- --exact t")]
    [TestCase("proc-macro a", "t", "test --lib -- --exact t")]
    [TestCase("bin tool", "t", "test --bin tool -- --exact t")]
    [TestCase("test it", "m::t", "test --test it -- --exact m::t")]
    [TestCase("example demo", "t", "test --example demo -- --exact t")]
    [TestCase("bench speed", "t", "test --bench speed -- --exact t")]
    [TestCase("test custom", "test custom", "test --test custom")]
    [TestCase("lib a", "lib a", "test --lib")]
    [TestCase("test custom", "custom", "test --test custom -- --exact custom")]
    [TestCase("test a b", "it's; $(x)", @"test --test 'a b' -- --exact 'it'\''s; $(x)'")]
    public void Each_kind_of_target_is_named_as_cargo_wants_it(string target, string test, string command) =>
        Assert.That(Commands(Failing(target, test))[^1], Is.EqualTo($"{Llvm} cargo +nightly-2026-09-30 {command}"));

    [Test]
    public void A_doctest_gets_its_backend_by_rustdoc_and_is_found_by_its_place() => Assert.That(
        Commands(Failing("doctest a", "src/lib.rs - f (line 3)"))[^2],
        Is.EqualTo($"{Cranelift} RUSTDOCFLAGS=-Zcodegen-backend=cranelift cargo +nightly-2026-09-30 test --doc -- 'src/lib.rs - f (line 3)'"));

    [TestCase("lib second", "t", "test -p second --lib -- --exact t")]
    [TestCase("bin tool", "t", "test -p second --bin tool -- --exact t")]
    [TestCase("test it", "t", "test -p second --test it -- --exact t")]
    [TestCase("example demo", "t", "test -p second --example demo -- --exact t")]
    [TestCase("bench speed", "t", "test -p second --bench speed -- --exact t")]
    [TestCase("test custom", "test custom", "test -p second --test custom")]
    [TestCase("doctest second", "src/lib.rs - f (line 3)", "test -p second --doc -- 'src/lib.rs - f (line 3)'")]
    [TestCase("doctest second", "doctest second", "test -p second --doc")]
    public void A_test_of_another_package_names_that(string target, string test, string command) =>
        Assert.That(Commands(Failing(target, test, "second"))[^1], Does.EndWith($" cargo +nightly-2026-09-30 {command}"));

    [Test]
    public void A_package_that_may_not_have_the_features_is_found_by_its_target() => Assert.That(
        Commands(Failing("test it", "t", "second") with { Source = new SourceRecord("https://example.com/a", ".", ["std"], false) })[^1],
        Does.EndWith("test --test it --features std -- --exact t"));

    [TestCase(null, "test --no-run")]
    [TestCase("logs/a/cranelift/build.log.gz", "build")]
    [TestCase("logs/a/cranelift/build.2.log.gz", "build")]
    [TestCase("logs/a/cranelift/test-build.log.gz", "test --no-run")]
    [TestCase("logs/a/cranelift-in-one-call/test-build.log.gz", "test --no-run")]
    [TestCase("build.log.gz", "test --no-run")]
    public void What_does_not_build_is_built_as_far_as_it_is_known_to_come(string? log, string command) =>
        Assert.That(Commands(NotBuilding(log))[^1], Is.EqualTo($"{Llvm} cargo +nightly-2026-09-30 {command}"));

    [TestCase("test set", "test-build", "test --no-run --test set")]
    [TestCase("lib a", "test-build", "test --no-run --lib")]
    [TestCase("bin tool", "build", "build --bin tool")]
    [TestCase("bin tool", "test-build", "test --no-run --bin tool", Description = "the tests in it")]
    [TestCase("example show", "test-build", "build --example show")]
    public void A_target_that_does_not_compile_is_built(string target, string phase, string command)
    {
        var log = $"logs/a/cranelift/{phase}.log.gz";
        var verdict = Sourced(Sample.Verdict("a", VerdictKind.Regressed)) with
        {
            Causes = [Sample.Cause(FailureClass.InlineAsm, "label", new Evidence(log, 1, "label")) with { Tests = [new TestId(target, target)] }],
            Tests = [new TestDifference(target, target, TestOutcome.Passed, TestOutcome.NotBuilt, new LogLine(log, 1))],
        };

        Assert.That(Commands(verdict)[^1], Is.EqualTo($"{Llvm} cargo +nightly-2026-09-30 {command}"));
    }

    [Test]
    public void The_features_of_a_build_are_those_of_the_sweep() => Assert.That(
        Commands(NotBuilding("logs/a/cranelift/build.log.gz") with { Source = new SourceRecord("https://example.com/a", ".", ["std"], true) })[^1],
        Does.EndWith(" build --no-default-features --features std"));

    [Test]
    public void Each_cause_is_seen_with_the_settings_of_the_legs_that_showed_it()
    {
        var test = new TestId("lib a", "t");
        Cause[] causes =
        [
            Sample.Cause(FailureClass.UnsupportedFlag, "lto", new Evidence("logs/a/cranelift/build.log.gz", 1, "lto")),
            Sample.Cause(FailureClass.Unwinding, "x", new Evidence("logs/a/cranelift-without-lto/test.log.gz", 1, "died")) with { Tests = [test], Masked = true },
        ];
        var log = new LogLine("logs/a/cranelift-without-lto/test.log.gz", 1);
        results.Add(Failing("lib a", "t") with { Causes = causes, Tests = [new TestDifference("lib a", "t", TestOutcome.Passed, TestOutcome.Failed, log)] }).Write();
        var result = results.Report().Facts.Sweep.Crates.Single().Results.Single();

        Assert.That(LastOf(ReproductionWords.Of(result, causes[0])), Is.EqualTo($"{Llvm} cargo +nightly-2026-09-30 build"));
        Assert.That(LastOf(ReproductionWords.Of(result, causes[1])), Is.EqualTo($"{Llvm} CARGO_PROFILE_DEV_LTO=off CARGO_PROFILE_TEST_LTO=off cargo +nightly-2026-09-30 test --lib -- --exact t"));
        Assert.That(LastOf(ReproductionWords.Of(result)!), Is.EqualTo(LastOf(ReproductionWords.Of(result, causes[1]))));
    }

    [TestCase("Cargo.toml: profile.dev.package.inner.codegen-backend", "profile.dev.package.inner.codegen-backend=\"BACKEND\"")]
    [TestCase("crates/inner/Cargo.toml: profile.dev.package.\"*\".codegen-backend", "profile.dev.package.\"*\".codegen-backend=\"BACKEND\"")]
    [TestCase("Cargo.toml: profile.dev.package.*.codegen-backend", "profile.dev.package.\"*\".codegen-backend=\"BACKEND\"")]
    [TestCase("Cargo.toml: profile.dev.package.inner@1.0.codegen-backend", "profile.dev.package.\"inner@1.0\".codegen-backend=\"BACKEND\"")]
    [TestCase("Cargo.toml: profile.dev.build-override.codegen-backend", "profile.dev.build-override.codegen-backend=\"BACKEND\"")]
    [TestCase("Cargo.toml: profile.dev.codegen-backend", "profile.dev.codegen-backend=\"BACKEND\"")]
    [TestCase(".cargo/config.toml: profile.dev.package.inner.codegen-backend", "profile.dev.package.inner.codegen-backend=\"BACKEND\"")]
    public void A_part_that_has_a_backend_of_its_own_is_told_the_one_of_its_side(string leftOut, string setting)
    {
        var commands = Commands(Failing("lib a", "t") with { LeftOut = [leftOut] });

        Assert.That(commands[2..], Is.EqualTo(new[]
        {
            $@"{Cranelift} cargo +nightly-2026-09-30 test --lib \", $"    --config '{setting.Replace("BACKEND", "cranelift")}' -- --exact t",
            $@"{Llvm} cargo +nightly-2026-09-30 test --lib \", $"    --config '{setting.Replace("BACKEND", "llvm")}' -- --exact t",
        }));
    }

    [TestCase(".cargo/config.toml: build.target")]
    [TestCase("Cargo.toml: profile.dev.codegen-units")]
    [TestCase("profile.dev.codegen-backend")]
    public void Other_settings_are_not_overridden(string leftOut) =>
        Assert.That(Commands(Failing("lib a", "t") with { LeftOut = [leftOut] })[^1], Is.EqualTo($"{Llvm} cargo +nightly-2026-09-30 test --lib -- --exact t"));

    [TestCase(new[] { ".cargo/config.toml: build.target" }, "take it out first")]
    [TestCase(new[] { ".cargo/config.toml: build.target", ".cargo/config: build.rustflags" }, "take them out first")]
    [TestCase(new[] { "Cargo.toml: profile.dev.codegen-backend" }, "they override it")]
    [TestCase(new[] { "Cargo.toml: profile.dev.codegen-backend", ".cargo/config.toml: build.target" }, "take .cargo/config.toml: build.target out first; they override the rest")]
    public void What_both_sides_ran_without_is_said_with_what_to_do_about_it(string[] leftOut, string advice)
    {
        results.Add(Failing("lib a", "t") with { LeftOut = leftOut }).Write();

        Assert.That(BuiltPage.Of(results.Report(), "a").Sections.Single().Reproduction!.Lead, Is.EqualTo(
            $"With rustc 1.97.0-nightly (0123456789 2026-09-29). Both sides ran without {string.Join(", ", leftOut)}, with which the commands would not compare the same: {advice}."));
    }

    [TestCase(new[] { "std", "a/b" }, false, "test --lib --features std,a/b -- --exact t")]
    [TestCase(new[] { "std" }, true, "test --lib --no-default-features --features std -- --exact t")]
    [TestCase(new string[0], true, "test --lib --no-default-features -- --exact t")]
    [TestCase(new string[0], false, "test --lib -- --exact t")]
    public void The_features_are_those_of_the_sweep(string[] features, bool noDefault, string command) =>
        Assert.That(Commands(Failing("lib a", "t") with { Source = new SourceRecord("https://example.com/a", ".", features, noDefault) })[^1], Does.EndWith(command));

    [Test]
    public void A_package_in_a_folder_is_built_there() =>
        Assert.That(Commands(Failing("lib a", "t") with { Source = new SourceRecord("https://example.com/a", "crates/my a", [], false) })[2], Is.EqualTo("cd 'crates/my a'"));

    [Test]
    public void A_crate_without_a_source_is_in_the_folder_of_the_list() =>
        Assert.That(Commands(Failing("lib a", "t") with { Source = null })[0], Is.EqualTo("# in the folder that the crates list names"));

    [TestCase(Workaround.WithoutLto, "lib a", " CARGO_PROFILE_DEV_LTO=off CARGO_PROFILE_TEST_LTO=off cargo")]
    [TestCase(Workaround.LintsCapped, "lib a", " RUSTFLAGS=--cap-lints=warn RUSTDOCFLAGS=--cap-lints=warn cargo")]
    [TestCase(Workaround.LintsCapped, "doctest a", " RUSTFLAGS=--cap-lints=warn RUSTDOCFLAGS='--cap-lints=warn -Zcodegen-backend=llvm' cargo")]
    [TestCase(Workaround.InOneCall, "lib a", "=llvm cargo")]
    [TestCase(Workaround.None, "lib a", "=llvm cargo")]
    public void What_was_left_out_in_the_legs_that_decided_is_left_out_here_too(Workaround workaround, string target, string part) =>
        Assert.That(Commands(Failing(target, "t") with { Workaround = workaround })[^1], Does.StartWith(Llvm).And.Contain(part));

    [Test]
    public void A_toolchain_that_is_a_folder_is_not_named()
    {
        results.Manifest = results.Manifest with { Toolchain = results.Manifest.Toolchain with { Name = "/opt/rust" } };

        Assert.That(Commands(Failing("lib a", "t"))[^1], Is.EqualTo($"{Llvm} cargo test --lib -- --exact t"));
    }

    [Test]
    public void A_test_that_only_Cranelift_fails_goes_before_others()
    {
        var verdict = Failing("lib a", "fails") with
        {
            Tests = [new TestDifference("lib a", "both", TestOutcome.Failed, TestOutcome.Failed), new TestDifference("lib a", "fails", TestOutcome.Passed, TestOutcome.Failed)],
        };

        Assert.That(Commands(verdict)[^1], Does.EndWith("--exact fails"));
    }

    [Test]
    public void A_lock_file_that_was_made_for_the_sweep_is_named()
    {
        results.Add(Failing("lib a", "t") with { LockFile = LockFileOrigin.Generated }).Write();

        Assert.That(BuiltPage.Of(results.Report(), "a").Sections.Single().Reproduction!.Lead, Is.EqualTo(
            "With rustc 1.97.0-nightly (0123456789 2026-09-29). The lock file that was made for the sweep is logs/a/Cargo.lock in the results; copy it beside Cargo.toml first."));
    }

    [Test]
    public void There_are_commands_where_the_sides_differ_and_nowhere_else()
    {
        foreach (var kind in Enum.GetValues<VerdictKind>())
            results.Add(Sourced(Sample.Verdict(WireName.Of(kind), kind)));
        var written = results.Write().Report();

        var with = written.Facts.Sweep.Crates.Where(crate => BuiltPage.Of(written, crate.Name).Sections.Single().Reproduction is not null).Select(crate => crate.Name);

        Assert.That(with, Is.EquivalentTo(new[] { "regressed", "partly-broken", "flaky", "unequal" }));
    }

    private static Verdict Sourced(Verdict verdict) => verdict with { Source = new SourceRecord("https://example.com/a", ".", [], false) };

    private static Verdict Failing(string target, string test, string? package = null) =>
        Sourced(Sample.Verdict("a", VerdictKind.Regressed)) with { Tests = [new TestDifference(target, test, TestOutcome.Passed, TestOutcome.Failed) { Package = package }] };

    private static Verdict NotBuilding(string? log) => Sourced(Sample.Verdict("a", VerdictKind.Regressed)) with
    {
        Causes = [Sample.Cause(FailureClass.Abi, null, log is null ? [] : [new Evidence(log, 1, "error")])],
    };

    private static string LastOf(Reproduction reproduction) => reproduction.Commands.Split('\n')[^1];

    private string[] Commands(Verdict verdict)
    {
        results.Add(verdict).Write();
        return BuiltPage.Of(results.Report(), verdict.Crate).Sections.Single().Reproduction!.Commands.Split('\n');
    }
}
