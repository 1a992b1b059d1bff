using System.Diagnostics;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>
/// The toolchain of the end-to-end tests with what is cargo's default today, a folder for each unit and libraries without metadata in them. The sweep of
/// the smoke list uses it; that of the situations from bug reports leaves cargo as it comes, so that each run of the suite sees both.
/// </summary>
internal static class TodaysCargo
{
    private static readonly SweepFolder Place = SweepFolder.ForAllTests();

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>For <c>--toolchain</c>.</summary>
    public static Task<string> ToolchainAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        var folder = Place.PathOf("rust");
        var start = new ProcessStartInfo("sh", [Repository.PathOf("tests/todays-cargo"), await RealToolchain.NameAsync(), folder]) { RedirectStandardError = true };
        using var make = Process.Start(start)!;
        var complaint = await make.StandardError.ReadToEndAsync();
        await make.WaitForExitAsync();
        Assert.That(make.ExitCode, Is.Zero, complaint);
        return folder;
    }
}
