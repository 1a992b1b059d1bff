using Matrix.Results;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>One sweep of the smoke list with the real toolchain, that all tests of this folder look at.</summary>
internal static class SmokeSweep
{
    private static readonly Lazy<Task<(ProgramEnd End, string Directory)>> Run = new(RunAsync);

    public static async Task<ProgramEnd> EndAsync()
    {
        await RealToolchain.RequireAsync();
        return (await Run.Value).End;
    }

    public static async Task<ResultsReader> ResultsAsync()
    {
        await EndAsync();
        return ResultsReader.Open((await Run.Value).Directory);
    }

    private static async Task<(ProgramEnd End, string Directory)> RunAsync()
    {
        var directory = Path.Combine(Directory.CreateTempSubdirectory("matrix-smoke-").FullName, "results");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(directory)!, recursive: true);
        // Variables that no crate may see.
        var secrets = new Dictionary<string, string> { ["GITHUB_TOKEN"] = Secret, ["GITHUB_ACTOR"] = Secret, ["AWS_SECRET_ACCESS_KEY"] = Secret };
        var end = await ProgramRun.RunAsync(
            "Matrix.Runner", ["sweep", "--no-install", "--fresh", "--out", directory], CancellationToken.None, secrets);
        return (end, directory);
    }

    /// <summary>In the environment of the tool itself.</summary>
    public const string Secret = "a-secret-that-only-the-tool-has";
}
