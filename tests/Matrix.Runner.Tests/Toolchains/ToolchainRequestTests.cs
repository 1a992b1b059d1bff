using Matrix.Runner.Tests.Configuration;
using Matrix.Runner.Toolchains;

namespace Matrix.Runner.Tests.Toolchains;

[NonParallelizable]
public sealed class ToolchainRequestTests
{
    private string? before;

    [SetUp]
    public void Remember()
    {
        before = Environment.GetEnvironmentVariable(ToolchainRequest.EnvironmentVariable);
        Environment.SetEnvironmentVariable(ToolchainRequest.EnvironmentVariable, null);
    }

    [TearDown]
    public void Restore() => Environment.SetEnvironmentVariable(ToolchainRequest.EnvironmentVariable, before);

    [TestCase("option", "file", "variable", "option", null)]
    [TestCase(null, "file", "variable", "file", null)]
    [TestCase(null, null, "variable", "variable", null)]
    [TestCase(null, null, "", null, null)]
    [TestCase("", "file", null, "file", null)]
    [TestCase(null, null, null, null, null)]
    [TestCase("/x/librustc_codegen_cranelift.so", "file", null, "file", "/x/librustc_codegen_cranelift.so")]
    [TestCase("/x/librustc_codegen_cranelift.dylib", null, "variable", "variable", "/x/librustc_codegen_cranelift.dylib")]
    [TestCase("/x/librustc_codegen_cranelift.so", null, null, null, "/x/librustc_codegen_cranelift.so")]
    [TestCase(null, "/x/librustc_codegen_cranelift.so", null, null, "/x/librustc_codegen_cranelift.so")]
    [TestCase(null, "/x/librustc_codegen_cranelift.so", "variable", "variable", "/x/librustc_codegen_cranelift.so")]
    [TestCase("option", null, "/x/librustc_codegen_cranelift.so", "option", null, Description = "a backend fits one compiler only")]
    public void The_option_comes_before_the_file_and_the_file_before_the_variable(
        string? option, string? file, string? variable, string? name, string? library)
    {
        Environment.SetEnvironmentVariable(ToolchainRequest.EnvironmentVariable, variable);

        Assert.That(
            ToolchainRequest.Of(option, Config.Of("format: 1") with { Toolchain = file }, mayInstall: true),
            Is.EqualTo(new ToolchainRequest(name, library, MayInstall: true)));
    }

    [Test]
    public void A_library_of_the_file_goes_with_any_toolchain([Values] bool mayInstall) =>
        Assert.That(
            ToolchainRequest.Of("stage2", Config.Of("format: 1\nbackend-library: own.so"), mayInstall),
            Is.EqualTo(new ToolchainRequest("stage2", "/project/own.so", mayInstall)));
}
