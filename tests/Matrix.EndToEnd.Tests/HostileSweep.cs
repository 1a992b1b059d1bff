using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Matrix.Results.Storage;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>One sweep of the hostile list, with baits laid out around it, that all tests of this folder look at.</summary>
internal sealed class HostileSweep
{
    public const string SecretText = "a-secret-in-the-home-directory";
    public const string Untouched = "as it was";

    private static readonly Lazy<Task<HostileSweep>> Sandbox = new(() => RunAsync("auto"));
    private static readonly Lazy<Task<HostileSweep>> Open = new(() => RunAsync("none"));

    private readonly SweepFolder folder = SweepFolder.ForAllTests();

    private HostileSweep()
    {
    }

    public ProgramEnd End { get; private set; } = null!;

    public ResultsReader Results { get; private set; } = null!;

    /// <summary>Connections to a port of the machine's loopback.</summary>
    public int Reached { get; private set; }

    /// <summary>A process outside was ended by one inside.</summary>
    public bool Killed { get; private set; }

    /// <summary>What a file outside holds in the end, for each crate that was to leave it alone; null: it is gone.</summary>
    public string? BaitOf(string crate) => File.Exists(Bait(crate)) ? File.ReadAllText(Bait(crate)) : null;

    /// <summary>The most that the crate's folder held while it ran.</summary>
    public long MostDiskBytes { get; private set; }

    public static async Task<HostileSweep> InSandboxAsync()
    {
        await RealToolchain.RequireAsync();
        var sweep = await Sandbox.Value;
        if (sweep.Results.Manifest.Settings.Isolation != "bubblewrap")
            Assert.Ignore("bubblewrap does not work here");
        return sweep;
    }

    public static async Task<HostileSweep> WithoutSandboxAsync()
    {
        await RealToolchain.RequireAsync();
        return await Open.Value;
    }

    private static async Task<HostileSweep> RunAsync(string isolation)
    {
        var sweep = new HostileSweep();
        var secret = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".matrix-bait-{Environment.ProcessId}");
        await File.WriteAllTextAsync(secret, SecretText);
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start(backlog: 100);
        using var victim = Process.Start("sleep", "1618033");
        try
        {
            var list = sweep.WriteList(secret, ((IPEndPoint)listener.LocalEndpoint).Port, victim.Id);
            await sweep.RunAsync(isolation, list);
            sweep.Killed = victim.HasExited;
            for (; listener.Pending(); sweep.Reached++)
                (await listener.AcceptSocketAsync()).Dispose();
        }
        finally
        {
            File.Delete(secret);
            victim.Kill();
        }

        return sweep;
    }

    private async Task RunAsync(string isolation, string list)
    {
        var sweep = new RealSweep(folder.PathOf("results"))
        {
            // What a workflow sees in a sandbox, what a file takes without.
            Environment = new Dictionary<string, string> { ["GITHUB_ACTIONS"] = isolation == "none" ? "" : "true" },
        };
        using var ended = new CancellationTokenSource();
        var watch = WatchDiskAsync(sweep.PathOf("work/escape-fills-the-disk"), ended.Token);
        End = await sweep.RunAsync(CancellationToken.None, "--isolation", isolation, "--config", WriteConfig(list));
        await ended.CancelAsync();
        MostDiskBytes = await watch;
        Assert.That(Directory.Exists(sweep.Folder), Is.True, End.ToString());
        Results = sweep.Results;
    }

    private static async Task<long> WatchDiskAsync(string folder, CancellationToken cancellation)
    {
        var most = 0L;
        while (!cancellation.IsCancellationRequested)
        {
            most = Math.Max(most, SizeOf(folder));
            await Task.Delay(100, CancellationToken.None);
        }

        return most;
    }

    private static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            return 0;   // it comes and goes
        }
    }

    private string WriteList(string secret, int port, int victim)
    {
        var text = File.ReadAllText(Repository.PathOf("crates-list/hostile.yaml")).Replace("../tests", Repository.PathOf("tests"), StringComparison.Ordinal);
        text = WithBait(text, "escape-reads-home", "MATRIX_BAIT_FILE", secret);
        text = WithBait(text, "escape-reaches-loopback", "MATRIX_BAIT_PORT", port.ToString(CultureInfo.InvariantCulture));
        text = WithBait(text, "escape-kills-its-parent", "MATRIX_BAIT_PROCESS", victim.ToString(CultureInfo.InvariantCulture));
        foreach (var crate in new[] { "escape-writes-outside", "escape-follows-symlinks" })
        {
            var bait = folder.File($"baits/{crate}/bait", Untouched);
            text = WithBait(text, crate, "MATRIX_BAIT_FOLDER", Path.GetDirectoryName(bait)!);
        }

        return folder.File("hostile.yaml", text);
    }

    private string Bait(string crate) => folder.PathOf($"baits/{crate}/bait");

    private static string WithBait(string list, string crate, string name, string value) =>
        list.Replace($"fixtures/crates/{crate}\n", $"fixtures/crates/{crate}\n    env: {{ {name}: \"{value}\" }}\n", StringComparison.Ordinal);

    private string WriteConfig(string list) => folder.File("matrix.yaml", File.ReadAllText(Repository.PathOf("crates-list/hostile.matrix.yaml"))
        .Replace("list: hostile.yaml", $"list: {list}", StringComparison.Ordinal)
        .Replace("cache: ../.matrix/cache", $"cache: {folder.PathOf("cache")}", StringComparison.Ordinal));
}
