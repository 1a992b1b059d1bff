using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Matrix.Results;
using Matrix.Results.Storage;
using Matrix.Runner.Crates;
using Matrix.Runner.Files;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>The commands on a crate's page show what they claim: run by hand, the one fails and the other does not.</summary>
public sealed partial class ReproductionTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    // Of code that is slow: LLVM's is done within it.
    private static readonly TimeSpan LongForSlowCode = TimeSpan.FromSeconds(15);

    private const int MostMore = 4;

    [Test, CancelAfter(2 * RealSweep.Patience)]
    public async Task Commands_of_the_smoke_list_show_the_failure(CancellationToken cancellation) =>
        await ShowAsync(await SmokeSweep.ResultsAsync(), CratesListLoader.Load(Repository.PathOf("crates-list/smoke.yaml")), cancellation);

    [Test, CancelAfter(2 * RealSweep.Patience)]
    public async Task Commands_of_situations_from_bug_reports_show_the_failure(CancellationToken cancellation) =>
        await ShowAsync(await CasesSweep.ResultsAsync(), CratesListLoader.Load(CasesSweep.List), cancellation);

    private static async Task ShowAsync(ResultsReader results, CratesList list, CancellationToken cancellation)
    {
        using var place = new TemporaryDirectory();
        var site = Path.Combine(place.Path, "site");
        var end = await ProgramRun.RunAsync("Matrix.Report", ["report", results.Paths.Root, "--out", site], cancellation);
        Assert.That(end.ExitCode, Is.Zero, end.ToString());
        using var matrix = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(site, "matrix.json"), cancellation));
        var pages = matrix.RootElement.GetProperty("crates").EnumerateArray()
            .ToDictionary(crate => crate.GetProperty("name").GetString()!, crate => Path.Combine(site, crate.GetProperty("page").GetString()!));

        var told = new System.Collections.Concurrent.ConcurrentBag<string>();
        var accused = results.Verdicts().Where(verdict => verdict.Kind == VerdictKind.Regressed).ToList();
        var together = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForEachAsync(accused.Index(), together, async (one, token) =>
        {
            var verdict = one.Item;
            var crate = list.Crates.Single(crate => crate.Name.Value == verdict.Crate);
            var patience = verdict.MainCause?.Class == FailureClass.SlowCode ? LongForSlowCode : LongEnough;
            if (await TroubleAsync(crate, CommandsOn(pages[verdict.Crate]), results, Path.Combine(place.Path, $"{one.Index}"), patience, token) is { } trouble)
                told.Add($"{verdict.Crate}: {trouble}");
        });

        Assert.That(accused, Has.Count.GreaterThan(20));
        Assert.That(told.Order(), Is.Empty);
    }

    // Each command stands in lines of its own, behind those that get the source.
    private static List<string> CommandsOn(string page)
    {
        var shown = WebUtility.HtmlDecode(Commands.Match(File.ReadAllText(page)).Groups["commands"].Value).Replace("\\\n", " ", StringComparison.Ordinal);
        return [.. shown.Split('\n').Where(line => line.Contains("_CODEGEN_BACKEND=", StringComparison.Ordinal))];
    }

    private static async Task<string?> TroubleAsync(
        CrateEntry crate, List<string> commands, ResultsReader results, string place, TimeSpan longest, CancellationToken cancellation)
    {
        if (commands is not [var candidate, var baseline])
            return $"{commands.Count} commands";

        Task<int> RunHere(string command, string folder, TimeSpan patience) =>
            RunAsync(command, Copied(crate, results, Path.Combine(place, folder)), results.Manifest.Toolchain.Name, patience, cancellation);

        var cranelift = await RunHere(candidate, "a", longest);
        var llvm = await RunHere(baseline, "b", LongEnough);

        // Some tests wait for one another, for a second: on a busy machine that may not do.
        for (var more = 0; llvm != 0 && more < MostMore; more++)
            llvm = await RunHere(baseline, $"c{more}", LongEnough);
        return cranelift == 0 ? $"this does not fail: {candidate}" : llvm != 0 ? $"this fails with {llvm}: {baseline}" : null;
    }

    private static (string Place, string Package) Copied(CrateEntry crate, ResultsReader results, string place)
    {
        FolderCopy.Copy(((CrateSource.Folder)crate.Source).Path, Path.Combine(place, "s"));
        var package = Path.Combine(place, "s", crate.Directory);
        if (results.Paths.Absolute(ResultsPaths.LockFile(crate.Name.Value)) is var kept && File.Exists(kept))
            File.Copy(kept, Path.Combine(package, "Cargo.lock"), overwrite: true);
        return (place, package);
    }

    private static async Task<int> RunAsync(string command, (string Place, string Package) at, string toolchain, TimeSpan longest, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"{{ {command}\n}} > output 2>&1 < /dev/null"]) { WorkingDirectory = at.Package };
        start.Environment["CARGO_NET_OFFLINE"] = "true";

        // A page does not name the folder of a toolchain: whoever has one calls its cargo.
        if (toolchain.Contains('/'))
            start.Environment["PATH"] = $"{toolchain}/bin:{Environment.GetEnvironmentVariable("PATH")}";

        // What a test leaves in the machine's own places must not be there for the next.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        start.Environment.TryAdd("RUSTUP_HOME", Path.Combine(home, ".rustup"));
        start.Environment.TryAdd("CARGO_HOME", Path.Combine(home, ".cargo"));
        foreach (var (variable, own) in new[] { ("HOME", "h"), ("TMPDIR", "t") })
            start.Environment[variable] = Directory.CreateDirectory(Path.Combine(at.Place, own)).FullName;
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return -1;
        }
    }

    [GeneratedRegex("<pre class=\"code\" tabindex=\"0\">(?<commands>[^<]*_CODEGEN_BACKEND=[^<]*)</pre>")]
    private static partial Regex Commands { get; }
}
