using Matrix.Runner.Configuration;

namespace Matrix.Runner.Tests.Configuration;

public sealed class EnvironmentRulesTests
{
    [TestCase("RUST_MIN_STACK", "16777216")]
    [TestCase("RUSTFLAGS", "--cfg tokio_unstable")]
    [TestCase("RUSTDOCFLAGS", "--cfg docsrs")]
    [TestCase("CARGO_PROFILE_DEV_OPT_LEVEL", "1")]
    [TestCase("OPENSSL_DIR", "/usr")]
    [TestCase("_", "codegen-backend")]
    public void A_variable_that_only_the_crate_reads_is_set(string name, string value) =>
        Assert.That(EnvironmentRules.Refusal(name, value), Is.Null);

    [TestCase("RUSTC")]
    [TestCase("RUSTC_WRAPPER")]
    [TestCase("RUSTC_WORKSPACE_WRAPPER")]
    [TestCase("RUSTDOC")]
    [TestCase("RUSTUP_TOOLCHAIN")]
    [TestCase("RUSTUP_HOME")]
    [TestCase("CARGO")]
    [TestCase("CARGO_BUILD_RUSTC")]
    [TestCase("CARGO_BUILD_TARGET")]
    [TestCase("CARGO_UNSTABLE_CODEGEN_BACKEND")]
    [TestCase("CARGO_PROFILE_DEV_CODEGEN_BACKEND")]
    [TestCase("CARGO_PROFILE_RELEASE_CODEGEN_BACKEND")]
    public void A_variable_that_decides_the_toolchain_is_refused(string name) =>
        Assert.That(EnvironmentRules.Refusal(name, "x"), Does.Contain("the toolchain or the backend"));

    [TestCase("CARGO_HOME")]
    [TestCase("CARGO_TARGET_DIR")]
    [TestCase("PATH")]
    [TestCase("HOME")]
    [TestCase("LD_PRELOAD")]
    [TestCase("LD_AUDIT")]
    [TestCase("LD_LIBRARY_PATH")]
    [TestCase("DYLD_INSERT_LIBRARIES")]
    public void A_variable_that_decides_where_things_are_is_refused(string name) =>
        Assert.That(EnvironmentRules.Refusal(name, "x"), Does.Contain("where programs, libraries or results are"));

    [TestCase("GITHUB_ACTIONS")]
    [TestCase("CARGO_REGISTRY_TOKEN")]
    [TestCase("my_token")]
    [TestCase("TOKENS")]
    public void A_variable_that_could_carry_a_secret_is_refused(string name) =>
        Assert.That(EnvironmentRules.Refusal(name, "x"), Does.Contain("a secret"));

    [TestCase("RUSTFLAGS", "-Zcodegen-backend=llvm")]
    [TestCase("RUSTFLAGS", "-Z codegen_backend=llvm")]
    [TestCase("RUSTDOCFLAGS", "-Zcodegen-backend=llvm")]
    [TestCase("CARGO_ENCODED_RUSTFLAGS", "-Zcodegen-backend=llvm")]
    [TestCase("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS", "-Zcodegen-backend=llvm")]
    public void Flags_that_name_a_backend_are_refused(string name, string value) =>
        Assert.That(EnvironmentRules.Refusal(name, value), Is.EqualTo("must not name a codegen-backend, which the leg does"));

    [TestCase("")]
    [TestCase("1A")]
    [TestCase("A=B")]
    [TestCase("A B")]
    [TestCase("Ä")]
    [TestCase("A\n")]
    public void What_is_no_name_of_a_variable_is_refused(string name) =>
        Assert.That(EnvironmentRules.Refusal(name, "x"), Is.EqualTo("is not the name of an environment variable"));
}
