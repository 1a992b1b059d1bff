using System.Text.RegularExpressions;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>The toolchain that the end-to-end tests sweep with: the one that <c>./matrix sweep</c> would take without installing anything.</summary>
internal static partial class RealToolchain
{
    private static readonly Lazy<Task<ProgramEnd>> Setup =
        new(() => ProgramRun.RunAsync("Matrix.Runner", ["setup", "--no-install"], CancellationToken.None));

    /// <summary>What rustup calls it, or its folder.</summary>
    public static async Task<string> NameAsync()
    {
        var setup = await Setup.Value;
        return Named.Match(setup.Output) is { Success: true } named ? named.Groups["name"].Value : throw new InvalidOperationException($"no toolchain is told: {setup}");
    }

    /// <summary>Skips the test, with the reason, where no toolchain with the backend is on this machine.</summary>
    public static async Task RequireAsync()
    {
        var setup = await Setup.Value;
        if (setup.ExitCode == 5)
            Assert.Ignore($"no toolchain with the Cranelift backend is here: {setup.Errors.Trim()}");
        Assert.That(setup.ExitCode, Is.Zero, setup.ToString());
    }

    [GeneratedRegex("^toolchain: (?<name>[^ ]+): rustc ", RegexOptions.Multiline)]
    private static partial Regex Named { get; }
}
