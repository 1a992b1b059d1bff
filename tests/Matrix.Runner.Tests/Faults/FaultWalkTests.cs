using System.Diagnostics;
using System.Globalization;
using Matrix.Faults;
using Matrix.Results;
using Matrix.Testing;

namespace Matrix.Runner.Tests.Faults;

/// <summary>
/// Walks through every call of a small sweep that changes a file (tests/Matrix.Faults): kills it there, fills the disk, cuts the power, … and
/// goes on. What is then there must be what is there without a fault. Kills and full disks are tried at every call outside work/, which is thrown away
/// when a sweep goes on, and at each seventh in it; the others at each n-th. <c>MATRIX_FAULTS=all</c> tries all at every call.
/// </summary>
[Platform("Linux", Reason = "faults.c stands between a program and glibc")]
[Category("Slow")]
[Parallelizable(ParallelScope.Children), CancelAfter(15 * 60_000)]
public sealed class FaultWalkTests
{
    private const int Killed = 128 + 9;

    private static readonly bool Everywhere = Environment.GetEnvironmentVariable("MATRIX_FAULTS") == "all";

    private TemporaryDirectory directory = null!;
    private string library = null!;

    [OneTimeSetUp]
    public async Task CompileFaults()
    {
        directory = new TemporaryDirectory();
        library = Path.Combine(directory.Path, "faults.so");
        try
        {
            var compiled = await RunAsync("cc", ["-shared", "-fPIC", "-O1", "-o", library, Repository.PathOf("tests/Matrix.Faults/faults.c"), "-ldl"], default);
            Assert.That(compiled.ExitCode, Is.Zero, compiled.ToString());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("no C compiler (cc) is here");
        }
    }

    [OneTimeTearDown]
    public void RemoveDirectory() => directory.Dispose();

    [TestCase(nameof(FaultKind.KillBefore), 1)]
    [TestCase(nameof(FaultKind.KillHalf), 1)]
    [TestCase(nameof(FaultKind.PowerOffCuts), 3)]
    [TestCase(nameof(FaultKind.PowerOffZeroes), 3)]
    public async Task A_sweep_goes_on_from_what_a_kill_or_a_power_off_leaves(string kind, int step, CancellationToken cancellation)
    {
        var (root, calls) = await UndisturbedAsync(kind, cancellation);
        Assert.That(calls, Is.GreaterThan(300), "every write is seen");

        await WalkAsync(root, ["states", kind, Text(Everywhere ? 1 : step), Text(Everywhere ? 1 : 7)], cancellation);
    }

    [TestCase(nameof(FaultKind.FullFromThere), 7)]
    [TestCase(nameof(FaultKind.FullOnce), 11)]
    [TestCase(nameof(FaultKind.BrokenOnce), 11)]
    [TestCase(nameof(FaultKind.ReadOnlyFromThere), 19)]
    [TestCase(nameof(FaultKind.ShortWrite), 13)]
    [TestCase(nameof(FaultKind.ClockBack), 41)]
    [TestCase(nameof(FaultKind.ClockOn), 43)]
    public async Task A_sweep_that_the_disk_stops_says_so_in_two_lines_and_goes_on(string kind, int step, CancellationToken cancellation)
    {
        var (root, calls) = await UndisturbedAsync(kind, cancellation);
        var places = await PlacesAsync(kind, Everywhere ? 1 : step, calls, root, cancellation);

        await WalkAsync(root, ["faults", kind, .. places.Select(Text)], cancellation);
    }

    [Test]
    public async Task A_sweep_that_is_really_killed_goes_on(CancellationToken cancellation)
    {
        const string Kind = nameof(FaultKind.KillBefore);
        var (root, calls) = await UndisturbedAsync(Kind + "-real", cancellation);
        for (var place = 7L; place <= calls; place += Everywhere ? 1 : 61)
        {
            var died = await FaultsAsync([root, "die", Kind, Text(place)], cancellation);
            Assert.That(died.ExitCode, Is.EqualTo(Killed), died.ToString());

            await WalkAsync(root, ["after", Kind, Text(place)], cancellation);
        }
    }

    // A full disk is tried at every call that writes results, and within work/ at each seventh.
    private static async Task<IReadOnlyList<long>> PlacesAsync(string kind, int step, long calls, string root, CancellationToken cancellation)
    {
        var all = Enumerable.Range(1, (int)calls).Select(place => (long)place).ToList();
        if (kind != nameof(FaultKind.FullFromThere))
            return [.. all.Where(place => place % step == 0)];

        var inWork = (await File.ReadAllLinesAsync(Path.Combine(root, "calls"), cancellation))
            .Select(line => line.Split('\t'))
            .Where(line => line[1].Contains($"/{ResultsPaths.Work}/", StringComparison.Ordinal))
            .Select(line => long.Parse(line[5], CultureInfo.InvariantCulture))
            .ToHashSet();
        return [.. all.Where(place => place % step == 0 || !inWork.Contains(place))];
    }

    private async Task<(string Root, long Calls)> UndisturbedAsync(string name, CancellationToken cancellation)
    {
        var root = Path.Combine(directory.Path, name);
        var end = await FaultsAsync([root], cancellation);
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        return (root, long.Parse(end.Output, CultureInfo.InvariantCulture));
    }

    private async Task WalkAsync(string root, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var end = await FaultsAsync([root, .. arguments], cancellation);
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
    }

    private Task<ProgramEnd> FaultsAsync(IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync(Repository.PathOf("artifacts/bin/Matrix.Faults/debug/matrix-faults"), [library, .. arguments], cancellation, library);

    private static async Task<ProgramEnd> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation, string? preload = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (preload is not null)
            start.Environment["LD_PRELOAD"] = preload;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return new ProgramEnd(process.ExitCode, await output, await errors);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
