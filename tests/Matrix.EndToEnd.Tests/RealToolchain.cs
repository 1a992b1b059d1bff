using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>The toolchain that the end-to-end tests sweep with: the one that <c>./matrix sweep</c> would take without installing anything.</summary>
internal static class RealToolchain
{
    private static readonly Lazy<Task<ProgramEnd>> Setup =
        new(() => ProgramRun.RunAsync("Matrix.Runner", ["setup", "--no-install"], CancellationToken.None));

    /// <summary>Skips the test, with the reason, where no toolchain with the backend is on this machine.</summary>
    public static async Task RequireAsync()
    {
        var setup = await Setup.Value;
        if (setup.ExitCode == 5)
            Assert.Ignore($"no toolchain with the Cranelift backend is here: {setup.Errors.Trim()}");
        Assert.That(setup.ExitCode, Is.Zero, setup.ToString());
    }
}
