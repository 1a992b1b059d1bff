using Matrix.Results;

namespace Matrix.Report.Tests.Pages.Crate;

public sealed class ReproductionTests
{
    private const string Cranelift = "CARGO_UNSTABLE_CODEGEN_BACKEND=true CARGO_PROFILE_DEV_CODEGEN_BACKEND=cranelift";
    private const string Llvm = "CARGO_UNSTABLE_CODEGEN_BACKEND=true CARGO_PROFILE_DEV_CODEGEN_BACKEND=llvm";

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
    [TestCase("test custom", "custom", "test --test custom")]
    [TestCase("test a b", "it's; $(x)", @"test --test 'a b' -- --exact 'it'\''s; $(x)'")]
    public void Each_kind_of_target_is_named_as_cargo_wants_it(string target, string test, string command) =>
        Assert.That(Commands(Failing(target, test))[^1], Is.EqualTo($"{Llvm} cargo +nightly-2026-09-30 {command}"));

    [Test]
    public void A_doctest_gets_its_backend_by_rustdoc_and_is_found_by_its_place() => Assert.That(
        Commands(Failing("doctest a", "src/lib.rs - f (line 3)"))[^2],
        Is.EqualTo($"{Cranelift} RUSTDOCFLAGS=-Zcodegen-backend=cranelift cargo +nightly-2026-09-30 test --doc -- 'src/lib.rs - f (line 3)'"));

    [Test]
    public void A_build_that_fails_is_only_built() =>
        Assert.That(Commands(Sourced(Sample.Verdict("a", VerdictKind.Regressed)))[^1], Does.EndWith(" test --no-run"));

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

    [TestCase(Relaxation.WithoutLto, "lib a", " CARGO_PROFILE_DEV_LTO=off CARGO_PROFILE_TEST_LTO=off cargo")]
    [TestCase(Relaxation.LintsCapped, "lib a", " RUSTFLAGS=--cap-lints=warn RUSTDOCFLAGS=--cap-lints=warn cargo")]
    [TestCase(Relaxation.LintsCapped, "doctest a", " RUSTFLAGS=--cap-lints=warn RUSTDOCFLAGS='--cap-lints=warn -Zcodegen-backend=llvm' cargo")]
    [TestCase(Relaxation.None, "lib a", "=llvm cargo")]
    public void What_was_left_out_in_the_legs_that_decided_is_left_out_here_too(Relaxation relaxation, string target, string part) =>
        Assert.That(Commands(Failing(target, "t") with { Relaxation = relaxation })[^1], Does.StartWith(Llvm).And.Contain(part));

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

    private static Verdict Failing(string target, string test) =>
        Sourced(Sample.Verdict("a", VerdictKind.Regressed)) with { Tests = [new TestDifference(target, test, TestOutcome.Passed, TestOutcome.Failed)] };

    private string[] Commands(Verdict verdict)
    {
        results.Add(verdict).Write();
        return BuiltPage.Of(results.Report(), verdict.Crate).Sections.Single().Reproduction!.Commands.Split('\n');
    }
}
