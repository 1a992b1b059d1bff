using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>One sweep of the smoke list with the real toolchain and today's cargo, that all tests of this folder look at.</summary>
internal static class SmokeSweep
{
    // Variables that no crate may see.
    private static readonly RealSweep Sweep = new(SweepFolder.ForAllTests().PathOf("results"))
    {
        Environment = new Dictionary<string, string> { ["GITHUB_TOKEN"] = Secret, ["GITHUB_ACTOR"] = Secret, ["AWS_SECRET_ACCESS_KEY"] = Secret },
    };

    private static readonly Lazy<Task<ProgramEnd>> End = new(RunAsync);

    private static async Task<ProgramEnd> RunAsync() => await Sweep.RunAsync(CancellationToken.None, "--toolchain", await TodaysCargo.ToolchainAsync());

    public static async Task<ProgramEnd> EndAsync()
    {
        await RealToolchain.RequireAsync();
        return await End.Value;
    }

    public static async Task<ResultsReader> ResultsAsync()
    {
        await EndAsync();
        return Sweep.Results;
    }

    /// <summary>In the environment of the tool itself.</summary>
    public const string Secret = "a-secret-that-only-the-tool-has";
}
