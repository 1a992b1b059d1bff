using System.Diagnostics;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>One sweep of the situations from public bug reports, and of our variants of them, that all tests of this folder look at.</summary>
internal static class CasesSweep
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly SweepFolder Place = SweepFolder.ForAllTests();

    private static readonly Lazy<Task<ProgramEnd>> End = new(() => Sweep.RunAsync(CancellationToken.None));

    public static string Cases => Repository.PathOf("tests/fixtures/cases");

    /// <summary>What is swept: the list of the checkout, and what only a machine can make of it.</summary>
    public static string List => Place.List;

    private static RealSweep Sweep => new(Place.PathOf("results")) { Options = ["--list", List] };

    public static async Task<ResultsReader> ResultsAsync()
    {
        await RealToolchain.RequireAsync();
        if (!End.IsValueCreated)
            Prepare();
        var end = await End.Value;
        Assert.That(end.ExitCode, Is.EqualTo((int)ExitCode.Regressed), end.ToString());
        return Sweep.Results;
    }

    // git keeps no read-only files, and no repository within another.
    private static void Prepare()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Cases, "b16-files-with-odd-names/inner/tests/data"), "*.txt"))
            File.SetUnixFileMode(file, ReadOnly);

        var start = new ProcessStartInfo("sh", [Path.Combine(Cases, "b15-version-from-git/make-repository.sh"), Place.Path]) { RedirectStandardOutput = true };
        using var make = Process.Start(start)!;
        var commit = make.StandardOutput.ReadToEnd().Trim().Split('\n')[^1];
        make.WaitForExit();
        Assert.That(make.ExitCode, Is.Zero);

        var list = File.ReadAllText(Repository.PathOf("crates-list/cases.yaml")).Replace("../tests/fixtures/cases", Cases, StringComparison.Ordinal);
        Place.File("list.yaml", $"{list}\n  - name: b15-version-from-git\n    git: file://{Place.PathOf("b15")}\n    commit: {commit}\n");
    }
}
