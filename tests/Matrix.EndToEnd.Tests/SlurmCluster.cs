using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Matrix.Testing;

namespace Matrix.EndToEnd.Tests;

/// <summary>A Slurm cluster of one node, on this machine and of a test's own: its munge, its ports, its folder. It goes with the test.</summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "sinfo", "scontrol"];

    private readonly TemporaryDirectory directory = new();
    private readonly List<Process> daemons = [];

    private SlurmCluster()
    {
    }

    private string Config => Path.Combine(directory.Path, "slurm.conf");

    /// <summary>Skips the test, with the reason, where there can be none.</summary>
    public static async Task<SlurmCluster> StartAsync(CancellationToken cancellation)
    {
        if (Programs.FirstOrDefault(program => Find(program) is null) is { } missing)
            Assert.Ignore($"Slurm is not installed: there is no {missing} (apt-get install slurm-wlm munge)");

        if (Environment.UserName != "root")
            Assert.Ignore("slurmd wants to be root");

        var cluster = new SlurmCluster();
        try
        {
            cluster.Configure();
            cluster.StartDaemon("munged", "--foreground", "--force", $"--key-file={cluster.PathOf("munge.key")}", $"--socket={cluster.PathOf("munge.socket")}", $"--pid-file={cluster.PathOf("munge.pid")}", $"--log-file={cluster.PathOf("munge.log")}", $"--seed-file={cluster.PathOf("munge.seed")}");
            await WaitAsync("munge", () => Task.FromResult(File.Exists(cluster.PathOf("munge.socket"))), cancellation);
            cluster.StartDaemon("slurmctld", "-D", "-f", cluster.Config);
            cluster.StartDaemon("slurmd", "-D", "-N", Node, "-f", cluster.Config);
            await WaitAsync("a node that is idle", async () => (await cluster.RunAsync("sinfo", ["--noheader", "--format=%T"], cancellation)).Output.Trim() == "idle", cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<ProgramEnd> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        start.Environment["SLURM_CONF"] = Config;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return new ProgramEnd(process.ExitCode, await output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        daemons.Reverse();
        foreach (var daemon in daemons)
        {
            daemon.Kill(entireProcessTree: true);
            await daemon.WaitForExitAsync();
            daemon.Dispose();
        }

        directory.Dispose();
    }

    private static string Node => Dns.GetHostName().Split('.')[0];

    private static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task WaitAsync(string what, Func<Task<bool>> isThere, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); !await isThere(); await Task.Delay(100, cancellation))
            Assert.That(waited.Elapsed, Is.LessThan(Patience), $"there is no {what}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string PathOf(string name) => Path.Combine(directory.Path, name);

    // https://slurm.schedmd.com/slurm.conf.html
    private void Configure()
    {
        File.WriteAllBytes(PathOf("munge.key"), RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(PathOf("munge.key"), UnixFileMode.UserRead);
        directory.File(
            "slurm.conf",
            $"""
            ClusterName=matrix-test
            SlurmctldHost={Node}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            AuthType=auth/munge
            AuthInfo=socket={PathOf("munge.socket")}
            CredType=cred/munge
            SlurmUser=root
            SlurmdUser=root
            StateSaveLocation={Directory.CreateDirectory(PathOf("state")).FullName}
            SlurmdSpoolDir={Directory.CreateDirectory(PathOf("spool")).FullName}
            SlurmctldPidFile={PathOf("slurmctld.pid")}
            SlurmdPidFile={PathOf("slurmd.pid")}
            SlurmctldLogFile={PathOf("slurmctld.log")}
            SlurmdLogFile={PathOf("slurmd.log")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            ReturnToService=2
            MailProg=/bin/true
            NodeName={Node} NodeAddr=127.0.0.1 CPUs={Environment.ProcessorCount} State=UNKNOWN
            PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
    }

    private void StartDaemon(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory.Path };
        start.Environment["SLURM_CONF"] = Config;
        var daemon = Process.Start(start)!;
        daemon.OutputDataReceived += (_, _) => { };
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        daemons.Add(daemon);
    }
}
